// Giving a token back (RFC 7009).

import { announce, type Ctx } from '../../context.ts';
import { statement } from '../../utils/db/statement.ts';
import type { Id } from '../../utils/id.ts';
import { hashSecret } from '../secret.ts';
import { type ClientCredentials, identifyClient } from './app.ts';
import { OAuthError } from './error.ts';

const appOfSecret = statement<{ appId: Id | null }>(
  'session-app-by-secret',
  'select app_id as "appId" from tenant.session where token_hash = $1',
);

const deleteToken = statement<{ userId: Id | null }>(
  'session-revoke',
  'delete from tenant.session where token_hash = $1 and app_id = $2 returning user_id as "userId"',
);

/**
 * Ends a token of the client. A token nobody has is no error: it is revoked already. A client that has no
 * secret to show may still give back its own token: holding it is proof enough for ending it.
 */
export async function revokeToken(ctx: Ctx, client: ClientCredentials, token: string): Promise<void> {
  const { app } = await identifyClient(ctx, client).catch(unauthorized);
  const tokenHash = hashSecret(token);
  const found = await ctx.db.row(appOfSecret, tokenHash);
  if (found === undefined) return;
  if (found.appId !== app.id) throw new OAuthError('unauthorized_client');
  const gone = await ctx.db.row(deleteToken, tokenHash, app.id);
  if (gone?.userId != null) announce(ctx, { kind: 'access-changed', userId: gone.userId });
}

/** What the API says here to a client that cannot show who it is. */
function unauthorized(error: unknown): never {
  throw error instanceof OAuthError ? new OAuthError('unauthorized_client') : error;
}
