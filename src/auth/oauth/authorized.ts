// The apps a person has let in, as the person sees them: one entry per app, however many tokens it holds.

import { announce, type Ctx, requireViewer, transaction } from '../../context.ts';
import { statement } from '../../utils/db/statement.ts';
import { notFound } from '../../utils/error.ts';
import { type Id, idTime, isId } from '../../utils/id.ts';

export interface AuthorizedApp {
  readonly id: Id;
  readonly name: string;
  readonly website: string | null;
  /** What it may do, by all its tokens together. */
  readonly scopes: readonly string[];
  /** When it was let in first, of the tokens it still holds. */
  readonly createdAt: Date;
  /** `YYYY-MM-DD`. */
  readonly lastUsedOn: string;
  /** Whether this request came with one of its tokens. */
  readonly current: boolean;
}

// By the index session_by_user.
const appsOf = statement<Omit<AuthorizedApp, 'createdAt' | 'current'> & { first: Id }>(
  'authorized-apps',
  `select a.id, a.name, a.website, held.first, held."lastUsedOn",
          (select array_agg(distinct scope order by scope)
           from tenant.session s cross join lateral unnest(s.scopes) scope
           where s.user_id = $1 and s.app_id = a.id) as scopes
   from (select app_id, min(id) as first, max(last_used_on) as "lastUsedOn" from tenant.session
         where user_id = $1 and app_id is not null and (expires_at is null or expires_at > now())
         group by app_id) held
   join tenant.oauth_app a on a.id = held.app_id
   order by held."lastUsedOn" desc, held.first desc limit 200`,
);

/** The apps that hold a token of the viewer's, lately used first. */
export async function listAuthorizedApps(ctx: Ctx): Promise<AuthorizedApp[]> {
  const rows = await ctx.db.rows(appsOf, requireViewer(ctx).id);
  return rows.map(({ first, ...row }) => ({
    ...row,
    createdAt: idTime(first),
    current: row.id === ctx.access?.appId,
  }));
}

const endTokens = statement(
  'authorized-app-revoke',
  'delete from tenant.session where user_id = $1 and app_id = $2',
);

const endCodes = statement(
  'authorized-app-revoke-codes',
  'delete from tenant.oauth_code where user_id = $1 and app_id = $2',
);

/** Shuts an app out: its tokens and codes for the viewer end. 'not-found' when it holds none of theirs. */
export async function revokeApp(ctx: Ctx, appId: Id): Promise<void> {
  const viewer = requireViewer(ctx);
  if (!isId(appId)) throw notFound('App');
  await transaction(ctx, async (tx) => {
    const codes = await tx.db.change(endCodes, viewer.id, appId);
    const tokens = await tx.db.change(endTokens, viewer.id, appId);
    if (codes + tokens === 0) throw notFound('App');
    announce(tx, { kind: 'access-changed', userId: viewer.id });
  });
}
