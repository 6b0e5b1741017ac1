// Pins: the posts a person shows first on their profile. Only their own, never direct ones.

import { type Ctx, requireViewer, transaction } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import { invalid, invalidAll, type Reason } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';
import { notFoundIfGone } from './gone.ts';
import { ownPost } from './target.ts';

// One pin at a time per person, or two at once could pass the limit together.
const lockUser = statement('pin-lock-user', 'select from tenant.user where id = $1 for no key update');

const insertPin = statement<{ room: boolean }>(
  'pin-post',
  `with held as (select count(*) filter (where post_id <> $2) as others from tenant.pin where user_id = $1),
   made as (
     insert into tenant.pin (user_id, post_id) select $1, $2 from held where others < $3 on conflict do nothing)
   select others < $3 as room from held`,
);

const removePin = statement('unpin-post', 'delete from tenant.pin where user_id = $1 and post_id = $2');

/** Pins one of the viewer's own posts. Repeating changes nothing; beyond the community's limit it is invalid. */
export async function pinPost(ctx: Ctx, id: Id): Promise<void> {
  const post = await ownPost(ctx, id);
  if (post.repostOfId !== null) throw unfit('repost', 'is a repost, which cannot be pinned');
  if (post.visibility === 'direct') throw unfit('direct', 'is direct, which cannot be pinned');
  const limit = ctx.tenant.settings.maxPins;
  const pinned = await notFoundIfGone(() =>
    transaction(ctx, async (tx) => {
      await tx.db.row(lockUser, post.authorId);
      return tx.db.row(insertPin, post.authorId, post.id, limit);
    }),
  );
  if (!pinned?.room) throw invalid('post', 'too-many', `is one pin too many, the limit is ${limit}`, limit);
}

const unfit = (reason: Reason, message: string) =>
  invalidAll([{ field: 'post', rule: 'invalid', reason, message }]);

/** Unpins one of the viewer's own posts; one that is not pinned stays as it is. */
export async function unpinPost(ctx: Ctx, id: Id): Promise<void> {
  requireViewer(ctx);
  const post = await ownPost(ctx, id);
  await ctx.db.change(removePin, post.authorId, post.id);
}
