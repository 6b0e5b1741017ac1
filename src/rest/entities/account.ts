// The Account entity. It is part of every status, so what changes only with the profile is serialised once
// per profile; the counts follow it. `accountEntity` and `accountJson` say the same.

import { Type } from 'typebox';
import type { Ctx, Role } from '../../context.ts';
import type { Picture, Profile, User } from '../../user/user.ts';
import { FIELD, fieldEntity } from './field.ts';

const ACCOUNT_ROLE = Type.Object({ id: Type.String(), name: Type.String(), color: Type.String() });

/** For the reference page. */
export const ACCOUNT = Type.Object(
  {
    id: Type.String(),
    username: Type.String(),
    acct: Type.String({ description: 'The username: everybody is of this community.' }),
    url: Type.String(),
    uri: Type.String(),
    display_name: Type.String(),
    note: Type.String({ description: 'HTML.' }),
    avatar: Type.String(),
    avatar_static: Type.String(),
    avatar_description: Type.String(),
    header: Type.String(),
    header_static: Type.String(),
    header_description: Type.String(),
    locked: Type.Boolean(),
    fields: Type.Array(FIELD),
    emojis: Type.Array(Type.Object({})),
    bot: Type.Boolean(),
    group: Type.Boolean(),
    discoverable: Type.Boolean(),
    indexable: Type.Boolean(),
    noindex: Type.Boolean(),
    hide_collections: Type.Boolean(),
    show_media: Type.Boolean(),
    show_media_replies: Type.Boolean(),
    show_featured: Type.Boolean(),
    roles: Type.Array(ACCOUNT_ROLE),
    feature_approval: Type.Object({
      automatic: Type.Array(Type.String()),
      manual: Type.Array(Type.String()),
      current_user: Type.String(),
    }),
    created_at: Type.String(),
    last_status_at: Type.Union([Type.String(), Type.Null()], { description: '`YYYY-MM-DD`.' }),
    statuses_count: Type.Integer(),
    followers_count: Type.Integer(),
    following_count: Type.Integer(),
    suspended: Type.Optional(Type.Boolean({ description: 'Present when true; seen by the staff only.' })),
  },
  { additionalProperties: true },
);

/** The entity as an object. */
export function accountEntity(ctx: Ctx, user: User) {
  return { ...profilePart(ctx.tenant.origin, user.profile), ...countsPart(user) };
}

/** The entity as JSON. */
export function accountJson(ctx: Ctx, user: User): string {
  return `${profileJson(ctx.tenant.origin, user.profile)},${JSON.stringify(countsPart(user)).slice(1)}`;
}

/** Entities as a JSON array. */
export const accountsJson = (ctx: Ctx, users: readonly User[]): string =>
  `[${users.map((user) => accountJson(ctx, user)).join(',')}]`;

// Keyed by the profile object, which is replaced whenever the profile changes and belongs to one community.
// The origin is checked as well: it changes with the community's domain.
const serialised = new WeakMap<Profile, { origin: string; json: string }>();

/** The profile's part of the JSON, without its closing brace. */
function profileJson(origin: string, profile: Profile): string {
  const known = serialised.get(profile);
  if (known?.origin === origin) return known.json;
  const json = JSON.stringify(profilePart(origin, profile)).slice(0, -1);
  serialised.set(profile, { origin, json });
  return json;
}

function profilePart(origin: string, profile: Profile) {
  const { id, username } = profile;
  return {
    id,
    username,
    acct: username,
    url: `${origin}/@${username}`,
    uri: `${origin}/users/${username}`,
    display_name: profile.displayName,
    note: profile.bioHtml,
    ...picturePart('avatar', origin, profile.avatar),
    avatar_description: profile.avatarDescription,
    ...picturePart('header', origin, profile.header),
    header_description: profile.headerDescription,
    locked: profile.locked,
    fields: profile.fields.map(fieldEntity),
    emojis: [],
    bot: profile.bot,
    group: false,
    discoverable: profile.discoverable,
    indexable: profile.indexable,
    noindex: !profile.indexable,
    hide_collections: profile.hideCollections,
    show_media: true,
    show_media_replies: true,
    show_featured: true,
    roles: profile.role === 'member' ? [] : [roleEntity(profile.role)],
    feature_approval: { automatic: [], manual: [], current_user: 'denied' },
    created_at: profile.createdAt.toISOString(),
  };
}

/** Who has no picture is shown the default one: clients expect an address. */
function picturePart<Kind extends 'avatar' | 'header'>(kind: Kind, origin: string, picture: Picture | null) {
  const { url, staticUrl } = picture ?? { url: `/assets/${kind}.png`, staticUrl: `/assets/${kind}.png` };
  return { [kind]: origin + url, [`${kind}_static`]: origin + staticUrl } as Record<
    Kind | `${Kind}_static`,
    string
  >;
}

function countsPart(user: User) {
  return {
    last_status_at: user.lastPostOn,
    statuses_count: user.postCount,
    followers_count: user.followerCount,
    following_count: user.followingCount,
    ...(user.state === 'suspended' && { suspended: true }),
  };
}

const ROLES: Readonly<Record<Role, { id: string; name: string }>> = {
  member: { id: '-99', name: '' },
  moderator: { id: '1', name: 'Moderator' },
  admin: { id: '2', name: 'Admin' },
  owner: { id: '3', name: 'Owner' },
};

/** A role as accounts show it; the ids are Mastodon's. */
export const roleEntity = (role: Role) => ({ ...ROLES[role], color: '' });
