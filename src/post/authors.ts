// The people a page of posts names.

import type { Ctx } from '../context.ts';
import { type User, usersById } from '../user/user.ts';
import type { Id } from '../utils/id.ts';
import type { Post } from './post.ts';

/** The people who wrote posts and, for reposts, their originals; only those not `known` are looked up. */
export async function authorsOf(
  ctx: Ctx,
  posts: readonly Post[],
  originals: ReadonlyMap<Id, Post>,
  known: ReadonlyMap<Id, User> = new Map(),
): Promise<ReadonlyMap<Id, User>> {
  const ids = new Set<Id>();
  for (const post of posts) {
    ids.add(post.authorId);
    const original = post.repostOfId === null ? undefined : originals.get(post.repostOfId);
    if (original !== undefined) ids.add(original.authorId);
  }
  const missing = [...ids].filter((id) => !known.has(id));
  if (missing.length === 0) return known;
  return new Map([...known, ...(await usersById(ctx, missing))]);
}
