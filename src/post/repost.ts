// Reposts: a post of its own row that shows another to one's followers. One per person and original.

import { announce, type Ctx, requireViewer, type Tx, transaction, type Viewer } from '../context.ts';
import { notBlocked } from '../user/hidden.ts';
import { notify, retract } from '../user/notify.ts';
import { type PersonRow, peopleSlice, peopleSlices } from '../user/people-slice.ts';
import type { Visibility } from '../user/profile.ts';
import type { User } from '../user/user.ts';
import { visibleAlone } from '../user/visibility.ts';
import type { Page, Slice } from '../utils/cursor.ts';
import { keysetForEach } from '../utils/db/for-each-owner.ts';
import { keyset, statement } from '../utils/db/statement.ts';
import { forbidden, invalid, notFound } from '../utils/error.ts';
import { type Id, isId } from '../utils/id.ts';
import { enqueue } from '../utils/queue.ts';
import { authorDefaults } from './author-defaults.ts';
import { notFoundIfGone } from './gone.ts';
import { type Target, targetOf } from './target.ts';

const insertRepost = statement<{ id: Id }>(
  'repost-post',
  `with fresh as materialized (select nexus.next_id() as id),
   made as (
     insert into tenant.post (id, author_id, repost_of_id, root_id, visibility)
     select id, $1, $2, id, $3 from fresh
     on conflict (repost_of_id, author_id) where repost_of_id is not null do nothing returning id),
   author as (
     update tenant.user set post_count = post_count + 1, last_post_on = (now() at time zone 'utc')::date
     where id = $1 and exists (select from made)),
   counted as (
     update tenant.post set repost_count = repost_count + 1 where id = $2 and exists (select from made))
   select id from made`,
);

const findRepost = statement<{ id: Id }>(
  'find-repost',
  'select id from tenant.post where repost_of_id = $2 and author_id = $1',
);

const removeRepost = statement<{ id: Id; originalId: Id; originalAuthorId: Id }>(
  'unrepost-post',
  `with gone as (
     delete from tenant.post
     where author_id = $1 and repost_of_id = (select coalesce(p.repost_of_id, p.id) from tenant.post p where p.id = $2)
     returning id, repost_of_id),
   author as (
     update tenant.user set post_count = greatest(0, post_count - 1) where id = $1 and exists (select from gone))
   update tenant.post p set repost_count = greatest(0, repost_count - 1) from gone where p.id = gone.repost_of_id
   returning gone.id, p.id as "originalId", p.author_id as "originalAuthorId"`,
);

/**
 * Reposts a public or unlisted post, or one's own for followers, and gives the id of the repost; repeating
 * gives the same. A repost of a repost is one of its original.
 */
export async function repost(
  ctx: Ctx,
  id: Id,
  input: { visibility?: Visibility | undefined } = {},
): Promise<Id> {
  const viewer = requireViewer(ctx);
  const original = await targetOf(ctx, id);
  const visibility = await repostVisibility(ctx, viewer, original, input.visibility);
  return notFoundIfGone(() => transaction(ctx, (tx) => repostIn(tx, viewer.id, original, visibility)));
}

async function repostIn(tx: Tx, actorId: Id, original: Target, visibility: Visibility): Promise<Id> {
  const made = await tx.db.row(insertRepost, actorId, original.id, visibility);
  if (made === undefined) return existing(tx, actorId, original.id);
  await notify(tx, { userId: original.authorId, type: 'repost', actorId, postId: original.id });
  await enqueue(tx, 'feed/distribute', { postId: made.id });
  announce(tx, { kind: 'counts-changed', postId: original.id });
  return made.id;
}

async function existing(tx: Tx, actorId: Id, originalId: Id): Promise<Id> {
  const found = await tx.db.row(findRepost, actorId, originalId);
  if (found === undefined) throw notFound();
  return found.id;
}

/** Followers-only stays followers-only; else what was asked for, else the person's usual one. */
async function repostVisibility(
  ctx: Ctx,
  viewer: Viewer,
  original: Target,
  asked: Visibility | undefined,
): Promise<Visibility> {
  const own = original.authorId === viewer.id;
  if (original.visibility === 'direct' || (original.visibility === 'followers' && !own)) {
    throw forbidden('This post is not for everybody and cannot be reposted', 'not-for-everybody');
  }
  if (asked === 'direct')
    throw invalid('visibility', 'invalid', 'of a repost is public, unlisted or followers');
  if (original.visibility === 'followers') return 'followers';
  const wanted = asked ?? (await authorDefaults(ctx, viewer.id)).visibility;
  return wanted === 'direct' ? 'followers' : wanted;
}

/** Takes the viewer's repost of a post (or of a repost's original) back, and its notification; gives the original's id. */
export async function unrepost(ctx: Ctx, id: Id): Promise<Id> {
  const actorId = requireViewer(ctx).id;
  if (!isId(id)) throw notFound();
  const original = await transaction(ctx, async (tx) => {
    const gone = await tx.db.row(removeRepost, actorId, id);
    if (gone === undefined) return undefined;
    announce(tx, { kind: 'post-gone', postId: gone.id, authorId: actorId });
    announce(tx, { kind: 'counts-changed', postId: gone.originalId });
    await retract(tx, { userId: gone.originalAuthorId, type: 'repost', actorId, postId: gone.originalId });
    return gone.originalId;
  });
  return original ?? (await targetOf(ctx, id)).id;
}

// Relies on the index post_repost. A repost for followers names its author to nobody else.
const reposters = keyset<PersonRow>(
  'reposters',
  (order) => `select r.id as cursor, r.author_id as "userId" from tenant.post r
    where r.repost_of_id = $1 and ${visibleAlone('r', '$2')} and ${notBlocked('r.author_id', '$2')}
      and r.id > $3 and r.id < $4 order by r.id ${order} limit $5`,
);

/** Who reposted a post the viewer may see; the cursor is the repost's id. */
export async function repostersOf(ctx: Ctx, id: Id, page: Page): Promise<Slice<User>> {
  const target = await targetOf(ctx, id);
  return peopleSlice(ctx, page, await ctx.db.page(reposters, page, target.id, ctx.viewer?.id ?? null));
}

const repostersForEach = keysetForEach(reposters);

/** Who reposted each of these posts, which the viewer may see and which are no reposts. */
export async function repostersOfEach(
  ctx: Ctx,
  ids: readonly Id[],
  page: Page,
): Promise<Map<Id, Slice<User>>> {
  const rows = await ctx.db.page(repostersForEach, page, ids, ctx.viewer?.id ?? null);
  return peopleSlices(ctx, page, ids, rows);
}
