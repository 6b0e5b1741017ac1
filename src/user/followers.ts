// Who follows whom. A person may hide both lists; then they are empty for everybody else, as they are for
// whom that person blocks. The counts stay visible.

import { type Ctx, requireViewer } from '../context.ts';
import type { Page, Slice } from '../utils/cursor.ts';
import { keysetForEach } from '../utils/db/for-each-owner.ts';
import { type Keyset, keyset, statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { notBlockedBy, shownAuthor } from './hidden.ts';
import { openProfile } from './open-profile.ts';
import { type PersonRow, peopleSlice, peopleSlices } from './people-slice.ts';
import { type User, usersById } from './user.ts';

/** Lists of `$1`, with the other end of the follow shown; the viewer `$2` sees the whole of their own. */
const list = (name: string, owner: string, other: string): Keyset<PersonRow> =>
  keyset(
    name,
    (order) => `select f.id as cursor, f.${other} as "userId" from tenant.follow f
      where f.${owner} = $1 and f.id > $3 and f.id < $4
        and (f.${owner} = $2::bigint
          or (${shownAuthor(`f.${other}`, '$2')} and ${notBlockedBy(`f.${other}`, '$2')}))
      order by f.id ${order} limit $5`,
  );

// Use follow_by_followee and follow_by_follower.
const followers = list('followers', 'followee_id', 'follower_id');
const following = list('following', 'follower_id', 'followee_id');

const isBlockedBy = statement<{ found: true }>(
  'is-blocked-by',
  'select true as found from tenant.block where blocker_id = $1 and blocked_id = $2',
);

/** Who follows a person, the latest first. */
export const followersOf = (ctx: Ctx, userId: Id, page: Page): Promise<Slice<User>> =>
  collection(ctx, followers, userId, page);

/** Whom a person follows, the latest first. */
export const followingOf = (ctx: Ctx, userId: Id, page: Page): Promise<Slice<User>> =>
  collection(ctx, following, userId, page);

async function collection(ctx: Ctx, pair: Keyset<PersonRow>, userId: Id, page: Page): Promise<Slice<User>> {
  const owner = await openProfile(ctx, userId);
  if (!(await isOpen(ctx, owner))) return { items: [], more: false };
  return peopleSlice(ctx, page, await ctx.db.page(pair, page, userId, ctx.viewer?.id ?? null));
}

async function isOpen(ctx: Ctx, owner: User): Promise<boolean> {
  if (ctx.viewer?.id === owner.id) return true;
  if (owner.profile.hideCollections) return false;
  return ctx.viewer === null || !(await ctx.db.row(isBlockedBy, owner.id, ctx.viewer.id));
}

const followersForEach = keysetForEach(followers);
const followingForEach = keysetForEach(following);

/** Who follows each of these people; empty where the list is hidden from the viewer. */
export const followersOfEach = (ctx: Ctx, userIds: readonly Id[], page: Page) =>
  collections(ctx, followersForEach, userIds, page);

/** Whom each of these people follows; empty where the list is hidden from the viewer. */
export const followingOfEach = (ctx: Ctx, userIds: readonly Id[], page: Page) =>
  collections(ctx, followingForEach, userIds, page);

const openCollections = statement<{ id: Id }>(
  'open-collections',
  `select u.id from tenant.user u where u.id = any($1::bigint[])
     and (u.id = $2::bigint or (u.state = 'active' and not u.hide_collections and ${notBlockedBy('u.id', '$2')}))`,
);

async function collections(
  ctx: Ctx,
  pair: typeof followersForEach,
  userIds: readonly Id[],
  page: Page,
): Promise<Map<Id, Slice<User>>> {
  const viewerId = ctx.viewer?.id ?? null;
  const open = (await ctx.db.rows(openCollections, userIds, viewerId)).map((row) => row.id);
  return peopleSlices(ctx, page, userIds, await ctx.db.page(pair, page, open, viewerId));
}

const FAMILIAR_LIMIT = 12;

const familiar = statement<{ targetId: Id; userId: Id }>(
  'familiar-followers',
  `select target.id as "targetId", known.id as "userId"
   from tenant.user target cross join lateral (
     select u.id from tenant.follow mine
     join tenant.follow theirs on theirs.follower_id = mine.followee_id and theirs.followee_id = target.id
     join tenant.user u on u.id = mine.followee_id
     where mine.follower_id = $1 and u.state = 'active' and not u.hide_collections
     order by theirs.id desc limit ${FAMILIAR_LIMIT}) known
   where target.id = any($2::bigint[]) and target.state = 'active' and not target.hide_collections
     and ${notBlockedBy('target.id', '$1')}`,
);

/**
 * For each person, up to twelve people whom the viewer follows and who follow that person, the latest
 * first. Nobody is given away who hides whom they follow. Every id asked for has an entry.
 */
export async function familiarFollowers(ctx: Ctx, ids: readonly Id[]): Promise<Map<Id, User[]>> {
  const viewer = requireViewer(ctx);
  const lists = new Map<Id, User[]>(ids.map((id) => [id, []]));
  const rows = await ctx.db.rows(familiar, viewer.id, ids);
  const users = await usersById(ctx, [...new Set(rows.map((row) => row.userId))]);
  for (const row of rows) {
    const user = users.get(row.userId);
    if (user !== undefined) lists.get(row.targetId)?.push(user);
  }
  return lists;
}
