// The Profile entity: one's own profile as a form to edit, texts as written, no picture where there is none.

import { Type } from 'typebox';
import type { Ctx } from '../../context.ts';
import type { Picture, User } from '../../user/user.ts';
import { FIELD, fieldSourceEntity } from './field.ts';

const NULLABLE = Type.Union([Type.String(), Type.Null()]);

/** For the reference page. */
export const PROFILE = Type.Object({
  id: Type.String(),
  display_name: Type.String(),
  note: Type.String(),
  fields: Type.Array(FIELD),
  avatar: NULLABLE,
  avatar_static: NULLABLE,
  avatar_description: Type.String(),
  header: NULLABLE,
  header_static: NULLABLE,
  header_description: Type.String(),
  locked: Type.Boolean(),
  bot: Type.Boolean(),
  hide_collections: Type.Boolean(),
  discoverable: Type.Boolean(),
  indexable: Type.Boolean(),
  show_media: Type.Boolean(),
  show_media_replies: Type.Boolean(),
  show_featured: Type.Boolean(),
  attribution_domains: Type.Array(Type.String()),
});

export function profileEntity(ctx: Ctx, { profile }: User) {
  const address = (picture: Picture | null, kind: keyof Picture) =>
    picture === null ? null : ctx.tenant.origin + picture[kind];
  return {
    id: profile.id,
    display_name: profile.displayName,
    note: profile.bio,
    fields: profile.fields.map(fieldSourceEntity),
    avatar: address(profile.avatar, 'url'),
    avatar_static: address(profile.avatar, 'staticUrl'),
    avatar_description: profile.avatarDescription,
    header: address(profile.header, 'url'),
    header_static: address(profile.header, 'staticUrl'),
    header_description: profile.headerDescription,
    locked: profile.locked,
    bot: profile.bot,
    hide_collections: profile.hideCollections,
    discoverable: profile.discoverable,
    indexable: profile.indexable,
    show_media: true,
    show_media_replies: true,
    show_featured: true,
    attribution_domains: [],
  };
}
