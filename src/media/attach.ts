// Media and the posts that use them.

import { requireViewer, type Tx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import { invalid } from '../utils/error.ts';
import { type Id, isId } from '../utils/id.ts';

const attach = statement(
  'attach-media',
  `update tenant.media set post_id = $2, orphan_since = null
   where id = any($1::bigint[]) and user_id = $3 and (post_id is null or post_id = $2)`,
);

/**
 * Gives uploads of the viewer's to a post. Throws `invalid` on `media` if one is unknown, somebody
 * else's or in use by another post. Repeating it changes nothing. What an edit takes out of a post stays
 * attached, for the post's history.
 */
export async function attachMedia(tx: Tx, ids: readonly Id[], postId: Id): Promise<void> {
  if (ids.length === 0) return;
  const viewer = requireViewer(tx);
  const known = ids.every(isId) && new Set(ids).size === ids.length;
  const attached = known ? await tx.db.change(attach, ids, postId, viewer.id) : 0;
  if (attached !== ids.length) {
    throw invalid('media', 'invalid', 'must be your own uploads that no other post uses');
  }
}
