// The files GraphiQL is made of, served from this origin: read once, compressed once, cached by browsers
// for a year under an address that changes with their content.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Checksums of the copies in `vendor/`; see its README. */
export const VENDORED = {
  'react.production.min.js': 'd949f1c3687aedadcedac85261865f29b17cd273997e7f6b2bfc53b2f9d4c4dd',
  'react-dom.production.min.js': '35f4f974f4b2bcd44da73963347f8952e341f83909e4498227d4e26b98f66f0d',
  'graphiql.min.js': 'a330a2be1d2389486840a9d0a834767d9083a23f105879e0de54e4fce83d3513',
  'graphiql.min.css': 'bdddd50aac5bdb0edd83e5c862ba2fed9db2964e4c75d4655ab62b0a7d5bd730',
} as const;

const FILES = [...Object.keys(VENDORED).map((name) => `vendor/${name}`), 'start.js', 'page.css'];

interface Asset {
  readonly name: string;
  readonly bytes: Buffer;
  readonly type: string;
  readonly url: string;
  compressed?: Buffer;
}

function readAsset(path: string): Asset {
  const bytes = readFileSync(new URL(path, import.meta.url));
  const name = path.replace('vendor/', '');
  const version = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  const type = name.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8';
  return { name, bytes, type, url: `/graphql/assets/${version}/${name}` };
}

/** Serves the files; gives the address of each by its name. */
export function assetRoutes(fastify: FastifyInstance): ReadonlyMap<string, string> {
  const assets = FILES.map(readAsset);
  for (const asset of assets) {
    fastify.get(asset.url, { config: { rateLimit: false } }, (request, reply) =>
      sendAsset(asset, request, reply),
    );
  }
  return new Map(assets.map((asset) => [asset.name, asset.url]));
}

function sendAsset(asset: Asset, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.type(asset.type).headers({
    'Cache-Control': 'public, max-age=31536000, immutable',
    'X-Content-Type-Options': 'nosniff',
    Vary: 'Accept-Encoding',
  });
  if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(asset.bytes);
  asset.compressed ??= gzipSync(asset.bytes, { level: 9 });
  return reply.header('Content-Encoding', 'gzip').send(asset.compressed);
}
