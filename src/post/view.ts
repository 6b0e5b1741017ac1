// View counts: one per person and post, counted when a signed-in person opens a post or its thread.

import type { Ctx } from '../context.ts';
import { visiblePost } from '../user/visibility.ts';
import { sqlState } from '../utils/db/failure.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';

// Posts seen before are sorted out by a read, so that opening a thread again writes nothing.
const insertViews = statement(
  'count-views',
  `with seen as (
     insert into tenant.post_view (post_id, user_id)
     select p.id, $2::bigint from tenant.post p
     where p.id = any($1::bigint[]) and p.repost_of_id is null and ${visiblePost('p', '$2')}
       and (select true from tenant.post_view v where v.post_id = p.id and v.user_id = $2::bigint) is null
     order by p.id
     on conflict do nothing returning post_id),
   locked as materialized (
     select p.id from tenant.post p where p.id in (select post_id from seen) order by p.id for no key update)
   update tenant.post p set view_count = view_count + 1 from locked where p.id = locked.id`,
);

// The post was deleted meanwhile, two people opened the same thread at once in a bad order, or the disk is full:
// what is there can still be read.
const HARMLESS = new Set(['23503', '40P01', '53100']);

/** Counts the viewer's first sight of each post; nothing for nobody. One statement; a lost view is no error. */
export async function countView(ctx: Ctx, ids: readonly Id[]): Promise<void> {
  if (ctx.viewer === null || ids.length === 0) return;
  try {
    await ctx.db.change(insertViews, ids, ctx.viewer.id);
  } catch (error) {
    if (!HARMLESS.has(sqlState(error) ?? '')) throw error;
  }
}
