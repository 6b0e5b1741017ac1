// Texts are parsed by searching for signs and reading forward from each: every character is read a fixed number of
// times, so the time is linear in the length, whatever somebody sends.

import { findLinks } from './link.ts';
import { mentionAt } from './mention.ts';
import { tagAt } from './tag.ts';
import type { Token } from './token.ts';

/** A written text, or what it was already parsed into. */
export type Source = string | readonly Token[];

/** The links, hashtags and mentions of a text, and the plain text between them. */
export function parseText(text: string): Token[] {
  const tokens: Token[] = [];
  let from = 0;
  for (const { start, end, link } of findLinks(text)) {
    parseWords(tokens, text.slice(0, start), from);
    tokens.push(link);
    from = end;
  }
  parseWords(tokens, text, from);
  return tokens;
}

export const tokensOf = (source: Source): readonly Token[] =>
  typeof source === 'string' ? parseText(source) : source;

/** What holds no link. It takes the text's beginning too, since what stands before a sign decides about it. */
function parseWords(tokens: Token[], text: string, from: number): void {
  const sign = /[@#＃]/g;
  let plainFrom = from;
  sign.lastIndex = from;
  for (let found = sign.exec(text); found !== null; found = sign.exec(text)) {
    const at = found.index;
    const token = found[0] === '@' ? mentionAt(text, at) : tagAt(text, at);
    if (token === null) continue;
    addPlain(tokens, text.slice(plainFrom, at));
    tokens.push(token);
    plainFrom = sign.lastIndex = at + token.text.length;
  }
  addPlain(tokens, text.slice(plainFrom));
}

function addPlain(tokens: Token[], text: string): void {
  if (text !== '') tokens.push({ kind: 'plain', text });
}
