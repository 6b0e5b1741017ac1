// The authorisation request (RFC 6749 4.1.1 with PKCE, RFC 7636): checked when it arrives, and checked
// again when the person has agreed, since everything between comes back through a browser.

import { type Ctx, requireViewer } from '../../context.ts';
import { statement } from '../../utils/db/statement.ts';
import { coversAll, parseScopes } from '../scope.ts';
import { hashSecret, newSecret } from '../secret.ts';
import { type App, appByClientId } from './app.ts';
import { type OAuthCode, OAuthError } from './error.ts';
import { isRegistered, OUT_OF_BAND, redirectWith } from './redirect.ts';

/** The parameters as they came, under their wire names. */
export interface AuthorizationRequest {
  readonly response_type?: string | undefined;
  readonly client_id?: string | undefined;
  readonly redirect_uri?: string | undefined;
  readonly scope?: string | undefined;
  readonly state?: string | undefined;
  readonly code_challenge?: string | undefined;
  readonly code_challenge_method?: string | undefined;
}

/** A request that may be put before the person. */
export interface Authorization {
  readonly app: App;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string | undefined;
  readonly codeChallenge: string | null;
}

/** A request whose mistake is the client's to hear: the address the browser is sent back to. */
export class AuthorizationRefused extends Error {
  readonly redirect: string;

  constructor(redirect: string) {
    super('authorization refused');
    this.name = 'AuthorizationRefused';
    this.redirect = redirect;
  }
}

const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;
const STATE_LIMIT = 2000;

/**
 * Checks a request. An unknown app or an address it did not register is an OAuthError, to be shown to the
 * person and sent nowhere; any other mistake is AuthorizationRefused, which goes back to the app.
 */
export async function startAuthorization(ctx: Ctx, request: AuthorizationRequest): Promise<Authorization> {
  const app = await appByClientId(ctx, request.client_id ?? '');
  if (app === undefined)
    throw new OAuthError('invalid_client', 'This app is not known here: sign in from it again.');
  const redirectUri = request.redirect_uri ?? '';
  if (!isRegistered(app.redirectUris, redirectUri)) {
    throw new OAuthError(
      'invalid_request',
      'The app asks to be answered at an address it has not registered.',
    );
  }
  const refuse = (code: OAuthCode, description?: string) =>
    refusal(ctx, redirectUri, request.state, code, description);
  if (request.response_type !== 'code') throw refuse('unsupported_response_type');
  if ((request.state?.length ?? 0) > STATE_LIMIT) throw refuse('invalid_request', 'The state is too long.');
  const scopes = parseScopes(request.scope);
  if (scopes === null || !coversAll(app.scopes, scopes)) throw refuse('invalid_scope');
  const codeChallenge = request.code_challenge || null;
  if (codeChallenge !== null && !isS256(request))
    throw refuse('invalid_request', 'PKCE needs the S256 method.');
  return { app, redirectUri, scopes, state: request.state, codeChallenge };
}

const isS256 = (request: AuthorizationRequest): boolean =>
  request.code_challenge_method === 'S256' && CHALLENGE.test(request.code_challenge ?? '');

const insertCode = statement(
  'code-insert',
  `insert into tenant.oauth_code (code_hash, app_id, user_id, redirect_uri, scopes, code_challenge, expires_at)
   values ($1, $2, $3, $4, $5, $6, now() + interval '10 minutes')`,
);

/** The viewer agrees: makes a code, good once and for ten minutes. `redirect` is null when a page shows it. */
export async function grantCode(
  ctx: Ctx,
  authorization: Authorization,
): Promise<{ code: string; redirect: string | null }> {
  const { app, redirectUri, scopes, codeChallenge, state } = authorization;
  const code = newSecret();
  const userId = requireViewer(ctx).id;
  await ctx.db.change(insertCode, hashSecret(code), app.id, userId, redirectUri, scopes, codeChallenge);
  if (redirectUri === OUT_OF_BAND) return { code, redirect: null };
  return { code, redirect: redirectWith(redirectUri, { code, state, iss: ctx.tenant.origin }) };
}

/** The viewer declines: where to send the browser, null when there is nowhere. */
export function denyAuthorization(ctx: Ctx, { redirectUri, state }: Authorization): string | null {
  return redirectUri === OUT_OF_BAND ? null : refusal(ctx, redirectUri, state, 'access_denied').redirect;
}

/** Out of band there is nobody to send back to: the mistake is shown. `iss` tells servers apart (RFC 9207). */
function refusal(
  ctx: Ctx,
  redirectUri: string,
  state: string | undefined,
  code: OAuthCode,
  description?: string,
): AuthorizationRefused {
  const { message } = new OAuthError(code, description);
  if (redirectUri === OUT_OF_BAND) throw new OAuthError(code, message);
  const answer = {
    error: code,
    error_description: message,
    state: state?.slice(0, STATE_LIMIT),
    iss: ctx.tenant.origin,
  };
  return new AuthorizationRefused(redirectWith(redirectUri, answer));
}
