// Sign-ups that wait for the staff, in a community that approves them.

import { type Ctx, requireViewer, type Tx, transaction } from '../context.ts';
import { admitUser, discardUsers } from '../user/admit.ts';
import { type Page, type Slice, slice } from '../utils/cursor.ts';
import { keyset, statement } from '../utils/db/statement.ts';
import { forbidden, notFound } from '../utils/error.ts';
import { type Id, idTime } from '../utils/id.ts';
import { pageLink } from './link.ts';
import { type Login, loginOf } from './login.ts';
import { enqueueMail } from './mail.ts';

export interface WaitingUser {
  readonly id: Id;
  readonly username: string;
  readonly email: string;
  readonly reason: string;
  readonly createdAt: Date;
}

// Only confirmed addresses: an unconfirmed sign-up has nobody behind it yet. By the primary key, newest first.
const waiting = keyset<Omit<WaitingUser, 'createdAt'>>(
  'logins-waiting',
  (order) => `select u.id, u.username, l.email, l.signup_reason as reason
   from tenant.user u join tenant.login l on l.user_id = u.id
   where u.state = 'pending' and not l.approved and l.confirmed_at is not null and u.id > $1 and u.id < $2
   order by u.id ${order} limit $3`,
);

/** The confirmed sign-ups that wait for the staff; the staff only. */
export async function waitingUsers(ctx: Ctx, page: Page): Promise<Slice<WaitingUser>> {
  requireStaff(ctx);
  const rows = await ctx.db.page(waiting, page);
  return slice(
    page,
    rows,
    (row) => row.id,
    (found) => found.map((row) => ({ ...row, createdAt: idTime(row.id) })),
  );
}

const setApproved = statement(
  'login-approve',
  'update tenant.login set approved = true where user_id = $1 and not approved',
);

/** Agrees to a sign-up and tells the person by mail; the staff only. Repeating it does nothing. */
export async function approveUser(ctx: Ctx, userId: Id): Promise<void> {
  requireStaff(ctx);
  await transaction(ctx, async (tx) => {
    const login = await loginOf(tx, userId);
    if ((await tx.db.change(setApproved, userId)) === 0 || !login.confirmed) return;
    await admitUser(tx, userId);
    const values = { name: login.username, signInLink: pageLink(tx, '/sign-in') };
    await enqueueMail(tx, login.email, 'approved', values, login.locale);
  });
}

/** Declines a sign-up, which is then gone; the staff only. A member is 'not-found' here. */
export async function rejectUser(ctx: Ctx, userId: Id): Promise<void> {
  requireStaff(ctx);
  await transaction(ctx, async (tx) => {
    const login = await loginOf(tx, userId);
    if (login.approved || (await discardUsers(tx, [userId])) === 0) throw notFound('Sign-up');
  });
}

const staff = statement<Pick<Login, 'email' | 'locale'>>(
  'login-of-staff',
  `select l.email, u.locale from tenant.user u join tenant.login l on l.user_id = u.id
   where u.role in ('owner', 'admin', 'moderator') and u.state = 'active' and l.confirmed_at is not null
   order by u.id limit 20`,
);

const reasonOf = statement<{ name: string; reason: string }>(
  'login-reason',
  `select u.username as name, l.signup_reason as reason
   from tenant.user u join tenant.login l on l.user_id = u.id where u.id = $1`,
);

/** Mails the staff that somebody waits. */
export async function tellStaff(tx: Tx, userId: Id): Promise<void> {
  const values = await tx.db.row(reasonOf, userId);
  for (const { email, locale } of await tx.db.rows(staff)) {
    await enqueueMail(tx, email, 'sign-up-waiting', values!, locale);
  }
}

function requireStaff(ctx: Ctx): void {
  if (requireViewer(ctx).role === 'member') throw forbidden();
}
