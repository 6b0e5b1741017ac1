// The words of a post: cleaned, counted, searched for people and tags, and rendered.

import type { Ctx } from '../context.ts';
import { type FieldError, invalidAll } from '../utils/error.ts';
import { cleanLine, cleanText } from '../utils/text/clean.ts';
import { type Extract, extract } from '../utils/text/extract.ts';
import { countCharacters, isLongerThan } from '../utils/text/length.ts';
import { parseText } from '../utils/text/parse.ts';
import { renderPost } from '../utils/text/render.ts';
import { findMentions, type Mention } from './mention.ts';
import type { TagName } from './tag-link.ts';

export interface Words {
  /** As written, cleaned. */
  readonly text: string;
  /** Safe. */
  readonly html: string;
  readonly spoilerText: string;
  readonly mentions: readonly Mention[];
  /** Each once, in order. */
  readonly tags: readonly TagName[];
}

export interface GivenWords {
  readonly text: string;
  readonly spoilerText: string;
  /** Pictures may stand without words. */
  readonly hasMedia: boolean;
}

/** A post that calls more people than this is not meant for them. */
export const MOST_MENTIONS = 50;
export const MOST_TAGS = 60;

/** Brings words to the form they are kept in; 'invalid' names every rule they break. */
export async function findWords(ctx: Ctx, authorId: string, given: GivenWords): Promise<Words> {
  const { origin, settings } = ctx.tenant;
  const { text, spoilerText } = cleanWords(given);
  refuse(lengthErrors({ text, spoilerText, hasMedia: given.hasMedia }, settings.maxCharacters));
  const tokens = parseText(text);
  const named = extract(tokens, { origin });
  refuse(countErrors(named));
  const mentions = await findMentions(ctx, authorId, named.mentions);
  const linked = mentions.map(({ username }) => ({ username, url: `${origin}/@${username}` }));
  const html = renderPost(tokens, {
    origin,
    mentions: new Map(linked.map((person) => [person.username.toLowerCase(), person])),
  });
  return { text, html, spoilerText, mentions, tags: named.tags };
}

/** A warning without anything behind it is the text. */
function cleanWords(given: GivenWords): { text: string; spoilerText: string } {
  const [text, spoilerText] = [cleanText(given.text), cleanLine(given.spoilerText)];
  return text === '' && !given.hasMedia ? { text: spoilerText, spoilerText: '' } : { text, spoilerText };
}

function lengthErrors({ text, spoilerText, hasMedia }: GivenWords, limit: number): FieldError[] {
  if (text === '' && !hasMedia) return [{ field: 'text', rule: 'blank', message: "can't be blank" }];
  const long = isLongerThan(text, limit) || isLongerThan(spoilerText, limit);
  const together = () => countCharacters(text) + countCharacters(spoilerText) > limit;
  if (!long && (spoilerText === '' || !together())) return [];
  return [{ field: 'text', rule: 'too-long', message: `is longer than ${limit} characters`, limit }];
}

function countErrors({ mentions, tags }: Extract): FieldError[] {
  const errors: FieldError[] = [];
  if (mentions.length > MOST_MENTIONS) {
    const message = `mentions more than ${MOST_MENTIONS} people`;
    errors.push({ field: 'text', rule: 'too-many', reason: 'mentions', message, limit: MOST_MENTIONS });
  }
  if (tags.length > MOST_TAGS) {
    errors.push({
      field: 'text',
      rule: 'too-many',
      reason: 'tags',
      message: `has more than ${MOST_TAGS} hashtags`,
      limit: MOST_TAGS,
    });
  }
  return errors;
}

function refuse(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw invalidAll(errors);
}
