// The OAuth 2 endpoints that clients call themselves. The one a person sees, `/oauth/authorize`, is a page.

import type { FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import { Type } from 'typebox';
import type { ClientCredentials } from '../auth/oauth/app.ts';
import { OAuthError } from '../auth/oauth/error.ts';
import { revokeToken } from '../auth/oauth/revoke.ts';
import { clientCredentials, exchangeCode, type IssuedToken } from '../auth/oauth/token.ts';
import { KNOWN_SCOPES } from '../auth/scope.ts';
import type { Ctx, Tenant } from '../context.ts';
import { openContext } from '../http/request-context.ts';
import { userById } from '../user/user.ts';
import { notFound } from '../utils/error.ts';
import { tokenEntity } from './entities/token.ts';
import { normalise } from './kit/normalise.ts';
import { EMPTY, type RestApp, route } from './kit/route.ts';

export const oauthRoutes = (app: RestApp): void => {
  clientRoute(app, '/oauth/token', 'Exchange a code or client credentials for a token', issueToken);
  clientRoute(app, '/oauth/revoke', 'Give a token back', async (ctx, client, fields) => {
    await revokeToken(ctx, client, fields.token ?? '');
    return EMPTY;
  });
  const object = Type.Object({}, { additionalProperties: true });
  const common = { tag: 'oauth', response: object } as const;
  route(
    app,
    {
      ...common,
      method: 'GET',
      path: '/.well-known/oauth-authorization-server',
      summary: 'OAuth metadata',
      token: 'public',
    },
    (ctx) => metadata(ctx.tenant),
  );
  for (const method of ['GET', 'POST'] as const) {
    route(
      app,
      {
        ...common,
        method,
        path: '/oauth/userinfo',
        summary: 'Who is signed in',
        token: 'user',
        scope: 'profile',
      },
      userInfo,
    );
  }
};

const TEXT = Type.Optional(Type.String());

const FIELDS = Type.Object({
  grant_type: TEXT,
  code: TEXT,
  client_id: TEXT,
  client_secret: TEXT,
  redirect_uri: TEXT,
  code_verifier: TEXT,
  scope: TEXT,
  token: TEXT,
  token_type_hint: TEXT,
});

type Fields = Readonly<Record<keyof typeof FIELDS.properties, string | undefined>>;
type ClientHandler = (ctx: Ctx, client: ClientCredentials, fields: Fields) => Promise<object>;

/**
 * A route whose caller is an app that names itself in the body or by Basic authentication, and whose errors
 * are OAuth's. Tokens are in the answers, so no cache may keep them.
 */
function clientRoute(app: RestApp, path: string, summary: string, handler: ClientHandler): void {
  app.fastify.route({
    method: 'POST',
    url: path,
    schema: { summary, tags: ['oauth'] } as FastifySchema,
    onRequest: async (request) => void openContext(app.deployment, request),
    handler: async (request, reply) => {
      reply
        .header('Cache-Control', 'no-store')
        .header('Pragma', 'no-cache')
        .type('application/json; charset=utf-8');
      const fields = readFields(request.body);
      try {
        return await handler(request.ctx, clientOf(request, fields), fields);
      } catch (error) {
        if (error instanceof OAuthError) return answerOAuthError(error, reply);
        throw error;
      }
    },
  });
}

/** The text fields of a body, JSON or form; a number or list in their place is as good as absent. */
function readFields(body: unknown): Fields {
  const given = normalise(FIELDS, typeof body === 'object' && body !== null ? body : {}) as Record<
    string,
    unknown
  >;
  return Object.fromEntries(Object.entries(given).filter(([, value]) => typeof value === 'string')) as Fields;
}

/** Basic authentication wins over the body (RFC 6749 2.3.1). An empty secret is none: some clients send it. */
function clientOf(request: FastifyRequest, fields: Fields): ClientCredentials {
  const basic = /^Basic +([A-Za-z0-9+/=_-]+) *$/i.exec(request.headers.authorization ?? '')?.[1];
  if (basic === undefined) {
    return { clientId: fields.client_id ?? '', clientSecret: fields.client_secret || undefined };
  }
  const text = Buffer.from(basic, 'base64').toString().replaceAll('\0', '');
  const colon = text.indexOf(':');
  return { clientId: text.slice(0, Math.max(colon, 0)), clientSecret: text.slice(colon + 1) };
}

async function issueToken(ctx: Ctx, client: ClientCredentials, fields: Fields): Promise<object> {
  return tokenEntity(await grant(ctx, client, fields));
}

function grant(ctx: Ctx, client: ClientCredentials, fields: Fields): Promise<IssuedToken> {
  const { grant_type, code, redirect_uri, code_verifier, scope } = fields;
  if (grant_type === undefined)
    throw new OAuthError('invalid_request', 'Missing required parameter: grant_type.');
  if (grant_type === 'client_credentials') return clientCredentials(ctx, client, scope);
  if (grant_type !== 'authorization_code') throw new OAuthError('unsupported_grant_type');
  if (code === undefined) throw new OAuthError('invalid_request', 'Missing required parameter: code.');
  return exchangeCode(ctx, {
    ...client,
    code,
    redirectUri: redirect_uri ?? '',
    codeVerifier: code_verifier || undefined,
  });
}

function answerOAuthError(error: OAuthError, reply: FastifyReply) {
  const status = { invalid_client: 401, unauthorized_client: 403 }[error.code as string] ?? 400;
  if (status === 401) reply.header('WWW-Authenticate', 'Basic realm="oauth", error="invalid_client"');
  return reply.code(status).send({ error: error.code, error_description: error.message });
}

/** RFC 8414. Clients turn PKCE on when S256 is listed. */
const metadata = ({ origin }: Tenant) => ({
  issuer: origin,
  service_documentation: `${origin}/docs`,
  authorization_endpoint: `${origin}/oauth/authorize`,
  token_endpoint: `${origin}/oauth/token`,
  revocation_endpoint: `${origin}/oauth/revoke`,
  userinfo_endpoint: `${origin}/oauth/userinfo`,
  app_registration_endpoint: `${origin}/api/v1/apps`,
  scopes_supported: KNOWN_SCOPES,
  response_types_supported: ['code'],
  response_modes_supported: ['query'],
  grant_types_supported: ['authorization_code', 'client_credentials'],
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
  code_challenge_methods_supported: ['S256'],
  authorization_response_iss_parameter_supported: true,
});

async function userInfo(ctx: Ctx) {
  const user = await userById(ctx, ctx.viewer!.id);
  if (user === undefined) throw notFound();
  const { origin } = ctx.tenant;
  return {
    iss: origin,
    sub: `${origin}/users/${user.username}`,
    name: user.profile.displayName || user.username,
    preferred_username: user.username,
    profile: `${origin}/@${user.username}`,
    picture: `${origin}${user.profile.avatar?.url ?? '/assets/avatar.png'}`,
  };
}
