// Bookmarks: private to who made them; nobody is told.

import { type Ctx, requireViewer } from '../context.ts';
import { visiblePost } from '../user/visibility.ts';
import { statement } from '../utils/db/statement.ts';
import { notFound } from '../utils/error.ts';
import { type Id, isId } from '../utils/id.ts';
import { notFoundIfGone } from './gone.ts';

const insertBookmark = statement<{ id: Id }>(
  'bookmark-post',
  `with target as (
     select coalesce(p.repost_of_id, p.id) as id from tenant.post p
     where p.id = $1 and ${visiblePost('p', '$2')}),
   made as (
     insert into tenant.bookmark (user_id, post_id) select $2, id from target on conflict do nothing)
   select id from target`,
);

const removeBookmark = statement(
  'unbookmark-post',
  `delete from tenant.bookmark where user_id = $2
     and post_id = (select coalesce(p.repost_of_id, p.id) from tenant.post p where p.id = $1)`,
);

/** Bookmarks a post the viewer may see (of a repost: its original). Repeating changes nothing. */
export async function bookmarkPost(ctx: Ctx, id: Id): Promise<Id> {
  const viewer = requireViewer(ctx);
  if (!isId(id)) throw notFound();
  const target = await notFoundIfGone(() => ctx.db.row(insertBookmark, id, viewer.id));
  if (target === undefined) throw notFound();
  return target.id;
}

/** Takes the viewer's bookmark away; also from a post that can no longer be seen. */
export async function unbookmarkPost(ctx: Ctx, id: Id): Promise<void> {
  const viewer = requireViewer(ctx);
  if (!isId(id)) throw notFound();
  await ctx.db.change(removeBookmark, id, viewer.id);
}
