// The job that takes away what a deleted account leaves behind: posts, likes, follows, uploads, its home
// feed, and last its row. Each run does a part and leaves the rest to the next; repeating one is harmless.

import { type Ctx, transaction } from '../context.ts';
import { deleteMediaOfUser } from '../media/delete.ts';
import { eraseLikes, erasePosts } from '../post/erase.ts';
import { erasedName, eraseFollows, removeErased } from '../user/erase.ts';
import { statement } from '../utils/db/statement.ts';
import { enqueue, type Jobs } from '../utils/queue.ts';

const removeFeed = statement('erase-feed', 'delete from tenant.feed_entry where user_id = $1');

/** Takes a part of a deleted account away, and asks for the next part if there is one. */
export async function eraseAccount(ctx: Ctx, { userId }: Jobs['feed/erase']): Promise<void> {
  const username = await erasedName(ctx, userId);
  if (username === undefined) return;
  const viewer = { id: userId, username, role: 'member', locale: 'en', lastActiveOn: null } as const;
  const own: Ctx = { ...ctx, viewer: { ...viewer, version: 0 } };
  for (const erase of [erasePosts, eraseLikes, eraseFollows]) {
    if (await erase(own, userId)) return enqueue(ctx, 'feed/erase', { userId });
  }
  await transaction(ctx, async (tx) => {
    await deleteMediaOfUser(tx, userId);
    await tx.db.change(removeFeed, userId);
    await removeErased(tx, userId);
  });
}
