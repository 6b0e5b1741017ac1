// Pages in the Mastodon API: `max_id`, `since_id`, `min_id`, `limit` in; a Link header out.

import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Slice } from '../../utils/cursor.ts';

/** The query parameters of a keyset page; spread them into a route's query schema. */
export const PAGE = {
  max_id: Type.Optional(Type.String({ description: 'Results older than this id.' })),
  since_id: Type.Optional(Type.String({ description: 'Results newer than this id, the newest first.' })),
  min_id: Type.Optional(Type.String({ description: 'Results immediately newer than this id.' })),
  limit: Type.Optional(Type.Integer({ description: 'How many results at most.' })),
};

/**
 * Sets the Link header: `next` first (toot reads it there), absolute, keeping the other parameters;
 * no `next` on the last page, since clients stop only then.
 */
export function linkPages(request: FastifyRequest, reply: FastifyReply, page: Slice<unknown>): void {
  if (page.first === undefined) return;
  const start = withoutCursor(request);
  const links: string[] = [];
  if (page.more && page.last !== undefined) links.push(`<${start}max_id=${page.last}>; rel="next"`);
  links.push(`<${start}min_id=${page.first}>; rel="prev"`);
  reply.header('Link', links.join(', '));
}

const CURSOR = /^(max|since|min)_id(=|$)/;

/** The request's address up to where a cursor is to follow: as it came, but for what would end it in the header. */
function withoutCursor(request: FastifyRequest): string {
  const [path = '', ...search] = request.originalUrl.split('?');
  const kept = search
    .join('?')
    .split('&')
    .filter((pair) => pair !== '' && !CURSOR.test(pair))
    .map((pair) => `${pair}&`);
  const address = `${path}?${kept.join('')}`.replace(/[<>"\s]/g, encodeURIComponent);
  return `${request.protocol}://${request.host}${address}`;
}

/** Link header of lists paged by `offset` and `limit` (search, suggestions, directory). */
export function linkOffset(
  request: FastifyRequest,
  reply: FastifyReply,
  offset: number,
  limit: number,
  found: number,
) {
  if (found < limit) return;
  const url = new URL(request.originalUrl, `${request.protocol}://${request.host}`);
  url.searchParams.set('offset', String(offset + limit));
  reply.header('Link', `<${url.href}>; rel="next"`);
}
