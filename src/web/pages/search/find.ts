// What a search finds, as the page shows it: a little of everything, or one kind in pages.

import type { FeedSlice } from '../../../feed/slice.ts';
import { tagFeed } from '../../../feed/tag.ts';
import { postsById } from '../../../post/post.ts';
import type { Tag } from '../../../post/tag.ts';
import { readAddress } from '../../../search/address.ts';
import { searchAll } from '../../../search/all.ts';
import { searchPosts } from '../../../search/posts.ts';
import { type User, userById, userByUsername } from '../../../user/user.ts';
import type { Page } from '../../../utils/cursor.ts';
import type { Visit } from '../../kit/visit.ts';

export const KINDS = ['all', 'people', 'tags', 'posts'] as const;

export type Kind = (typeof KINDS)[number];

export interface Found {
  readonly people: readonly User[];
  readonly tags: readonly Tag[];
  readonly posts: FeedSlice;
  /** Where the next page of a ranking begins. */
  readonly next?: number | undefined;
}

const NO_POSTS: FeedSlice = { items: [], originals: new Map(), more: false };
const NOTHING: Found = { people: [], tags: [], posts: NO_POSTS };

const EACH = 5;
const LIMIT = 20;

/** A little of each kind. */
export async function findAll({ ctx }: Visit, query: string): Promise<Found> {
  const [found, tagged] = await Promise.all([
    searchAll(ctx, query, { limit: LIMIT }),
    isTag(query) ? tagFeed(ctx, query, { limit: LIMIT }) : undefined,
  ]);
  return {
    people: found.users.slice(0, EACH),
    tags: found.tags.slice(0, EACH),
    posts: tagged ?? { items: found.posts, originals: found.originals, more: false },
  };
}

/** A page of one ranked kind. */
export async function findRanked(
  { ctx }: Visit,
  query: string,
  kind: 'people' | 'tags',
  offset: number,
): Promise<Found> {
  const options = { limit: LIMIT, offset, kind: kind === 'people' ? 'users' : 'tags' } as const;
  const { users, tags } = await searchAll(ctx, query, options);
  const next = users.length + tags.length < LIMIT ? undefined : offset + LIMIT;
  return { ...NOTHING, people: users, tags, next };
}

/** A page of posts: with a tag, or with all the words. */
export async function findPosts({ ctx }: Visit, query: string, page: Page): Promise<Found> {
  const posts = isTag(query) ? await tagFeed(ctx, query, page) : await searchPosts(ctx, query, page);
  return { ...NOTHING, posts };
}

const isTag = (query: string): boolean => /^[#＃][^\s#＃]+$/.test(query);

/** Where a query leads that names exactly one thing: an address of ours, or an @handle. */
export async function addressed({ ctx }: Visit, query: string): Promise<string | undefined> {
  const address = readAddress(ctx, query);
  if (address?.kind === 'user') return pathOf(await userByUsername(ctx, address.username));
  if (address?.kind === 'post') {
    const post = (await postsById(ctx, [address.id])).get(address.id);
    const author = post && (await userById(ctx, post.authorId));
    return author && `${pathOf(author)}/${address.id}`;
  }
  const [, name, host] = /^@(\w{1,30})(?:@([\w.:-]+))?$/.exec(query) ?? [];
  const isOurs = host === undefined || ctx.tenant.domains.includes(host.toLowerCase().replace(/:\d+$/, ''));
  return name !== undefined && isOurs ? pathOf(await userByUsername(ctx, name)) : undefined;
}

const pathOf = (user: User | undefined): string | undefined => user && `/@${user.username}`;

/** The address of a search; it names the kind, so that it shows what was found even where one thing fits. */
export const searchPath = (query: string, kind: Kind): string =>
  `/search?${new URLSearchParams({ q: query, type: kind })}`;
