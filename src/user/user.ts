// People. What changes often or depends on who asks (counts, state) is read from SQL every time; the
// profile, which changes only with `version`, is kept in the process. The mail address is never here.

import { type Ctx, type Role, requireViewer } from '../context.ts';
import { mayLook } from '../tenant/preview.ts';
import { versionedCache } from '../utils/cache.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';

/** A stored avatar or header: paths on this host. `staticUrl` never moves. */
export interface Picture {
  readonly url: string;
  readonly staticUrl: string;
}

/** A line of a profile: as written, and `value` rendered to safe HTML. */
export interface ProfileField {
  readonly name: string;
  readonly value: string;
  readonly html: string;
}

/** What anyone may see of a person and what changes only with `version`. */
export interface Profile {
  readonly id: Id;
  readonly username: string;
  readonly displayName: string;
  readonly bio: string;
  readonly bioHtml: string;
  readonly fields: readonly ProfileField[];
  readonly avatar: Picture | null;
  readonly avatarDescription: string;
  readonly header: Picture | null;
  readonly headerDescription: string;
  readonly role: Role;
  readonly locked: boolean;
  readonly bot: boolean;
  readonly discoverable: boolean;
  readonly indexable: boolean;
  readonly hideCollections: boolean;
  readonly locale: string;
  readonly createdAt: Date;
}

export interface User {
  readonly id: Id;
  readonly username: string;
  readonly version: number;
  readonly role: Role;
  readonly state: 'pending' | 'active' | 'suspended';
  readonly followerCount: number;
  readonly followingCount: number;
  readonly postCount: number;
  /** `YYYY-MM-DD`; null: never posted. */
  readonly lastPostOn: string | null;
  /** The same object while the version stays. */
  readonly profile: Profile;
}

type UserState = Pick<
  User,
  'id' | 'version' | 'state' | 'followerCount' | 'followingCount' | 'postCount' | 'lastPostOn'
>;

const STATE = `u.id, u.version, u.state, u.follower_count as "followerCount",
  u.following_count as "followingCount", u.post_count as "postCount", u.last_post_on as "lastPostOn"`;

// Pending and suspended people exist for themselves and for the staff only, deleted ones for nobody.
const SEEN = `(u.state = 'active' or ((u.id = $2::bigint or $3) and u.state <> 'deleted'))`;

const statesById = statement<UserState>(
  'user-states-by-id',
  `select ${STATE} from tenant.user u where u.id = any($1::bigint[]) and ${SEEN}`,
);

const statesByUsername = statement<UserState>(
  'user-states-by-username',
  `select ${STATE} from tenant.user u where lower(u.username) = any($1::text[]) and ${SEEN}`,
);

const profilesById = statement<Profile & { version: number }>(
  'profiles-by-id',
  `select id, version, username, display_name as "displayName", bio, bio_html as "bioHtml", fields,
          avatar, avatar_description as "avatarDescription", header, header_description as "headerDescription",
          role, locked, bot, discoverable, indexable, hide_collections as "hideCollections", locale,
          created_at as "createdAt"
   from tenant.user where id = any($1::bigint[])`,
);

const profiles = versionedCache<Profile>('profile', 32 * 1024 * 1024, sizeOf);

/**
 * People by id. Pending and suspended ones are absent, unless the viewer is staff or that person.
 * One statement, and one more only when profiles are not in the process yet.
 */
export async function usersById(ctx: Ctx, ids: readonly Id[]): Promise<Map<Id, User>> {
  if (ids.length === 0 || !mayLook(ctx)) return new Map();
  const users = await complete(ctx, await ctx.db.rows(statesById, ids, ...seer(ctx)));
  return new Map(users.map((user) => [user.id, user]));
}

/** People by username in any case; the map's keys are lower case. Absent as in `usersById`. */
export async function usersByUsername(ctx: Ctx, usernames: readonly string[]): Promise<Map<string, User>> {
  if (usernames.length === 0 || !mayLook(ctx)) return new Map();
  const lower = usernames.map((name) => name.toLowerCase());
  const users = await complete(ctx, await ctx.db.rows(statesByUsername, lower, ...seer(ctx)));
  return new Map(users.map((user) => [user.username.toLowerCase(), user]));
}

