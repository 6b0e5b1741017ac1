// An account its owner deletes is gone for everybody at once: its state says so, and everything that shows
// people or posts asks for the state. What it leaves in other tables is taken away by a job (`feed/erase`).
// Its name is never given to anybody else.

import { announce, type Ctx, type Tx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import { conflict } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';
import { enqueue } from '../utils/queue.ts';
import type { Picture } from './user.ts';

const lockActive = statement<{ role: string; avatar: Picture | null; header: Picture | null }>(
  'erase-lock-user',
  `select role, avatar, header from tenant.user where id = $1 and state = 'active' for no key update`,
);

const markDeleted = statement(
  'erase-mark-user',
  `update tenant.user set state = 'deleted', version = version + 1, role = 'member', display_name = '', bio = '',
     bio_html = '', fields = '[]', avatar = null, avatar_description = '', header = null, header_description = '',
     discoverable = false, indexable = false
   where id = $1`,
);

const retireName = statement(
  'erase-retire-name',
  `insert into tenant.retired_username (name) select lower(username) from tenant.user where id = $1
   on conflict do nothing`,
);

/**
 * Ends an account in the caller's transaction, who has made sure of its owner's wish. False when it is not
 * active: who is suspended cannot slip away. 'conflict' for an owner of the community.
 */
export async function endAccount(tx: Tx, userId: Id): Promise<boolean> {
  const row = await tx.db.row(lockActive, userId);
  if (row === undefined) return false;
  if (row.role === 'owner') {
    throw conflict('You own this community: make somebody else its owner before you delete your account');
  }
  await tx.db.change(retireName, userId);
  await tx.db.change(markDeleted, userId);
  announce(tx, { kind: 'person-changed', userId });
  const pictures = [row.avatar, row.header].flatMap((one) => (one === null ? [] : [one.url, one.staticUrl]));
  const keys = [...new Set(pictures)].map((path) => path.replace(/^\/media\//, ''));
  if (keys.length > 0) await enqueue(tx, 'media/remove-files', { keys });
  await enqueue(tx, 'feed/erase', { userId });
  return true;
}

/** Follows taken away per statement. */
const CHUNK = 500;

// Relies on the indexes follow_by_follower and follow_by_followee. The others' rows are locked by
// ascending id, as everywhere.
const dropFollows = (name: string, own: string, other: string, count: string) =>
  statement<{ gone: number }>(
    name,
    `with gone as (
       delete from tenant.follow where (follower_id, followee_id) in (
         select follower_id, followee_id from tenant.follow where ${own} = $1 order by id limit ${CHUNK})
       returning ${other} as id),
     locked as materialized (
       select u.id from tenant.user u where u.id in (select id from gone) order by u.id for no key update),
     counted as (
       update tenant.user u set ${count} = greatest(0, ${count} - 1) from locked where u.id = locked.id)
     select count(*)::int as gone from gone`,
  );

const dropFollowing = dropFollows('erase-following', 'follower_id', 'followee_id', 'follower_count');
const dropFollowers = dropFollows('erase-followers', 'followee_id', 'follower_id', 'following_count');

/** Takes away some of a deleted account's follows, either way; false when none are left. */
export async function eraseFollows(ctx: Ctx, userId: Id): Promise<boolean> {
  const following = await ctx.db.row(dropFollowing, userId);
  const followers = await ctx.db.row(dropFollowers, userId);
  return (following?.gone ?? 0) + (followers?.gone ?? 0) > 0;
}

const deletedUser = statement<{ username: string }>(
  'erase-deleted-user',
  `select username from tenant.user where id = $1 and state = 'deleted'`,
);

/** The name of an account that is being erased; undefined when it is erased, or is not to be. */
export const erasedName = async (ctx: Ctx, userId: Id): Promise<string | undefined> =>
  (await ctx.db.row(deletedUser, userId))?.username;

const removeUser = statement('erase-user', `delete from tenant.user where id = $1 and state = 'deleted'`);

/** Removes the row itself, and with it what no count depends on: notes, lists, mutes, notifications. */
export async function removeErased(tx: Tx, userId: Id): Promise<void> {
  await tx.db.change(removeUser, userId);
}
