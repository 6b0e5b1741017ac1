// The two ways out of a sign-up that waits: admitted, or gone. Sign-in (`auth/`) decides which.

import type { Tx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';

const admit = statement(
  'user-admit',
  `update tenant.user set state = 'active' where id = $1 and state = 'pending'`,
);

/** Makes a waiting person a member; whether there was one to admit. Suspended people stay suspended. */
export async function admitUser(tx: Tx, userId: Id): Promise<boolean> {
  return (await tx.db.change(admit, userId)) > 0;
}

const discard = statement(
  'users-discard',
  `delete from tenant.user where id = any($1::bigint[]) and state = 'pending'`,
);

/** Removes waiting people, who have posted nothing yet, with their logins; gives how many. */
export function discardUsers(tx: Tx, userIds: readonly Id[]): Promise<number> {
  return tx.db.change(discard, userIds);
}
