// The CredentialAccount entity: one's own account, with the texts as written and the settings for posting.

import { Type } from 'typebox';
import type { Ctx } from '../../context.ts';
import type { Credentials } from '../../user/credentials.ts';
import type { User } from '../../user/user.ts';
import { ACCOUNT, accountEntity, roleEntity } from './account.ts';
import { FIELD, fieldSourceEntity } from './field.ts';
import { visibilityEntity } from './visibility.ts';

/** For the reference page. */
export const CREDENTIAL_ACCOUNT = Type.Interface([ACCOUNT], {
  source: Type.Object({
    note: Type.String(),
    fields: Type.Array(FIELD),
    privacy: Type.String(),
    sensitive: Type.Boolean(),
    language: Type.String(),
    follow_requests_count: Type.Integer(),
    hide_collections: Type.Boolean(),
    discoverable: Type.Boolean(),
    indexable: Type.Boolean(),
    attribution_domains: Type.Array(Type.String()),
    quote_policy: Type.String(),
  }),
  role: Type.Object({ id: Type.String(), name: Type.String(), permissions: Type.String() }),
});

/** Only for the viewer's own account. */
export function credentialAccountEntity(ctx: Ctx, user: User, credentials: Credentials) {
  const { profile } = user;
  return {
    ...accountEntity(ctx, user),
    source: {
      note: profile.bio,
      fields: profile.fields.map(fieldSourceEntity),
      privacy: visibilityEntity(credentials.defaultVisibility),
      sensitive: credentials.defaultSensitive,
      language: credentials.defaultLanguage ?? '',
      follow_requests_count: credentials.followRequestCount,
      hide_collections: profile.hideCollections,
      discoverable: profile.discoverable,
      indexable: profile.indexable,
      attribution_domains: [],
      quote_policy: 'nobody',
    },
    role: {
      ...roleEntity(user.role),
      // Bits of the administration API, which is not served.
      permissions: '0',
      highlighted: user.role !== 'member',
      collection_limit: 0,
    },
  };
}
