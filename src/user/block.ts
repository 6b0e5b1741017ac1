// Blocking: neither sees, follows or notifies the other any more.

import { type Ctx, requireViewer, transaction } from '../context.ts';
import type { Page, Slice } from '../utils/cursor.ts';
import { keyset, statement } from '../utils/db/statement.ts';
import { forbidden } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';
import { enqueue } from '../utils/queue.ts';
import { dropFollow, dropRequest } from './follow-row.ts';
import { retractAll } from './notify.ts';
import { lockPair } from './pair.ts';
import { type PersonRow, peopleSlice } from './people-slice.ts';
import type { User } from './user.ts';

const insertBlock = statement(
  'insert-block',
  'insert into tenant.block (blocker_id, blocked_id) values ($1, $2) on conflict do nothing',
);

const deleteBlock = statement(
  'delete-block',
  'delete from tenant.block where blocker_id = $1 and blocked_id = $2',
);

const deleteEndorsements = statement(
  'delete-endorsements-between',
  'delete from tenant.endorsement where (user_id, target_id) in (($1, $2), ($2, $1))',
);

// Uses block_by_blocker.
const blocks = keyset<PersonRow>(
  'blocks',
  (order) => `select id as cursor, blocked_id as "userId" from tenant.block
    where blocker_id = $1 and id > $2 and id < $3 order by id ${order} limit $4`,
);

/** Blocks somebody: follows, requests and endorsements end both ways. Repeating it is harmless. */
export async function block(ctx: Ctx, userId: Id): Promise<void> {
  const viewer = requireViewer(ctx);
  if (viewer.id === userId) throw forbidden();
  await transaction(ctx, async (tx) => {
    await lockPair(tx, viewer.id, userId);
    if ((await tx.db.change(insertBlock, viewer.id, userId)) === 0) return;
    for (const [one, other] of [[viewer.id, userId] as const, [userId, viewer.id] as const]) {
      await dropFollow(tx, one, other);
      await dropRequest(tx, one, other);
      await retractAll(tx, one, other);
      await enqueue(tx, 'feed/withdraw', { userId: one, authorId: other });
    }
    await tx.db.change(deleteEndorsements, viewer.id, userId);
  });
}

/** Takes a block back; what it ended stays ended. Harmless when there is none. */
export async function unblock(ctx: Ctx, userId: Id): Promise<void> {
  const viewer = requireViewer(ctx);
  await transaction(ctx, async (tx) => {
    await lockPair(tx, viewer.id, userId);
    await tx.db.change(deleteBlock, viewer.id, userId);
  });
}

/** Whom the viewer blocks, the latest first. */
export async function listBlocks(ctx: Ctx, page: Page): Promise<Slice<User>> {
  const viewer = requireViewer(ctx);
  return peopleSlice(ctx, page, await ctx.db.page(blocks, page, viewer.id));
}
