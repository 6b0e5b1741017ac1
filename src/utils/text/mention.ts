// Mentions: @name or @name@domain, by Mastodon's grammar. Whether somebody bears the name is not known here.

import { follows } from './boundary.ts';
import type { Mention } from './token.ts';

export const MAX_USERNAME_LENGTH = 30;
export const MAX_DOMAIN_LENGTH = 253;

const PATTERN =
  /@([A-Za-z0-9_]+(?:[.-]+[A-Za-z0-9_]+)*)(?:@([\p{L}\p{M}\p{Nd}\p{Pc}.-]*[\p{L}\p{M}\p{Nd}\p{Pc}]))?/uy;

// What follows shows that the name was part of something else: a longer name, an address, a scheme.
const CONTINUATION = /[@＠\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]|[\u0300-\u036f]|:\/\//y;

/** The mention whose sign stands at `at`, if one does. */
export function mentionAt(text: string, at: number): Mention | null {
  if (follows(text, at, '=/')) return null;
  PATTERN.lastIndex = at;
  const found = PATTERN.exec(text);
  if (found === null) return null;
  const [whole, username = '', domain = ''] = found;
  if (username.length > MAX_USERNAME_LENGTH || domain.length > MAX_DOMAIN_LENGTH) return null;
  CONTINUATION.lastIndex = at + whole.length;
  if (CONTINUATION.test(text)) return null;
  return { kind: 'mention', text: whole, username: username.toLowerCase(), domain: asDomain(domain) };
}

/** Whether the mention means somebody of the community that is served at `origin`. */
export const isLocal = (mention: Mention, origin: string): boolean =>
  mention.domain === null || mention.domain === new URL(origin).hostname;

// As `domainToASCII` of node:url does, which browsers, where texts are counted while one types, do not have.
function asDomain(written: string): string | null {
  if (written === '') return null;
  return URL.canParse(`ws://${written}`) ? new URL(`ws://${written}`).hostname : '';
}
