// One's own account: looked at, changed, and its pictures taken away.

import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { type Ctx, requireViewer } from '../context.ts';
import { updateProfilePictures } from '../media/profile-pictures.ts';
import { credentialsOf } from '../user/credentials.ts';
import { openProfile } from '../user/open-profile.ts';
import { type ProfilePatch, updateProfile } from '../user/profile.ts';
import type { User } from '../user/user.ts';
import { CREDENTIAL_ACCOUNT, credentialAccountEntity } from './entities/credential-account.ts';
import { PROFILE, profileEntity } from './entities/profile.ts';
import { readVisibility, VISIBILITIES } from './entities/visibility.ts';
import { type RestApp, route } from './kit/route.ts';

const TEXT = Type.Optional(Type.String());
const FLAG = Type.Optional(Type.Boolean());

const CHANGES = Type.Object({
  display_name: TEXT,
  note: TEXT,
  avatar_description: TEXT,
  header_description: TEXT,
  locked: Type.Optional(Type.Boolean({ description: 'Followers need approval.' })),
  bot: FLAG,
  discoverable: FLAG,
  indexable: FLAG,
  hide_collections: FLAG,
  fields_attributes: Type.Optional(Type.Array(Type.Object({ name: TEXT, value: TEXT }))),
  source: Type.Optional(
    Type.Object({
      privacy: Type.Optional(Type.Enum([...VISIBILITIES])),
      sensitive: FLAG,
      language: Type.Optional(
        Type.String({ description: 'Of new posts; empty: the language of the account.' }),
      ),
    }),
  ),
});

interface Changing {
  readonly body: Static<typeof CHANGES>;
  readonly request: FastifyRequest;
}

const OWN = { tag: 'accounts', token: 'user' } as const;
const READ = { ...OWN, method: 'GET', scope: ['profile', 'read:accounts'] } as const;
const WRITE = { ...OWN, scope: 'write:accounts' } as const;

/** `/api/v1/accounts/*_credentials` and `/api/v1/profile`. */
export const profileRoutes = (app: RestApp): void => {
  const credentials = { path: '/api/v1/accounts/verify_credentials', response: CREDENTIAL_ACCOUNT };
  route(app, { ...READ, ...credentials, summary: "The viewer's account" }, async (ctx) =>
    credentialAccount(ctx, await ownUser(ctx)),
  );
  route(
    app,
    {
      ...WRITE,
      method: 'PATCH',
      path: '/api/v1/accounts/update_credentials',
      summary: 'Change the account; pictures as multipart files `avatar` and `header`',
      body: CHANGES,
      response: CREDENTIAL_ACCOUNT,
    },
    async (ctx, input) => credentialAccount(ctx, await change(ctx, input)),
  );
  const profile = { path: '/api/v1/profile', response: PROFILE };
  route(app, { ...READ, ...profile, summary: 'The profile, to edit' }, async (ctx) =>
    profileEntity(ctx, await ownUser(ctx)),
  );
  route(
    app,
    { ...WRITE, ...profile, method: 'PATCH', summary: 'Change the profile', body: CHANGES },
    async (ctx, input) => profileEntity(ctx, await change(ctx, input)),
  );
  for (const picture of ['avatar', 'header'] as const) {
    const path = `/api/v1/profile/${picture}`;
    const summary = `Take the ${picture} away`;
    route(app, { ...WRITE, method: 'DELETE', path, summary, response: CREDENTIAL_ACCOUNT }, async (ctx) =>
      credentialAccount(ctx, await updateProfile(ctx, { [picture]: null })),
    );
  }
};

const ownUser = (ctx: Ctx): Promise<User> => openProfile(ctx, requireViewer(ctx).id);

const credentialAccount = async (ctx: Ctx, user: User) =>
  credentialAccountEntity(ctx, user, await credentialsOf(ctx));

function change(ctx: Ctx, { body, request }: Changing): Promise<User> {
  const avatar = request.uploads.get('avatar')?.bytes;
  const header = request.uploads.get('header')?.bytes;
  return updateProfilePictures(ctx, patchOf(body), { avatar, header });
}

const patchOf = (body: Static<typeof CHANGES>): ProfilePatch => ({
  displayName: body.display_name,
  bio: body.note,
  avatarDescription: body.avatar_description,
  headerDescription: body.header_description,
  locked: body.locked,
  bot: body.bot,
  discoverable: body.discoverable,
  indexable: body.indexable,
  hideCollections: body.hide_collections,
  fields: body.fields_attributes?.map(({ name = '', value = '' }) => ({ name, value })),
  defaultVisibility: body.source?.privacy && readVisibility(body.source.privacy),
  defaultSensitive: body.source?.sensitive,
  defaultLanguage: body.source?.language,
});
