// Taking media away, by their owner.

import { type Ctx, requireViewer, type Tx, transaction } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import { notFound } from '../utils/error.ts';
import { type Id, isId } from '../utils/id.ts';
import { type Gone, removeLater } from './remove-files.ts';

const deleteUnattached = statement<Gone>(
  'delete-media',
  'delete from tenant.media where id = $1 and user_id = $2 and post_id is null returning variants',
);

/** Deletes an upload of the viewer's that no post uses; any other is not found. */
export async function deleteMedia(ctx: Ctx, id: Id): Promise<void> {
  const viewer = requireViewer(ctx);
  await transaction(ctx, async (tx) => {
    const gone = isId(id) ? await tx.db.rows(deleteUnattached, id, viewer.id) : [];
    if (gone.length === 0) throw notFound();
    await removeLater(tx, gone);
  });
}

const deleteOfUser = statement<Gone>(
  'delete-media-of-user',
  'delete from tenant.media where user_id = $1 returning variants',
);

/** Deletes all uploads of a person whose account goes. */
export async function deleteMediaOfUser(tx: Tx, userId: Id): Promise<void> {
  await removeLater(tx, await tx.db.rows(deleteOfUser, userId));
}

const deleteOfPosts = statement<Gone>(
  'delete-media-of-posts',
  'delete from tenant.media where post_id = any($1::bigint[]) returning variants',
);

/**
 * Deletes the media of posts that are about to be deleted for good. Without this they stay for a day,
 * unattached, so that their author can write the post anew.
 */
export async function deleteMediaOf(tx: Tx, postIds: readonly Id[]): Promise<void> {
  await removeLater(tx, await tx.db.rows(deleteOfPosts, postIds));
}