/** One person by username in any case, or undefined. */
export async function userByUsername(ctx: Ctx, username: string): Promise<User | undefined> {
  return (await usersByUsername(ctx, [username])).get(username.toLowerCase());
}

/** One person by id, or undefined. */
export async function userById(ctx: Ctx, id: Id): Promise<User | undefined> {
  return (await usersById(ctx, [id])).get(id);
}

/** What a statement about posts reads of their authors on the way, so that no second one has to. */
export interface AuthorRow {
  readonly authorId: Id;
  readonly authorVersion: number;
  readonly authorFollowers: number;
  readonly authorFollowing: number;
  readonly authorPosts: number;
  readonly authorLastPostOn: string | null;
}

/** The columns of an AuthorRow; `alias` is the author's row, who is known to be active. */
export const authorColumns = (alias: string): string =>
  `${alias}.version as "authorVersion", ${alias}.follower_count as "authorFollowers",
  ${alias}.following_count as "authorFollowing", ${alias}.post_count as "authorPosts",
  ${alias}.last_post_on as "authorLastPostOn"`;

/** The authors of such rows; a statement more only when profiles are not in the process yet. */
export async function authorsOfRows(ctx: Ctx, rows: readonly AuthorRow[]): Promise<Map<Id, User>> {
  const states = new Map<Id, UserState>();
  for (const row of rows) {
    states.set(row.authorId, {
      id: row.authorId,
      version: row.authorVersion,
      state: 'active',
      followerCount: row.authorFollowers,
      followingCount: row.authorFollowing,
      postCount: row.authorPosts,
      lastPostOn: row.authorLastPostOn,
    });
  }
  const users = await complete(ctx, [...states.values()]);
  return new Map(users.map((user) => [user.id, user]));
}

/** Whether the viewer helps to run the community. */
export const isStaff = (ctx: Ctx): boolean => ctx.viewer !== null && ctx.viewer.role !== 'member';

const seer = (ctx: Ctx): [Id | null, boolean] => [ctx.viewer?.id ?? null, isStaff(ctx)];

async function complete(ctx: Ctx, states: readonly UserState[]): Promise<User[]> {
  const found = states.map((state) => profiles.get(`${ctx.tenant.id}:${state.id}`, state.version));
  const missing = states.filter((_, index) => found[index] === undefined).map((state) => state.id);
  const read = await readProfiles(ctx, missing);
  return states.flatMap((state, index) => {
    const profile = found[index] ?? read.get(state.id);
    return profile === undefined ? [] : [merge(state, profile)];
  });
}

/** The viewer's own profile; no statement while it is in the process. */
export async function viewerProfile(ctx: Ctx): Promise<Profile> {
  const { id, version } = requireViewer(ctx);
  return profiles.get(`${ctx.tenant.id}:${id}`, version) ?? (await readProfiles(ctx, [id])).get(id)!;
}

async function readProfiles(ctx: Ctx, ids: readonly Id[]): Promise<Map<Id, Profile>> {
  const read = new Map<Id, Profile>();
  if (ids.length === 0) return read;
  for (const { version, ...profile } of await ctx.db.rows(profilesById, ids)) {
    profiles.set(`${ctx.tenant.id}:${profile.id}`, version, profile);
    read.set(profile.id, profile);
  }
  return read;
}

const merge = (state: UserState, profile: Profile): User => ({
  ...state,
  username: profile.username,
  role: profile.role,
  profile,
});

function sizeOf(profile: Profile): number {
  const fields = profile.fields.reduce((sum, f) => sum + f.name.length + f.value.length + f.html.length, 0);
  const texts = profile.bio.length + profile.bioHtml.length + profile.displayName.length + fields;
  return 2 * texts + 1000;
}
