// Signing in with a name (or mail address) and a password, and out again. An unknown account and a wrong
// password get the same answer after the same work; tries are counted under what was typed, so that the
// limits tell nothing either.

import { announce, type Ctx, transaction } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import { DomainError, forbidden } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';
import { addressKey, countAttempt, forgetAttempts, LIMITS, networkOf, typedKey } from './attempt.ts';
import { isKnownBrowser, noteDevice } from './device.ts';
import { findLogin, type Login } from './login.ts';
import { verifyPassword } from './password.ts';
import { ALL_SCOPES } from './scope.ts';
import { openSession } from './session.ts';
import type { Session } from './sessions.ts';

/** Days without use after which a sign-in ends. */
const IDLE_DAYS = 90;

export interface Credentials {
  /** Username or confirmed mail address, in any case. */
  readonly login: string;
  readonly password: string;
  /** The long-lived cookie of a browser, by which it is known again. */
  readonly deviceCookie?: string | undefined;
}

export interface SignedIn {
  readonly userId: Id;
  /** The bearer secret; it cannot be shown again. */
  readonly token: string;
  readonly session: Session;
}

/**
 * Signs somebody in. Errors: 'limited'; 'invalid' (no such account or another password, never told apart);
 * and, for the right password alone, 'forbidden' with what stands in the way.
 */
export async function signIn(ctx: Ctx, input: Credentials): Promise<SignedIn> {
  const pair = typedKey(`sign-in ${networkOf(ctx.client.address)}`, input.login);
  await countAttempt(ctx, pair, LIMITS.signInPair);
  await countAttempt(ctx, addressKey('sign-in', ctx.client.address), LIMITS.signInAddress);
  const login = await findLogin(ctx, input.login);
  await countForAccount(ctx, login, input);
  if (!(await verifyPassword(login?.passwordHash, input.password)) || login === undefined) throw wrong();
  refuseUnready(login);
  await forgetAttempts(ctx, pair);
  return openFor(ctx, login, input.deviceCookie);
}

/** A browser that is known is not locked out by strangers who guess the password elsewhere. */
async function countForAccount(ctx: Ctx, login: Login | undefined, input: Credentials): Promise<void> {
  if (login !== undefined && (await isKnownBrowser(ctx, login.userId, input.deviceCookie))) return;
  await countAttempt(ctx, typedKey('sign-in', input.login), LIMITS.signInAccount);
}

function wrong(): DomainError {
  const message = 'No account has this name and password, or its mail address is not confirmed yet';
  return new DomainError('invalid', message, { details: [{ field: 'password', rule: 'mismatch', message }] });
}

function refuseUnready(login: Login): void {
  if (login.state === 'active') return;
  if (login.state === 'suspended') throw forbidden('This account is suspended', 'suspended');
  if (!login.confirmed) {
    throw forbidden('Confirm your mail address first: open the link in the mail we sent', 'unconfirmed');
  }
  throw forbidden('Your sign-up waits for the approval of the staff', 'unapproved');
}

function openFor(ctx: Ctx, login: Login, deviceCookie: string | undefined): Promise<SignedIn> {
  return transaction(ctx, async (tx) => {
    const opened = await openSession(tx, { userId: login.userId, scopes: ALL_SCOPES, idleDays: IDLE_DAYS });
    await noteDevice(tx, login, deviceCookie);
    const session: Session = {
      id: opened.sessionId,
      createdAt: opened.createdAt,
      lastUsedOn: opened.createdAt.toISOString().slice(0, 10),
      userAgent: ctx.client.userAgent,
      address: ctx.client.address,
      appName: null,
      tokenName: null,
      scopes: ALL_SCOPES,
      current: true,
    };
    return { userId: login.userId, token: opened.token, session };
  });
}

const deleteSession = statement('session-sign-out', 'delete from tenant.session where id = $1');

/** Signs out: the secret this request came with is worth nothing from now on. */
export async function signOut(ctx: Ctx): Promise<void> {
  if (ctx.access === null) return;
  await ctx.db.change(deleteSession, ctx.access.sessionId);
  if (ctx.viewer !== null) announce(ctx, { kind: 'access-changed', userId: ctx.viewer.id });
}
