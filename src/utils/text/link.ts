// Links: http and https addresses written out in full. `www.` and bare domains stay text, as in Mastodon.

import { LinkifyIt, REBuilder } from 'linkify-it';
import type { Link } from './token.ts';

/** Code units. A link counts 23 characters whatever its length, so a longer one stays text and counts in full. */
export const MAX_LINK_LENGTH = 2048;

// The stock pattern reads a label that begins with xn-- in two ways, so eleven of them are tried in 2¹¹ ways.
// What it additionally allowed, a label that ends in a hyphen, no domain has.
class LinearPattern extends REBuilder {
  override get_domain(): RegExp {
    const letter = this.get_pseudo_letter().source;
    this.cache.src_domain ??= new RegExp(`(?:${letter}(?:(?:-|${letter}){0,61}${letter})?)`);
    return this.cache.src_domain;
  }
}

const linkify = new LinkifyIt({
  rebuilder: new LinearPattern(),
  fuzzyLink: false,
  fuzzyEmail: false,
  maxLength: MAX_LINK_LENGTH + 1,
});
for (const scheme of ['ftp:', 'mailto:', '//']) linkify.add(scheme, null);

// Ends that linkify-it lets pass, though they belong to the sentence or its emphasis.
const DANGLING = /(?<![:*])[:*]+$/;

// What follows the name in https://name:password@host, where linkify-it takes the name for the host.
const CREDENTIALS = /(?::[^\s/?#@]{0,100})?@/y;

const HOST = /^https?:\/\/(?:\[|localhost\b|[^/?#]*\.)/i;

// Marks that change the direction of the text let an address pass for another.
const MISLEADING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

export interface Found {
  readonly start: number;
  readonly end: number;
  readonly link: Link;
}

/** The links of a text in their order, in time linear in its length. */
export function findLinks(text: string): Found[] {
  if (!text.includes('://')) return [];
  const found: Found[] = [];
  for (const { raw, index, lastIndex } of linkify.match(text) ?? []) {
    const address = raw.replace(DANGLING, '');
    if (!isAddress(address) || hasPasswordAt(text, lastIndex)) continue;
    const link: Link = { kind: 'link', text: address, url: withPlainScheme(address) };
    found.push({ start: index, end: index + address.length, link });
  }
  return found;
}

const isAddress = (raw: string): boolean =>
  raw.length <= MAX_LINK_LENGTH && HOST.test(raw) && !MISLEADING.test(raw) && URL.canParse(raw);

function hasPasswordAt(text: string, at: number): boolean {
  CREDENTIALS.lastIndex = at;
  return CREDENTIALS.test(text);
}

const withPlainScheme = (raw: string): string => raw.replace(/^https?/i, (scheme) => scheme.toLowerCase());
