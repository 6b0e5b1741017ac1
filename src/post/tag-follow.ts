// Tags people follow: public posts with them come into their home feeds.

import { type Ctx, requireViewer, transaction } from '../context.ts';
import { type Page, type Slice, slice } from '../utils/cursor.ts';
import { keyset, statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { checkTag, type Tag, tagByName, tagsById } from './tag.ts';
import { ensureTags } from './tag-link.ts';

const insertFollow = statement(
  'follow-tag',
  `insert into tenant.tag_follow (user_id, tag_id) select $1, id from tenant.tag where name = $2
   on conflict do nothing`,
);

const removeFollow = statement(
  'unfollow-tag',
  `delete from tenant.tag_follow where user_id = $1 and tag_id = (select id from tenant.tag where name = $2)`,
);

/** Follows a tag, also one nobody has used yet. Repeating changes nothing. */
export async function followTag(ctx: Ctx, given: string): Promise<Tag> {
  const viewer = requireViewer(ctx);
  const tag = checkTag(given);
  await transaction(ctx, async (tx) => {
    await ensureTags(tx, [tag]);
    await tx.db.change(insertFollow, viewer.id, tag.name);
  });
  return tagByName(ctx, tag.name);
}

/** Stops following a tag. Repeating changes nothing. */
export async function unfollowTag(ctx: Ctx, given: string): Promise<Tag> {
  const viewer = requireViewer(ctx);
  const tag = checkTag(given);
  await ctx.db.change(removeFollow, viewer.id, tag.name);
  return tagByName(ctx, given);
}

const followed = keyset<{ id: Id; tagId: Id }>(
  'followed-tags',
  (order) => `select id, tag_id as "tagId" from tenant.tag_follow
    where user_id = $1 and id > $2 and id < $3 order by id ${order} limit $4`,
);

/** The tags the viewer follows; the cursor is the following's id. */
export async function followedTags(ctx: Ctx, page: Page): Promise<Slice<Tag>> {
  const rows = await ctx.db.page(followed, page, requireViewer(ctx).id);
  const tags = await tagsById(
    ctx,
    rows.map((row) => row.tagId),
  );
  return slice(
    page,
    rows,
    (row) => row.id,
    (found) => found.flatMap((row) => tags.get(row.tagId) ?? []),
  );
}
