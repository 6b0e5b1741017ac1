// What time makes worthless, removed by the clock.

import { type Ctx, transaction } from '../context.ts';
import { discardUsers } from '../user/admit.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';

const STALE = [
  statement('expire-sessions', 'delete from tenant.session where expires_at < now()'),
  statement('expire-links', 'delete from tenant.login_link where expires_at < now()'),
  // Kept a day longer than they are good for: a replay within it still revokes the token.
  statement('expire-codes', `delete from tenant.oauth_code where expires_at < now() - interval '1 day'`),
  // The longest window is an hour.
  statement('expire-attempts', `delete from tenant.attempt where window_start < now() - interval '2 hours'`),
  statement('expire-devices', `delete from tenant.device where seen_on < current_date - 365`),
];

// By the small index login_unconfirmed.
const unconfirmed = statement<{ id: Id }>(
  'expire-unconfirmed',
  `select user_id as id from tenant.login
   where confirmed_at is null and user_id < nexus.id_at(now() - interval '7 days') limit 1000`,
);

/** Removes what has run out: sessions, links, codes, attempts, forgotten devices, sign-ups never confirmed. */
export async function expireSignIn(ctx: Ctx): Promise<void> {
  for (const remove of STALE) await ctx.db.change(remove);
  const rows = await ctx.db.rows(unconfirmed);
  if (rows.length > 0) {
    await transaction(ctx, (tx) =>
      discardUsers(
        tx,
        rows.map((row) => row.id),
      ),
    );
  }
}
