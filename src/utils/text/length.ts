// The length of a text as people see it, and as Mastodon's apps count it down while one types.

import { graphemes } from './grapheme.ts';
import { type Source, tokensOf } from './parse.ts';
import type { Token } from './token.ts';

/** What a link counts, however long it is. */
export const LINK_CHARACTERS = 23;

// Some clusters can be extended without end. One within this many code units (every emoji is) counts once,
// a longer one once for each begun.
const CLUSTER_UNITS = 32;

// The most code units that ever count as one character: @a@ and a domain of 253, together two.
const UNITS_PER_CHARACTER = 128;

// Scripts whose code units each are a character: counting them one by one is 40 times dearer.
const SINGLE_UNITS =
  /^[\n\t\u0020-\u02ff\u0370-\u0482\u048a-\u058f\u2010-\u2027\u2030-\u205e\u20a0-\u20c0\u3000-\u3029\u3041-\u3096\u30a0-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff01-\uff5e]*$/;

/** How many characters a text counts: a link 23, @name@domain what @name does, all else by grapheme cluster. */
export function countCharacters(source: Source): number {
  const text = tokensOf(source).map(counted).join('');
  if (SINGLE_UNITS.test(text)) return text.length;
  let count = 0;
  for (const { segment } of graphemes(text)) count += Math.ceil(segment.length / CLUSTER_UNITS);
  return count;
}

/** Whether a text counts more than `limit` characters. A text far above it costs nothing. */
export const isLongerThan = (text: string, limit: number): boolean =>
  text.length > limit * UNITS_PER_CHARACTER || countCharacters(text) > limit;

function counted(token: Token): string {
  if (token.kind === 'link') return 'x'.repeat(LINK_CHARACTERS);
  return token.kind === 'mention' ? `@${token.username}` : token.text;
}
