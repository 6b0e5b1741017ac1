// What tells an answer from the same answer made anew (RFC 9110, 8.8.3), so that it need not be sent twice.

import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/** The weak tag of a text. */
export const etagOf = (text: string): string =>
  `W/"${createHash('sha1').update(text).digest('base64url').slice(0, 22)}"`;

/** Whether the asker has this very answer. Proxies may have taken the `W/` away, or added tags of their own. */
export function isKnown({ headers }: FastifyRequest, etag: string): boolean {
  const known = headers['if-none-match'];
  if (known === undefined) return false;
  const plain = bare(etag);
  return known.split(',').some((one) => bare(one.trim()) === plain);
}

const bare = (etag: string): string => (etag.startsWith('W/') ? etag.slice(2) : etag);
