// The Application entities: of an app as anybody with its token sees it, and as it is told its secret.

import { Type } from 'typebox';
import type { App } from '../../auth/oauth/app.ts';
import type { Ctx } from '../../context.ts';

export const APPLICATION = Type.Object({
  id: Type.String(),
  name: Type.String(),
  website: Type.Union([Type.String(), Type.Null()]),
  scopes: Type.Array(Type.String()),
  redirect_uris: Type.Array(Type.String()),
  redirect_uri: Type.String({ description: 'The redirect URIs, one per line; deprecated.' }),
  vapid_key: Type.String({ description: 'Deprecated; empty while there is no Web Push.' }),
});

export const CREDENTIAL_APPLICATION = Type.Object({
  ...APPLICATION.properties,
  client_id: Type.String(),
  client_secret: Type.String(),
  client_secret_expires_at: Type.Literal(0),
});

export const applicationEntity = (app: App) => ({
  id: app.id,
  name: app.name,
  website: app.website,
  scopes: app.scopes,
  redirect_uris: app.redirectUris,
  redirect_uri: app.redirectUris.join('\n'),
  vapid_key: '',
});

export const credentialApplicationEntity = (app: App, secret: string) => ({
  ...applicationEntity(app),
  client_id: app.clientId,
  client_secret: secret,
  client_secret_expires_at: 0 as const,
});

/** Tokens made by a sign-in on the site itself, or by the host, belong to the site. */
export const siteApplicationEntity = ({ tenant, access }: Ctx) => ({
  id: '0',
  name: tenant.settings.name,
  website: tenant.origin,
  scopes: access?.scopes ?? [],
  redirect_uris: [],
  redirect_uri: '',
  vapid_key: '',
});
