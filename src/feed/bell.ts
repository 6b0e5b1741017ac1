// People may ask to be told of everything somebody posts.

import { type Ctx, transaction } from '../context.ts';
import { notifyMany } from '../user/notify.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';

const CHUNK = 1000;

// Relies on the index follow_bell.
const bells = statement<{ followerId: Id }>(
  'followers-with-bell',
  `select follower_id as "followerId" from tenant.follow
   where followee_id = $1 and notify and follower_id > $2 order by follower_id limit $3`,
);

/** Tells the followers who asked for it that somebody has posted. Each is told of a post once. */
export async function ringBells(ctx: Ctx, postId: Id, authorId: Id): Promise<void> {
  let after: Id | undefined = '0';
  while (after !== undefined) {
    const rows: { followerId: Id }[] = await ctx.db.rows(bells, authorId, after, CHUNK);
    const told = rows.map((row) => row.followerId);
    await transaction(ctx, (tx) => notifyMany(tx, told, { type: 'post', actorId: authorId, postId }));
    after = rows.length < CHUNK ? undefined : told.at(-1);
  }
}
