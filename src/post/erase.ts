// What a deleted account wrote and liked, taken away part by part with the functions that members use, so
// that every count, file and notification that hangs on it is put right.

import type { Ctx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import { DomainError } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';
import { deletePost } from './delete.ts';
import { unlikePost } from './like.ts';
import { unrepost } from './repost.ts';

/** Posts or likes per call. */
const CHUNK = 200;

// Relies on the index post_by_author.
const somePosts = statement<{ id: Id; repost: boolean }>(
  'erase-some-posts',
  `select id, repost_of_id is not null as repost from tenant.post where author_id = $1 order by id desc limit ${CHUNK}`,
);

// Relies on the index post_like_user.
const someLikes = statement<{ id: Id }>(
  'erase-some-likes',
  `select post_id as id from tenant.post_like where user_id = $1 order by id desc limit ${CHUNK}`,
);

/** Deletes some of the viewer's posts for good, pictures included; false when none are left. */
export async function erasePosts(ctx: Ctx, userId: Id): Promise<boolean> {
  const posts = await ctx.db.rows(somePosts, userId);
  for (const { id, repost } of posts) {
    await unlessGone(() => (repost ? unrepost(ctx, id) : deletePost(ctx, id, { media: 'delete' })));
  }
  return posts.length > 0;
}

/** Takes some of the viewer's likes back; false when none are left. */
export async function eraseLikes(ctx: Ctx, userId: Id): Promise<boolean> {
  const liked = await ctx.db.rows(someLikes, userId);
  for (const { id } of liked) await unlikePost(ctx, id);
  return liked.length > 0;
}

/** An earlier run of the job, or the deletion of an original, may have been there first. */
async function unlessGone(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'not-found')) throw error;
  }
}
