// Apps: anybody may register one, and nothing of a registration is ever forgotten (clients keep theirs).

import { createHash } from 'node:crypto';
import type { Ctx } from '../../context.ts';
import { statement } from '../../utils/db/statement.ts';
import { type FieldError, invalidAll, type Rule } from '../../utils/error.ts';
import type { Id } from '../../utils/id.ts';
import { addressKey, countAttempt, LIMITS } from '../attempt.ts';
import { parseScopes } from '../scope.ts';
import { hashSecret, matchesHash, newSecret } from '../secret.ts';
import { OAuthError } from './error.ts';
import { isRedirectUri } from './redirect.ts';

export interface App {
  readonly id: Id;
  readonly clientId: string;
  readonly name: string;
  readonly website: string | null;
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
}

export interface NewApp {
  readonly name: string;
  readonly website?: string | null;
  readonly redirectUris: readonly string[];
  /** A list separated by spaces, or an array; absent: `read`. */
  readonly scopes?: unknown;
}

const NAME_LIMIT = 60;
const WEBSITE_LIMIT = 2000;
const REDIRECT_LIMIT = 20;

const COLUMNS = `id, client_id as "clientId", name, website, redirect_uris as "redirectUris", scopes`;

const insertApp = statement<App>(
  'app-insert',
  `insert into tenant.oauth_app (client_id, secret_hash, name, website, redirect_uris, scopes)
   values ($1, $2, $3, $4, $5, $6) returning ${COLUMNS}`,
);

/** Registers an app; anybody may. The secret is given here and never again. 'invalid' names every mistake. */
export async function registerApp(ctx: Ctx, input: NewApp): Promise<{ app: App; secret: string }> {
  const name = input.name.trim();
  const website = input.website?.trim() || null;
  const scopes = parseScopes(input.scopes);
  const broken = [
    ...nameErrors(name),
    ...websiteErrors(website),
    ...redirectErrors(ctx, input.redirectUris),
    ...(scopes === null ? [error('scopes', 'invalid', "doesn't match configured on the server.")] : []),
  ];
  if (broken.length > 0) throw invalidAll(broken);
  const secret = newSecret();
  const app = await ctx.db.row(
    insertApp,
    newSecret(),
    hashSecret(secret),
    name,
    website,
    input.redirectUris,
    scopes,
  );
  return { app: app!, secret };
}

const byClientId = statement<App & { secretHash: Buffer }>(
  'app-by-client-id',
  `select ${COLUMNS}, secret_hash as "secretHash" from tenant.oauth_app where client_id = $1`,
);

const byId = statement<App>('app-by-id', `select ${COLUMNS} from tenant.oauth_app where id = $1`);

/** The app with this public id, or undefined. */
export async function appByClientId(ctx: Ctx, clientId: string): Promise<App | undefined> {
  const row = await ctx.db.row(byClientId, clientId);
  return row === undefined ? undefined : withoutSecret(row);
}

/** The app a token was given to, or undefined (a sign-in of this site itself). */
export async function appOfToken(ctx: Ctx): Promise<App | undefined> {
  return ctx.access?.appId == null ? undefined : ctx.db.row(byId, ctx.access.appId);
}

/** How a client names itself. Without a secret it is only as good as what else it can show. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
}

/**
 * The app a client says it is. `proven`: its secret was right. A wrong secret, or an unknown client, is
 * `invalid_client`; failures are counted per address.
 */
export async function identifyClient(
  ctx: Ctx,
  { clientId, clientSecret }: ClientCredentials,
): Promise<{ app: App; proven: boolean }> {
  const row = await ctx.db.row(byClientId, clientId);
  const proven = row !== undefined && clientSecret !== undefined && matchesHash(clientSecret, row.secretHash);
  if (row === undefined || (clientSecret !== undefined && !proven)) {
    await countFailure(ctx);
    throw new OAuthError('invalid_client');
  }
  return { app: withoutSecret(row), proven };
}

/** Counts a failed exchange; throws 'limited' when there were too many from one address. */
export const countFailure = (ctx: Ctx): Promise<void> =>
  countAttempt(ctx, addressKey('oauth', ctx.client.address), LIMITS.tokenFailure);

/** The S256 challenge of a PKCE verifier (RFC 7636 4.2). */
export const challengeOf = (verifier: string): string =>
  createHash('sha256').update(verifier).digest('base64url');

function withoutSecret({ secretHash: _, ...app }: App & { secretHash: Buffer }): App {
  return app;
}

const error = (field: string, rule: Rule, message: string, limit?: number): FieldError => ({
  field,
  rule,
  message,
  ...(limit !== undefined && { limit }),
});

function nameErrors(name: string): FieldError[] {
  if (name === '') return [error('name', 'blank', "can't be blank")];
  return name.length > NAME_LIMIT
    ? [error('name', 'too-long', `is longer than ${NAME_LIMIT} characters`, NAME_LIMIT)]
    : [];
}

function websiteErrors(website: string | null): FieldError[] {
  if (website === null) return [];
  if (website.length > WEBSITE_LIMIT) {
    return [error('website', 'too-long', `is longer than ${WEBSITE_LIMIT} characters`, WEBSITE_LIMIT)];
  }
  const web = URL.canParse(website) && /^https?:$/.test(new URL(website).protocol);
  return web ? [] : [error('website', 'invalid', 'must be a valid URL')];
}

function redirectErrors(ctx: Ctx, uris: readonly string[]): FieldError[] {
  if (uris.length === 0) return [error('redirectUris', 'blank', "can't be blank")];
  if (uris.length > REDIRECT_LIMIT) {
    return [error('redirectUris', 'too-many', `are more than ${REDIRECT_LIMIT}`, REDIRECT_LIMIT)];
  }
  const secure = ctx.tenant.origin.startsWith('https:');
  return uris.every((uri) => isRedirectUri(uri, secure))
    ? []
    : [error('redirectUris', 'invalid', 'must be an absolute URI.')];
}
