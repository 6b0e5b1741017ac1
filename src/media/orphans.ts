// Uploads nobody posted, and what deleted posts left behind.

import { type Ctx, transaction } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import { type Gone, removeLater } from './remove-files.ts';

const markOrphans = statement(
  'mark-orphaned-media',
  'update tenant.media set orphan_since = now() where post_id is null and orphan_since is null',
);

const deleteOrphans = statement<Gone>(
  'delete-orphaned-media',
  `delete from tenant.media where id in (
     select id from tenant.media
     where post_id is null and orphan_since < now() - interval '1 day'
     limit 500 for update skip locked)
   returning variants`,
);

/** A chore: deletes uploads that no post has used for a day. Gives how many went. */
export async function removeOrphans(ctx: Ctx): Promise<number> {
  await ctx.db.change(markOrphans);
  let count = 0;
  for (;;) {
    const gone = await transaction(ctx, async (tx) => {
      const rows = await tx.db.rows(deleteOrphans);
      await removeLater(tx, rows);
      return rows.length;
    });
    count += gone;
    if (gone === 0) return count;
  }
}
