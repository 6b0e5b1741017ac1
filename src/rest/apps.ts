// Apps: registering one, and asking which one a token belongs to.

import { Type } from 'typebox';
import { appOfToken, registerApp } from '../auth/oauth/app.ts';
import {
  APPLICATION,
  applicationEntity,
  CREDENTIAL_APPLICATION,
  credentialApplicationEntity,
  siteApplicationEntity,
} from './entities/application.ts';
import { type RestApp, route } from './kit/route.ts';

const STRINGS = Type.Union([Type.String(), Type.Array(Type.String())]);

const NEW_APP = Type.Object({
  client_name: Type.String(),
  redirect_uris: Type.Array(Type.String(), { description: 'An array, or a text with one per line.' }),
  scopes: Type.Optional(STRINGS),
  website: Type.Optional(Type.String()),
});

export const appRoutes = (app: RestApp): void => {
  route(
    app,
    {
      method: 'POST',
      path: '/api/v1/apps',
      summary: 'Register an app',
      tag: 'apps',
      token: 'public',
      body: NEW_APP,
      response: CREDENTIAL_APPLICATION,
      limit: { max: 60, minutes: 60, group: 'apps' },
    },
    async (ctx, { body }) => {
      const { app: made, secret } = await registerApp(ctx, {
        name: body.client_name,
        website: body.website ?? null,
        redirectUris: lines(body.redirect_uris),
        scopes: body.scopes,
      });
      return credentialApplicationEntity(made, secret);
    },
  );
  route(
    app,
    {
      method: 'GET',
      path: '/api/v1/apps/verify_credentials',
      summary: 'The app of this token',
      tag: 'apps',
      token: 'app',
      response: APPLICATION,
    },
    async (ctx) => {
      const found = await appOfToken(ctx);
      return found === undefined ? siteApplicationEntity(ctx) : applicationEntity(found);
    },
  );
};

/** A lone text has come as a list of one. */
function lines(uris: readonly string[]): string[] {
  const list = uris.length === 1 ? uris[0]!.split(/\s+/) : uris;
  return [...new Set(list.map((uri) => uri.trim()).filter(Boolean))];
}
