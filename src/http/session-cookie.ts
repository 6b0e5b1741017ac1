// A browser's sign-in at an edge that speaks JSON. The cookie is believed only where no other site can
// have made the browser send it: cross-site requests are refused by what the browser says of them.

import type { FastifyRequest } from 'fastify';

/**
 * The secret in the session cookie of a request that this site's own pages have made; null otherwise. With
 * `secure` (https) the cookie's name carries the `__Host-` prefix.
 */
export function sessionCookieOf(request: FastifyRequest, secure: boolean): string | null {
  if (!isJson(request) || !isSameOrigin(request)) return null;
  const name = secure ? '__Host-session' : 'session';
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, value = ''] = pair.trim().split('=');
    if (key === name && /^[\w~+/.-]{1,200}$/.test(value)) return value;
  }
  return null;
}

/** No form can send JSON, and a script of another origin must ask first. */
const isJson = ({ headers }: FastifyRequest): boolean =>
  /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '');

/** Every browser of today sends Sec-Fetch-Site on secure addresses and Origin with a POST. */
function isSameOrigin({ headers, host, protocol }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  const { origin } = headers;
  if (origin === undefined) return site === 'same-origin';
  return origin === `${protocol}://${host}`;
}
