// Hashtags, by Mastodon's grammar: letters, marks, digits and connecting punctuation of any script, middle dots
// and the zero-width non-joiner inside, and at least one letter.

import { follows } from './boundary.ts';
import type { Tag } from './token.ts';

/** Code units, as written and as looked up. What is longer is no tag. */
export const MAX_TAG_LENGTH = 100;

const RUN = /[#＃]([\p{L}\p{M}\p{Nd}\p{Pc}][\p{L}\p{M}\p{Nd}\p{Pc}·・\u200c]*)/uy;
const DANGLING = /[·・\u200c]+$/;
const FOREIGN = /[^\p{L}\p{M}\p{Nd}\p{Pc}·・\u200c]/gu;
const LETTER = /\p{Alphabetic}/u;

/** The hashtag whose sign stands at `at`, if one does. */
export function tagAt(text: string, at: number): Tag | null {
  if (follows(text, at, '=/)&')) return null;
  RUN.lastIndex = at;
  const run = RUN.exec(text)?.[1];
  if (run === undefined || run.length > MAX_TAG_LENGTH) return null;
  const display = run.replace(DANGLING, '');
  const name = normaliseTag(display);
  if (!isTagName(name)) return null;
  return { kind: 'tag', text: text[at] + display, name, display };
}

/** The spelling a tag is stored and looked up by: width, ligatures and case make no difference. */
export const normaliseTag = (display: string): string =>
  display.normalize('NFKC').toLowerCase().normalize('NFKC').replace(FOREIGN, '');

const isTagName = (name: string): boolean => name.length <= MAX_TAG_LENGTH && LETTER.test(name);
