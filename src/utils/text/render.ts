// Texts to the HTML that Mastodon's apps expect. Every character of a text is escaped and every tag is written here,
// so the result needs no sanitiser; the tests hold it against a parser that knows only these tags.

import { escapeHtml } from '../html.ts';
import { isLocal } from './mention.ts';
import { type Source, tokensOf } from './parse.ts';
import type { Link, Mention, Tag, Token } from './token.ts';

export interface Mentioned {
  /** As its bearer writes it. */
  readonly username: string;
  /** Of the profile page, absolute. */
  readonly url: string;
}

export interface Surroundings {
  /** Where the community is served: https://example.org */
  readonly origin: string;
  /** People by username in lower case; a mention of anybody else stays text. */
  readonly mentions?: ReadonlyMap<string, Mentioned>;
}

const NOBODY: ReadonlyMap<string, Mentioned> = new Map();
const REL = 'nofollow noopener noreferrer';

/** A post as safe HTML: a blank line ends a paragraph, a newline breaks a line. */
export const renderPost = (source: Source, around: Surroundings): string =>
  paragraphs(
    tokensOf(source)
      .map((token) => renderToken(token, around))
      .join(''),
  );

/** What a person, or a community, says of itself, as safe HTML: rendered as a post is. */
export const renderBio = (text: string, around: Surroundings): string => renderPost(text, around);

/** The value of a profile field as safe HTML: one line, in which links claim to be the person's own (rel="me"). */
export const renderField = (value: string): string =>
  tokensOf(value.replace(/\s+/g, ' '))
    .map((token) => (token.kind === 'link' ? renderLink(token, `me ${REL}`) : escapeHtml(token.text)))
    .join('');

function renderToken(token: Token, around: Surroundings): string {
  if (token.kind === 'link') return renderLink(token, REL);
  if (token.kind === 'tag') return renderTag(token, around.origin);
  if (token.kind === 'mention') return renderMention(token, around);
  return escapeHtml(token.text);
}

/** Apps hide what is "invisible" and end an "ellipsis" in …, so a copied link is still whole. */
function renderLink({ text, url }: Link, rel: string): string {
  const start = /^https?:\/\/(?:www\.)?/i.exec(text)?.[0].length ?? 0;
  const end = endOfShown(text, start);
  const shown = end < text.length ? '<span class="ellipsis">' : '<span class="">';
  return (
    `<a href="${escapeHtml(url)}" target="_blank" rel="${rel}" translate="no">` +
    `<span class="invisible">${escapeHtml(text.slice(0, start))}</span>` +
    `${shown}${escapeHtml(text.slice(start, end))}</span>` +
    `<span class="invisible">${escapeHtml(text.slice(end))}</span></a>`
  );
}

/** After 30 code units and never within a character; … must stand for more than one. */
function endOfShown(text: string, start: number): number {
  const unit = text.charCodeAt(start + 30);
  const end = unit >= 0xdc00 && unit <= 0xdfff ? start + 31 : start + 30;
  return end + 1 >= text.length ? text.length : end;
}

const renderTag = ({ text, name, display }: Tag, origin: string): string =>
  `<a href="${escapeHtml(origin)}/tags/${encodeURIComponent(name)}" class="mention hashtag" rel="tag">` +
  `${text.charAt(0)}<span>${escapeHtml(display)}</span></a>`;

function renderMention(mention: Mention, { origin, mentions = NOBODY }: Surroundings): string {
  const person = isLocal(mention, origin) ? mentions.get(mention.username) : undefined;
  if (person === undefined) return escapeHtml(mention.text);
  return (
    `<span class="h-card" translate="no"><a href="${escapeHtml(person.url)}" class="u-url mention">` +
    `@<span>${escapeHtml(person.username)}</span></a></span>`
  );
}

const paragraphs = (inline: string): string =>
  inline
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br />')}</p>`)
    .join('');
