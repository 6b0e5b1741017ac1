// The token endpoint (RFC 6749 4.1.3 and 4.4): a code, or an app's own credentials, for a token. There is
// no password grant.

import { timingSafeEqual } from 'node:crypto';
import { announce, type Ctx, type Tx, transaction } from '../../context.ts';
import { statement } from '../../utils/db/statement.ts';
import type { Id } from '../../utils/id.ts';
import { coversAll, parseScopes } from '../scope.ts';
import { hashSecret } from '../secret.ts';
import { openSession } from '../session.ts';
import { type App, type ClientCredentials, challengeOf, countFailure, identifyClient } from './app.ts';
import { OAuthError } from './error.ts';

export interface IssuedToken {
  readonly token: string;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
}

export interface CodeExchange extends ClientCredentials {
  readonly code: string;
  readonly redirectUri: string;
  readonly codeVerifier?: string | undefined;
}

interface CodeRow {
  appId: Id;
  userId: Id;
  redirectUri: string;
  scopes: string[];
  codeChallenge: string | null;
  usedSession: Id | null;
  fresh: boolean;
}

// The lock makes two simultaneous exchanges of one code take turns: the second is a replay.
const lockCode = statement<CodeRow>(
  'code-lock',
  `select app_id as "appId", user_id as "userId", redirect_uri as "redirectUri", scopes,
          code_challenge as "codeChallenge", used_session as "usedSession", expires_at > now() as fresh
   from tenant.oauth_code where code_hash = $1 for update`,
);

const markUsed = statement(
  'code-mark-used',
  'update tenant.oauth_code set used_session = $2 where code_hash = $1',
);

const revokeIssued = statement(
  'code-revoke-issued',
  'delete from tenant.session where id = $1 and app_id = $2',
);

/**
 * Exchanges a code for a token, once. A second exchange revokes the token of the first, since one of the
 * two was not the app's (RFC 6749 4.1.2). A client without its secret must have bound the code by PKCE.
 */
export async function exchangeCode(ctx: Ctx, input: CodeExchange): Promise<IssuedToken> {
  const { app, proven } = await identifyClient(ctx, input);
  if (!proven && input.codeVerifier === undefined) throw new OAuthError('invalid_client');
  const issued = await transaction(ctx, (tx) => exchange(tx, app, proven, input));
  if (issued !== null) return issued;
  await countFailure(ctx);
  throw new OAuthError('invalid_grant');
}

/** Null when the grant is refused: not thrown, so that the revocation of a replay is kept. */
async function exchange(tx: Tx, app: App, proven: boolean, input: CodeExchange): Promise<IssuedToken | null> {
  const codeHash = hashSecret(input.code);
  const row = await tx.db.row(lockCode, codeHash);
  if (row === undefined || row.appId !== app.id) return null;
  if (row.usedSession !== null) {
    await tx.db.change(revokeIssued, row.usedSession, app.id);
    announce(tx, { kind: 'access-changed', userId: row.userId });
    return null;
  }
  if (!row.fresh || row.redirectUri !== input.redirectUri || !isBound(row, proven, input.codeVerifier))
    return null;
  const opened = await openSession(tx, { userId: row.userId, appId: app.id, scopes: row.scopes });
  await tx.db.change(markUsed, codeHash, opened.sessionId);
  return { token: opened.token, scopes: row.scopes, createdAt: opened.createdAt };
}

/**
 * Whether who shows the code is who asked for it. A verifier for a code that has no challenge is refused
 * too: somebody took the challenge out on the way (RFC 9700 4.8.2).
 */
function isBound(row: CodeRow, proven: boolean, verifier: string | undefined): boolean {
  if (row.codeChallenge === null) return proven && verifier === undefined;
  if (verifier === undefined || !/^[A-Za-z0-9._~-]{43,128}$/.test(verifier)) return false;
  return timingSafeEqual(Buffer.from(challengeOf(verifier)), Buffer.from(row.codeChallenge));
}

/** A token for an app itself, with no person behind it; needs the app's secret. */
export async function clientCredentials(
  ctx: Ctx,
  input: ClientCredentials,
  scope: unknown,
): Promise<IssuedToken> {
  const { app, proven } = await identifyClient(ctx, input);
  if (!proven) throw new OAuthError('invalid_client');
  const scopes = parseScopes(scope);
  if (scopes === null || !coversAll(app.scopes, scopes)) throw new OAuthError('invalid_scope');
  const opened = await openSession(ctx, { userId: null, appId: app.id, scopes });
  return { token: opened.token, scopes, createdAt: opened.createdAt };
}
