// After a follow, or the end of a mute: the author's latest posts come into the feed at once.

import type { Ctx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import type { Jobs } from '../utils/queue.ts';
import { wanted } from './rule.ts';

const MERGED = 100;

const merge = statement(
  'merge-author',
  `insert into tenant.feed_entry (user_id, post_id)
   select f.follower_id, recent.id
   from tenant.follow f
   join tenant.user author on author.id = f.followee_id and not author.feed_pull
   cross join lateral (
     select p.id from tenant.post p where p.author_id = f.followee_id and ${wanted('p', 'f')}
     order by p.id desc limit ${MERGED}) recent
   where f.follower_id = $1 and f.followee_id = $2
   on conflict do nothing`,
);

/** Brings an author's latest posts into a follower's home feed. Nothing if the follow is gone. */
export async function mergeAuthor(ctx: Ctx, { userId, authorId }: Jobs['feed/merge']): Promise<void> {
  await ctx.db.change(merge, userId, authorId);
}
