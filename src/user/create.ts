// A new person's row. Registration (`auth/register`) and the host's commands call this in the transaction
// that also makes the login.

import type { Role, Tx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import { invalid } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';
import type { User } from './user.ts';
import { checkUsername } from './username.ts';

export interface NewUser {
  readonly username: string;
  readonly displayName?: string;
  /** Somebody with a role may carry a reserved name such as `admin`. */
  readonly role?: Role;
  readonly state: User['state'];
  readonly locale?: string;
  readonly locked?: boolean;
  readonly bot?: boolean;
}

const insertUser = statement<{ id: Id }>(
  'insert-user',
  `insert into tenant.user (username, display_name, role, state, locale, locked, bot, last_active_on)
   select $1, $2, $3, $4::text, $5, $6, $7, case when $4 = 'active' then current_date end
   where not exists (select from tenant.retired_username where name = lower($1))
   on conflict (lower(username)) do nothing returning id`,
);

/** Makes a person and gives the id; 'invalid' when the name is against the rules, taken, or was a deleted account's. */
export async function createUser(tx: Tx, input: NewUser): Promise<Id> {
  const {
    username,
    displayName = '',
    role = 'member',
    state,
    locale = 'en',
    locked = false,
    bot = false,
  } = input;
  checkUsername(username, { reserved: role !== 'member' });
  const made = await tx.db.row(insertUser, username, displayName, role, state, locale, locked, bot);
  if (made === undefined) throw invalid('username', 'taken', 'has already been taken');
  return made.id;
}
