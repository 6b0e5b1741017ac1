// Answers that are no pages and the same for everybody: feeds, sitemaps. Asked for again they are often still known.

import type { FastifyReply, FastifyRequest } from 'fastify';
import { etagOf, isKnown } from './etag.ts';
import { compressed } from './send.tsx';

export interface PlainAnswer {
  readonly type: string;
  readonly text: string;
  /** Seconds that anybody may keep it. */
  readonly keep: number;
  readonly etag?: string;
}

/** Sends a text that everybody may keep; 304 to who has it already. */
export async function sendPlain(
  request: FastifyRequest,
  reply: FastifyReply,
  { type, text, keep, etag = etagOf(text) }: PlainAnswer,
): Promise<FastifyReply> {
  reply.headers({
    'Cache-Control': `public, max-age=${keep}`,
    Vary: 'Accept-Encoding, Accept-Language',
    ETag: etag,
  });
  if (isKnown(request, etag)) return reply.code(304).send();
  reply
    .type(`${type}; charset=utf-8`)
    .headers({ 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': "default-src 'none'" });
  return reply.send(await compressed(request, reply, text));
}
