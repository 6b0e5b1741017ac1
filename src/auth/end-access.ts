// What ends when a password is reset: everything the old password may have given away.

import { announce, type Tx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { dropLinks } from './link.ts';

const deleteSessions = statement(
  'sessions-end',
  'delete from tenant.session where user_id = $1 and id is distinct from $2::bigint',
);

const deleteCodes = statement('codes-end', 'delete from tenant.oauth_code where user_id = $1');

/** Ends a person's sessions, app tokens, authorisation codes and pending links; `except` one session. */
export async function endAccess(tx: Tx, userId: Id, except: Id | null = null): Promise<void> {
  await tx.db.change(deleteSessions, userId, except);
  await tx.db.change(deleteCodes, userId);
  await dropLinks(tx, userId, 'reset', 'change-email');
  announce(tx, { kind: 'access-changed', userId });
}
