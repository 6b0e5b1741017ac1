// Protection of forms against other sites: every form carries a token made from a secret of this browser
// (its session, or a cookie for visitors), and the browser must not say that the request comes from elsewhere.

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

export const TOKEN_FIELD = 'form_token';

const LENGTH = 32;

/** A token for the forms of the browser that holds `secret`; masked anew for each page (BREACH). */
export function formToken(secret: string): string {
  const mask = randomBytes(LENGTH);
  return Buffer.concat([mask, xor(mask, proof(secret))]).toString('base64url');
}

/** Whether a posted form is one of ours, shown to this very browser. */
export function isOurForm(request: FastifyRequest, secret: string | undefined, given: string): boolean {
  if (secret === undefined || isForeign(request)) return false;
  const token = Buffer.from(given, 'base64url');
  if (token.length !== 2 * LENGTH) return false;
  return timingSafeEqual(xor(token.subarray(0, LENGTH), token.subarray(LENGTH)), proof(secret));
}

const proof = (secret: string): Buffer => createHmac('sha256', secret).update('form').digest();

const xor = (a: Buffer, b: Buffer): Buffer => Buffer.from(a.map((byte, index) => byte ^ b[index]!));

/**
 * What the browser says about where a request comes from. `Origin: null` comes from pages that send no
 * referrer, some of ours among them: then Sec-Fetch-Site and the token decide.
 */
export function isForeign({ headers, host }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return true;
  const { origin } = headers;
  if (origin === undefined || origin === 'null') return false;
  return !URL.canParse(origin) || new URL(origin).host !== host.toLowerCase();
}
