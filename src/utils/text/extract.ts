import { isLocal } from './mention.ts';
import { type Source, tokensOf } from './parse.ts';

export const MAX_MENTIONS = 100;
export const MAX_TAGS = 100;
export const MAX_LINKS = 100;

export interface Extract {
  /** Usernames in lower case. */
  readonly mentions: readonly string[];
  readonly tags: readonly { readonly name: string; readonly display: string }[];
  readonly links: readonly string[];
}

/**
 * Whom and what a text names: each once, in the order of appearance, mentions only of people of the community at
 * `origin`. A list ends one past its maximum, so that its length tells the caller that there are too many.
 */
export function extract(source: Source, { origin }: { origin: string }): Extract {
  const mentions = new Set<string>();
  const tags = new Map<string, string>();
  const links = new Set<string>();
  for (const token of tokensOf(source)) {
    if (token.kind === 'link' && links.size <= MAX_LINKS) links.add(token.url);
    if (token.kind === 'tag' && tags.size <= MAX_TAGS && !tags.has(token.name))
      tags.set(token.name, token.display);
    if (token.kind === 'mention' && mentions.size <= MAX_MENTIONS && isLocal(token, origin)) {
      mentions.add(token.username);
    }
  }
  return {
    mentions: [...mentions],
    tags: Array.from(tags, ([name, display]) => ({ name, display })),
    links: [...links],
  };
}
