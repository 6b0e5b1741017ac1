// Likes. A like is one row; the post's count moves only when a row came or went, so repeating is harmless.

import { announce, type Ctx, requireViewer, type Tx, transaction } from '../context.ts';
import { notBlocked, notBlockedBy } from '../user/hidden.ts';
import { notify, retract } from '../user/notify.ts';
import { type PersonRow, peopleSlice, peopleSlices } from '../user/people-slice.ts';
import type { User } from '../user/user.ts';
import { visiblePost } from '../user/visibility.ts';
import type { Page, Slice } from '../utils/cursor.ts';
import { keysetForEach } from '../utils/db/for-each-owner.ts';
import { keyset, statement } from '../utils/db/statement.ts';
import { notFound } from '../utils/error.ts';
import { type Id, isId } from '../utils/id.ts';
import { notFoundIfGone } from './gone.ts';
import { targetOf } from './target.ts';

// Look, like and count in one statement: this is the busiest write.
const insertLike = statement<{ id: Id; authorId: Id; made: boolean }>(
  'like-post',
  `with target as (
     select o.id, o.author_id from tenant.post p join tenant.post o on o.id = coalesce(p.repost_of_id, p.id)
     where p.id = $1 and ${visiblePost('p', '$2')}),
   made as (
     insert into tenant.post_like (user_id, post_id) select $2, id from target
     on conflict do nothing returning post_id),
   counted as (
     update tenant.post set like_count = like_count + 1 where id = (select post_id from made))
   select target.id, target.author_id as "authorId", made.post_id is not null as made
   from target left join made on true`,
);

const removeLike = statement<{ id: Id; authorId: Id }>(
  'unlike-post',
  `with gone as (
     delete from tenant.post_like where user_id = $2
       and post_id = (select coalesce(p.repost_of_id, p.id) from tenant.post p where p.id = $1)
     returning post_id)
   update tenant.post p set like_count = greatest(0, like_count - 1) from gone where p.id = gone.post_id
   returning p.id, p.author_id as "authorId"`,
);

/** Likes a post the viewer may see (of a repost: its original). Repeating changes nothing. Gives the liked post's id. */
export async function likePost(ctx: Ctx, id: Id): Promise<Id> {
  const viewer = requireViewer(ctx);
  if (!isId(id)) throw notFound();
  return notFoundIfGone(() => transaction(ctx, (tx) => likeIn(tx, id, viewer.id)));
}

async function likeIn(tx: Tx, id: Id, actorId: Id): Promise<Id> {
  const liked = await tx.db.row(insertLike, id, actorId);
  if (liked === undefined) throw notFound();
  if (liked.made) announce(tx, { kind: 'counts-changed', postId: liked.id });
  if (liked.made && liked.authorId !== actorId) {
    await notify(tx, { userId: liked.authorId, type: 'like', actorId, postId: liked.id });
  }
  return liked.id;
}

/** Takes the viewer's like back, and its notification; also from a post that can no longer be seen. */
export async function unlikePost(ctx: Ctx, id: Id): Promise<void> {
  const actorId = requireViewer(ctx).id;
  if (!isId(id)) throw notFound();
  await transaction(ctx, async (tx) => {
    const gone = await tx.db.row(removeLike, id, actorId);
    if (gone === undefined) return;
    announce(tx, { kind: 'counts-changed', postId: gone.id });
    await retract(tx, { userId: gone.authorId, type: 'like', actorId, postId: gone.id });
  });
}

// Relies on the index post_like_post.
const likers = keyset<PersonRow>(
  'likers',
  (order) => `select l.id as cursor, l.user_id as "userId" from tenant.post_like l
    where l.post_id = $1 and ${notBlocked('l.user_id', '$2')} and ${notBlockedBy('l.user_id', '$2')}
      and l.id > $3 and l.id < $4 order by l.id ${order} limit $5`,
);

/** Who liked a post the viewer may see; the cursor is the like's id. */
export async function likersOf(ctx: Ctx, id: Id, page: Page): Promise<Slice<User>> {
  const target = await targetOf(ctx, id);
  return peopleSlice(ctx, page, await ctx.db.page(likers, page, target.id, ctx.viewer?.id ?? null));
}

const likersForEach = keysetForEach(likers);

/** Who liked each of these posts, which the viewer may see and which are no reposts. */
export async function likersOfEach(ctx: Ctx, ids: readonly Id[], page: Page): Promise<Map<Id, Slice<User>>> {
  const rows = await ctx.db.page(likersForEach, page, ids, ctx.viewer?.id ?? null);
  return peopleSlices(ctx, page, ids, rows);
}
