// Two people, one of them the viewer, held while their relation changes.

import type { Tx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import { notFound } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';

// Ascending ids: two people acting on each other at once wait instead of deadlocking.
const lockUsers = statement<{ id: Id; state: string }>(
  'lock-users',
  'select id, state from tenant.user where id in ($1, $2) order by id for no key update',
);

/**
 * Locks both people's rows until the transaction ends, so that follows, blocks and counts of the two
 * agree. 'not-found' unless `otherId` is somebody active. Read the relation only after this.
 */
export async function lockPair(tx: Tx, viewerId: Id, otherId: Id): Promise<void> {
  const found = await tx.db.rows(lockUsers, viewerId, otherId);
  const other = found.find((row) => row.id === otherId);
  if (other?.state !== 'active') throw notFound();
}
