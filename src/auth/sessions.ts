// Where a person is signed in: the list of their own sessions and app tokens, and ending them.

import { announce, type Ctx, requireViewer } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import { notFound } from '../utils/error.ts';
import { type Id, idTime } from '../utils/id.ts';

export interface Session {
  readonly id: Id;
  readonly createdAt: Date;
  /** `YYYY-MM-DD`. */
  readonly lastUsedOn: string;
  readonly userAgent: string;
  readonly address: string;
  /** The app it was given to; null: a sign-in of this site itself. */
  readonly appName: string | null;
  /** What the person calls a token they made for themself; null: no such token. */
  readonly tokenName: string | null;
  readonly scopes: readonly string[];
  /** Whether this request came with it. */
  readonly current: boolean;
}

const sessionsOf = statement<Omit<Session, 'createdAt' | 'current'>>(
  'sessions-of-user',
  `select s.id, s.last_used_on as "lastUsedOn", s.user_agent as "userAgent", s.address, a.name as "appName", s.name as "tokenName", s.scopes
   from tenant.session s left join tenant.oauth_app a on a.id = s.app_id
   where s.user_id = $1 and (s.expires_at is null or s.expires_at > now())
   order by s.last_used_on desc, s.id desc limit 200`,
);

/** The viewer's own sessions and app tokens, lately used first. */
export async function listSessions(ctx: Ctx): Promise<Session[]> {
  const rows = await ctx.db.rows(sessionsOf, requireViewer(ctx).id);
  return rows.map((row) => ({
    ...row,
    createdAt: idTime(row.id),
    current: row.id === ctx.access?.sessionId,
  }));
}

const deleteSession = statement(
  'session-delete',
  'delete from tenant.session where id = $1 and user_id = $2',
);

/** Ends one of the viewer's own sessions; anybody else's is not found. */
export async function revokeSession(ctx: Ctx, id: Id): Promise<void> {
  const viewer = requireViewer(ctx);
  const gone = await ctx.db.change(deleteSession, id, viewer.id);
  if (gone === 0) throw notFound('Session');
  announce(ctx, { kind: 'access-changed', userId: viewer.id });
}

const deleteOthers = statement(
  'session-delete-others',
  'delete from tenant.session where user_id = $1 and id is distinct from $2::bigint',
);

/** Ends the viewer's sessions and app tokens except the one this request came with; gives how many. */
export async function revokeOtherSessions(ctx: Ctx): Promise<number> {
  const viewer = requireViewer(ctx);
  const gone = await ctx.db.change(deleteOthers, viewer.id, ctx.access?.sessionId ?? null);
  if (gone > 0) announce(ctx, { kind: 'access-changed', userId: viewer.id });
  return gone;
}

const lastingSessions = statement<{ id: Id }>(
  'sessions-lasting',
  `select s.id from tenant.session s left join tenant.user u on u.id = s.user_id
   where s.id = any($1::bigint[]) and (s.expires_at is null or s.expires_at > now())
     and (s.user_id is null or u.state = 'active')`,
);

/** Which of these sessions still hold, their people being active: for what outlasts a request. */
export async function sessionsThatLast(ctx: Ctx, ids: readonly Id[]): Promise<Set<Id>> {
  return new Set((await ctx.db.rows(lastingSessions, ids)).map((row) => row.id));
}
