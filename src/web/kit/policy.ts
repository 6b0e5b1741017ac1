// What a browser may do on our pages (CSP Level 3): scripts only by the nonce of this very answer, styles
// only from us, no frames, forms only to us; scripts cannot write markup but through one Trusted Types policy.

import { createHash, randomBytes } from 'node:crypto';

/**
 * Stands in rendered pages where the nonce goes; replaced when a page is sent, so that pages can be cached. Nobody
 * can guess it: markup that somebody else brought into a page would get the nonce by it.
 */
export const NONCE_SLOT = `nonce-${randomBytes(18).toString('base64url')}`;

export interface PolicyParts {
  readonly nonce: string;
  /** The one inline style sheet, whose hash is allowed. */
  readonly style: string;
  /** A form of the page ends at an app: browsers hold `form-action` against redirects too. */
  readonly answersTo?: string | undefined;
  /** Other sites may show this page in a frame. */
  readonly framed?: boolean;
}

/** The Content-Security-Policy of a page. */
export function policy({ nonce, style, answersTo, framed }: PolicyParts): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' '${hashOf(style)}'`,
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    `form-action 'self'${schemeOf(answersTo)}`,
    "base-uri 'none'",
    `frame-ancestors ${framed ? '*' : "'none'"}`,
    "require-trusted-types-for 'script'",
    'trusted-types nexus',
  ].join('; ');
}

/** The app's scheme alone (`https:`, `com.example:`): what it answers with may redirect further. */
function schemeOf(answersTo: string | undefined): string {
  const scheme = answersTo === undefined ? null : /^[a-z][a-z0-9+.-]*:/i.exec(answersTo);
  return scheme === null ? '' : ` ${scheme[0].toLowerCase()}`;
}

const hashes = new Map<string, string>();

function hashOf(style: string): string {
  let hash = hashes.get(style);
  if (hash === undefined) {
    hash = `sha256-${createHash('sha256').update(style).digest('base64')}`;
    if (hashes.size > 5000) hashes.clear();
    hashes.set(style, hash);
  }
  return hash;
}
