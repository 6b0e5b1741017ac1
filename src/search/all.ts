// One search over people, posts and tags. The first characters tell what is meant: `#` a tag, `@` a person,
// an address of this community exactly one thing.

import type { Ctx } from '../context.ts';
import { type Post, postsWithOriginals } from '../post/post.ts';
import type { Tag } from '../post/tag.ts';
import { requirePreview } from '../tenant/preview.ts';
import { searchUsers } from '../user/find.ts';
import { type User, usersByUsername } from '../user/user.ts';
import type { Id } from '../utils/id.ts';
import { type Addressed, readAddress } from './address.ts';
import { searchPosts } from './posts.ts';
import { searchTags } from './tags.ts';

export type SearchKind = 'users' | 'posts' | 'tags';

export interface SearchOptions {
  readonly limit: number;
  /** Counts only where one kind is asked for. */
  readonly offset?: number | undefined;
  /** Only this kind; all unless told. */
  readonly kind?: SearchKind | undefined;
  /** Only people the viewer follows. */
  readonly following?: boolean | undefined;
  /** Only posts by this person. */
  readonly authorId?: Id | undefined;
  readonly maxId?: Id | undefined;
  readonly minId?: Id | undefined;
}

export interface Found {
  readonly users: readonly User[];
  readonly posts: readonly Post[];
  /** The originals of reposts among the posts, with the posts themselves. */
  readonly originals: ReadonlyMap<Id, Post>;
  readonly tags: readonly Tag[];
}

const NOTHING: Found = { users: [], posts: [], originals: new Map(), tags: [] };

/** How far posts can be paged by `offset`; beyond it nothing is found. */
const FARTHEST = 400;

/** Searches people, posts and tags; 'unauthenticated' where the community shows itself to members only. */
export async function searchAll(ctx: Ctx, given: string, options: SearchOptions): Promise<Found> {
  requirePreview(ctx);
  const query = given.trim();
  if (query === '') return NOTHING;
  const address = readAddress(ctx, query);
  if (address !== null) return addressed(ctx, address, options.kind);
  const offset = options.kind === undefined ? 0 : (options.offset ?? 0);
  const wants = (kind: SearchKind) => options.kind === undefined || options.kind === kind;
  const [users, posts, tags] = await Promise.all([
    wants('users') && mayBeUser(query) ? searchUsers(ctx, query, { ...options, offset }) : [],
    wants('posts') && mayBeWords(query) ? wordsIn(ctx, query, { ...options, offset }) : [],
    wants('tags') && !query.includes('@') ? searchTags(ctx, query, { limit: options.limit, offset }) : [],
  ]);
  return { ...NOTHING, users, posts, tags };
}

const mayBeUser = (query: string): boolean =>
  !query.startsWith('#') && !(query.includes('@') && query.includes(' '));

const mayBeWords = (query: string): boolean =>
  query.includes(' ') || !(query.startsWith('#') || query.includes('@'));

async function wordsIn(
  ctx: Ctx,
  query: string,
  options: SearchOptions & { offset: number },
): Promise<readonly Post[]> {
  const { limit, offset, maxId, minId, authorId } = options;
  if (offset > FARTHEST) return [];
  const found = await searchPosts(ctx, query, { limit: offset + limit, maxId, minId }, { authorId });
  return found.items.slice(offset);
}

async function addressed(ctx: Ctx, address: Addressed, kind: SearchKind | undefined): Promise<Found> {
  if (address.kind === 'user' && (kind ?? 'users') === 'users') {
    return { ...NOTHING, users: [...(await usersByUsername(ctx, [address.username])).values()] };
  }
  if (address.kind === 'post' && (kind ?? 'posts') === 'posts') {
    const originals = await postsWithOriginals(ctx, [address.id]);
    const post = originals.get(address.id);
    return { ...NOTHING, posts: post === undefined ? [] : [post], originals };
  }
  return NOTHING;
}
