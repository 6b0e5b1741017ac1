// The people a page of posts names.

import type { Ctx } from '../context.ts';
import { authorsOfRows, type User } from '../user/user.ts';
import type { Id } from '../utils/id.ts';
import type { Post } from './post.ts';

/**
 * The people who wrote posts and, for reposts, their originals: they were read with the posts. A statement only when
 * profiles are not in the process yet.
 */
export function authorsOf(
  ctx: Ctx,
  posts: readonly Post[],
  originals: ReadonlyMap<Id, Post>,
): Promise<Map<Id, User>> {
  const reposted = posts.flatMap(({ repostOfId }) => (repostOfId && originals.get(repostOfId)) || []);
  return authorsOfRows(ctx, [...posts, ...reposted]);
}
