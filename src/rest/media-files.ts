// The stored pictures themselves. All bytes were encoded by us; still the browser is told to believe our
// type, run nothing and load nothing, should one ever be opened as a page.

import type { FastifyReply, FastifyRequest } from 'fastify';
import { DEFAULT_PICTURES } from '../media/default-pictures.ts';
import { findFile, isKeyOf } from '../media/storage.ts';
import { notFound } from '../utils/error.ts';
import type { RestApp } from './kit/route.ts';

const YEAR = 365 * 24 * 60 * 60;

const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Access-Control-Allow-Origin': '*',
} as const;

/** `/media/*`: uploads of the host name's own community. `/assets/…`: what people without pictures have. */
export const mediaFileRoutes = ({ fastify }: RestApp): void => {
  // A page shows dozens of pictures: they do not count as requests of the API.
  const options = { config: { rateLimit: false } as object };
  fastify.get<{ Params: { '*': string } }>('/media/*', options, sendFile);
  for (const [name, bytes] of DEFAULT_PICTURES) {
    fastify.get(`/assets/${name}`, options, (_request, reply) =>
      reply.headers(HEADERS).header('Cache-Control', 'public, max-age=86400').type('image/png').send(bytes),
    );
  }
};

async function sendFile(request: FastifyRequest<{ Params: { '*': string } }>, reply: FastifyReply) {
  const key = request.params['*'];
  const file = isKeyOf(request.tenant.slug, key) ? await findFile(key) : null;
  if (file === null) throw notFound();
  // What stands under a key never changes.
  const tag = `"${key.split('/').slice(-2).join('-')}"`;
  reply.headers(HEADERS).header('Cache-Control', `public, max-age=${YEAR}, immutable`).header('ETag', tag);
  if (request.headers['if-none-match']?.includes(tag)) return reply.code(304).send();
  return reply
    .type(file.mime)
    .header('Content-Length', file.size)
    .send(await file.open());
}
