// The private half of an account: mail address and password, never shown to anybody else. An address
// belongs to an account once it is confirmed; until then it is only a claim.

import type { Ctx, Tx } from '../context.ts';
import { isUniqueViolation } from '../utils/db/failure.ts';
import { statement } from '../utils/db/statement.ts';
import { invalid, notFound } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';

export interface Login {
  readonly userId: Id;
  readonly username: string;
  readonly locale: string;
  readonly state: 'pending' | 'active' | 'suspended';
  readonly email: string;
  readonly passwordHash: string;
  readonly confirmed: boolean;
  readonly approved: boolean;
}

const COLUMNS = `u.id as "userId", u.username, u.locale, u.state, l.email, l.password_hash as "passwordHash",
  l.confirmed_at is not null as confirmed, l.approved`;

const byUsername = statement<Login>(
  'login-by-username',
  `select ${COLUMNS} from tenant.user u join tenant.login l on l.user_id = u.id where lower(u.username) = lower($1)`,
);

// By the index login_email. An address nobody has confirmed is no name to sign in with: it may be somebody else's.
const byEmail = statement<Login>(
  'login-by-email',
  `select ${COLUMNS} from tenant.login l join tenant.user u on u.id = l.user_id
   where lower(l.email) = lower($1) and l.confirmed_at is not null`,
);

const byUser = statement<Login>(
  'login-by-user',
  `select ${COLUMNS} from tenant.login l join tenant.user u on u.id = l.user_id where l.user_id = $1`,
);

const claims = statement<Login>(
  'login-claims-of-email',
  `select ${COLUMNS} from tenant.login l join tenant.user u on u.id = l.user_id
   where lower(l.email) = lower($1) and l.confirmed_at is null order by l.user_id desc limit 5`,
);

/** The login somebody means by a username or a confirmed mail address. */
export function findLogin(ctx: Ctx, nameOrEmail: string): Promise<Login | undefined> {
  // PostgreSQL refuses NUL in text; nobody's name has one.
  const typed = nameOrEmail.replaceAll('\0', '').trim();
  return typed.includes('@') ? ctx.db.row(byEmail, typed) : ctx.db.row(byUsername, typed);
}

/** The login whose confirmed address this is. */
export const ownerOfEmail = (ctx: Ctx, email: string): Promise<Login | undefined> =>
  ctx.db.row(byEmail, email);

/** The newest sign-ups that name this address and have not confirmed it. */
export const claimsOfEmail = (ctx: Ctx, email: string): Promise<Login[]> => ctx.db.rows(claims, email);

/** A person's login; 'not-found' for people without one (made by seeds). */
export async function loginOf(ctx: Ctx, userId: Id): Promise<Login> {
  const login = await ctx.db.row(byUser, userId);
  if (login === undefined) throw notFound('Login');
  return login;
}

export interface NewLogin {
  readonly userId: Id;
  readonly email: string;
  readonly passwordHash: string;
  readonly confirmed: boolean;
  readonly approved: boolean;
  readonly reason: string;
}

const insert = statement(
  'login-insert',
  `insert into tenant.login (user_id, email, password_hash, confirmed_at, approved, signup_reason)
   values ($1, $2, $3, case when $4::boolean then now() end, $5, $6)`,
);

/** Stores the login of a new person; 'invalid' when it claims to be confirmed and the address is not free. */
export function insertLogin(tx: Tx, input: NewLogin): Promise<unknown> {
  const { userId, email, passwordHash, confirmed, approved, reason } = input;
  return tx.db.change(insert, userId, email, passwordHash, confirmed, approved, reason).catch(refuseTaken);
}

const setEmail = statement(
  'login-set-email',
  'update tenant.login set email = $2, confirmed_at = now() where user_id = $1',
);

/** Makes an address a person's own, confirmed; 'invalid' when another account confirmed it first. */
export async function setConfirmedEmail(tx: Tx, userId: Id, email: string): Promise<void> {
  await tx.db.change(setEmail, userId, email).catch(refuseTaken);
}

const setPassword = statement(
  'login-set-password',
  'update tenant.login set password_hash = $2 where user_id = $1',
);

/** Replaces a person's password. */
export async function setPasswordHash(tx: Tx, userId: Id, passwordHash: string): Promise<void> {
  await tx.db.change(setPassword, userId, passwordHash);
}

function refuseTaken(error: unknown): never {
  if (!isUniqueViolation(error, 'login_email')) throw error;
  throw invalid('email', 'taken', 'belongs to another account');
}
