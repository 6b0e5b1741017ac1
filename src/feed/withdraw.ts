// After an unfollow or block: the author's posts leave the feed. They are hidden from the moment the follow
// ends; this gives their places back. Whom the viewer mutes stays, hidden, for when the mute runs out.

import type { Ctx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import type { Jobs } from '../utils/queue.ts';
import { taggedFor } from './rule.ts';

const withdraw = statement(
  'withdraw-author',
  `delete from tenant.feed_entry e using tenant.post p
   where e.user_id = $1 and p.id = e.post_id and p.author_id = $2
     and not exists (select from tenant.follow where follower_id = $1 and followee_id = $2)
     and ${taggedFor('p', '$1')} is not true`,
);

/** Takes an author's posts out of a home feed, unless the person follows them (again) or a tag of the post. */
export async function withdrawAuthor(ctx: Ctx, { userId, authorId }: Jobs['feed/withdraw']): Promise<void> {
  await ctx.db.change(withdraw, userId, authorId);
}
