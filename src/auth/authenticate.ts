// Who a bearer secret belongs to. This runs before every signed-in request, so it is one statement, by the
// unique index on the secret's hash. The secret of one community is nothing in another: other tables.

import type { Access, Ctx, Viewer } from '../context.ts';
import { touch } from '../user/activity.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { hashSecret } from './secret.ts';

/** What a secret is good for. `viewer` is null for an app's own token, and whenever `refusal` says why not. */
export interface Authenticated {
  readonly viewer: Viewer | null;
  readonly access: Access;
  /** The secret is genuine, but the person may not use it now: a sentence that says what stands in the way. */
  readonly refusal?: string;
}

interface Row {
  sessionId: Id;
  appId: Id | null;
  scopes: string[];
  personal: boolean;
  usedToday: boolean;
  userId: Id | null;
  username: string;
  role: Viewer['role'];
  locale: string;
  state: 'pending' | 'active' | 'suspended';
  lastActiveOn: string | null;
  version: number;
}

const bySecret = statement<Row>(
  'session-by-secret',
  `select s.id as "sessionId", s.app_id as "appId", s.scopes, s.name is not null as personal,
          s.last_used_on >= current_date as "usedToday",
          u.id as "userId", u.username, u.role, u.locale, u.state, u.last_active_on as "lastActiveOn", u.version
   from tenant.session s left join tenant.user u on u.id = s.user_id
   where s.token_hash = $1 and (s.expires_at is null or s.expires_at > now())`,
);

// A browser's sign-in lives on while it is used; an app's token has no end.
const touchSession = statement(
  'session-touch',
  `update tenant.session
   set last_used_on = current_date,
       expires_at = case when expires_at is null then null else greatest(expires_at, now() + interval '90 days') end
   where id = $1 and last_used_on < current_date`,
);

const isConfirmed = statement<{ confirmed: boolean }>(
  'login-is-confirmed',
  'select confirmed_at is not null as confirmed from tenant.login where user_id = $1',
);

/** Finds the owner of a secret; null when nobody has it or it has run out. */
export async function authenticate(ctx: Ctx, secret: string): Promise<Authenticated | null> {
  const row = await ctx.db.row(bySecret, hashSecret(secret));
  if (row === undefined) return null;
  const { sessionId, appId, scopes, personal } = row;
  const access: Access = { sessionId, appId, scopes, personal };
  if (row.userId !== null && row.state !== 'active') {
    return { viewer: null, access, refusal: await refusalOf(ctx, row.userId, row.state) };
  }
  if (!row.usedToday) await ctx.db.change(touchSession, row.sessionId);
  const viewer = row.userId === null ? null : viewerOf(row, row.userId);
  if (viewer !== null) await touch({ ...ctx, viewer });
  return { viewer, access };
}

/** Whether a secret is a sign-in of this site's own, which may do everything its person may. */
export const isSignIn = (access: Access): boolean => access.appId === null && access.personal !== true;

const viewerOf = (row: Row, id: Id): Viewer => ({
  id,
  username: row.username,
  role: row.role,
  locale: row.locale,
  lastActiveOn: row.lastActiveOn,
  version: row.version,
});

/** Why a genuine secret is refused, in the words apps know. */
async function refusalOf(ctx: Ctx, userId: Id, state: 'pending' | 'suspended'): Promise<string> {
  if (state === 'suspended') return 'Your login is currently disabled';
  const login = await ctx.db.row(isConfirmed, userId);
  return login?.confirmed === false
    ? 'Your login is missing a confirmed e-mail address'
    : 'Your login is currently pending approval';
}
