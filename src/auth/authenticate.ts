// Who a bearer secret belongs to. This runs before every signed-in request, so it is one statement, by the
// unique index on the secret's hash. The secret of one community is nothing in another: other tables. What was found
// is remembered, never trusted: the same statement is then asked beside the request's first one.

import { LRUCache } from 'lru-cache';
import type { Access, Ctx, Viewer } from '../context.ts';
import { isHere, touch } from '../user/activity.ts';
import type { Question } from '../utils/db/question.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { hashSecret } from './secret.ts';

/** What a secret is good for. `viewer` is null for an app's own token, and whenever `refusal` says why not. */
export interface Authenticated {
  readonly viewer: Viewer | null;
  /** What there has ever been of the viewer (`EVER`); absent without one. */
  readonly ever?: number;
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
  ever: number;
}

const bySecret = statement<Row>(
  'session-by-secret',
  `select s.id as "sessionId", s.app_id as "appId", s.scopes, s.name is not null as personal,
          s.last_used_on >= current_date as "usedToday",
          u.id as "userId", u.username, u.role, u.locale, u.state, u.last_active_on as "lastActiveOn", u.version,
          u.ever
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

interface Recalled {
  readonly found: Authenticated;
  readonly question: Question<Row>;
}

/**
 * People's secrets shown here of late, by community and hash. For a minute: a request that is refused before it asks
 * anything (bad input, too many requests) is not confirmed.
 */
const recalled = new LRUCache<string, Recalled>({ max: 20_000, ttl: 60_000, ttlResolution: 1000 });

const keyOf = (ctx: Ctx, hash: Buffer): string => `${ctx.tenant.id} ${hash.toString('latin1')}`;

/** Whom a secret was found to belong to, with the question whether it still does; undefined: nobody, so far. */
export const recall = (ctx: Ctx, secret: string): Recalled | undefined =>
  recalled.get(keyOf(ctx, hashSecret(secret)));

function remember(ctx: Ctx, hash: Buffer, row: Row, found: Authenticated): void {
  const key = keyOf(ctx, hash);
  const known = JSON.stringify(row);
  const holds = (now: Row | undefined) => {
    if (JSON.stringify(now) === known) return true;
    recalled.delete(key);
    return false;
  };
  recalled.set(key, { found, question: { statement: bySecret, values: [hash], holds } });
}

/** Finds the owner of a secret; null when nobody has it or it has run out. */
export async function authenticate(ctx: Ctx, secret: string): Promise<Authenticated | null> {
  const hash = hashSecret(secret);
  const row = await ctx.db.row(bySecret, hash);
  if (row === undefined) return null;
  const { sessionId, appId, scopes, personal } = row;
  const access: Access = { sessionId, appId, scopes, personal };
  if (row.userId !== null && row.state !== 'active') {
    return { viewer: null, access, refusal: await refusalOf(ctx, row.userId, row.state) };
  }
  if (!row.usedToday) await ctx.db.change(touchSession, row.sessionId);
  const viewer = row.userId === null ? null : viewerOf(row, row.userId);
  if (viewer === null) return { viewer, access };
  const found = { viewer, access, ever: row.ever };
  // Noting that somebody is here changes the row, so it is not remembered before that has been done.
  if (row.usedToday && isHere(viewer)) remember(ctx, hash, row, found);
  else await touch({ ...ctx, viewer });
  return found;
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
