// The one writer of notifications. It stands below everything that causes them; the inbox that reads
// them is `notification/`. A row is written in the transaction of its cause, or not at all.

import { announce, type Ctx, type Tx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { visibleAlone } from './visibility.ts';

export type NotificationType =
  | 'like'
  | 'comment'
  | 'mention'
  | 'repost'
  | 'follow'
  | 'follow-request'
  | 'follow-approved'
  | 'post'
  | 'edit';

/**
 * What happens to notifications from a group of people. `user.notification_policy` holds one for each of
 * `notFollowing`, `notFollowers`, `newAccounts` and `privateMentions`; absent means 'accept'.
 */
export type PolicyChoice = 'accept' | 'filter' | 'drop';

/** What happened: `actorId` did `type`, to or with the post `postId` if there is one. */
export interface Cause {
  readonly type: NotificationType;
  readonly actorId: Id;
  readonly postId?: Id | undefined;
}

// In all three: $1 receivers, $2 type, $3 actor, $4 post. Subqueries are scalar for the reason given in
// visibility.ts. What a person asked for (a bell, an own request) is never held back by the policy.
const UNASKED = `u.notification_policy <> '{}' and $2::text not in ('follow-approved', 'post', 'edit')`;

// The original of a repost is not asked about here: the inbox asks when it is read.
const MAY_BE_TOLD = `u.id = any($1::bigint[]) and u.id <> $3::bigint and u.state = 'active'
  and (select true from tenant.block where blocker_id = u.id and blocked_id = $3) is null
  and (select true from tenant.block where blocker_id = $3 and blocked_id = u.id) is null
  and (select true from tenant.mute where muter_id = u.id and muted_id = $3 and notifications
         and (expires_at is null or expires_at > now())) is null
  and ($4::bigint is null or (
    select true from tenant.post p where p.id = $4 and ${visibleAlone('p', 'u.id')}
      and (select true from tenant.thread_mute where user_id = u.id and root_id = p.root_id) is null))`;

// Most people have no policy, and its rules would cost every like their planning: who has one comes back
// with an id of null, for the second statement.
const insertNotifications = statement<{ id: Id | null; userId: Id }>(
  'insert-notifications',
  `with told as (
     insert into tenant.notification (user_id, type, actor_id, post_id)
     select u.id, $2::text, $3::bigint, $4::bigint from tenant.user u
     where ${MAY_BE_TOLD} and not (${UNASKED})
     order by u.id
     on conflict do nothing
     returning id, user_id)
   select id, user_id as "userId" from told
   union all
   select null, u.id from tenant.user u where u.id = any($1::bigint[]) and ${UNASKED}`,
);

const insertByPolicy = statement<{ id: Id; userId: Id }>(
  'insert-notifications-by-policy',
  `insert into tenant.notification (user_id, type, actor_id, post_id, filtered)
   select u.id, $2::text, $3::bigint, $4::bigint, decision.choice = 'filter'
   from tenant.user u
   cross join lateral (
     select case
       when (select role from tenant.user where id = $3) <> 'member' then 'accept'
       when (select true from tenant.notification_permission where user_id = u.id and actor_id = $3) then 'accept'
       else ${heldBack()}
     end as choice
   ) decision
   where ${MAY_BE_TOLD} and decision.choice <> 'drop'
   order by u.id
   on conflict do nothing
   returning id, user_id as "userId"`,
);

/** The strictest choice of the policy's rules that apply to the actor. */
function heldBack(): string {
  const stranger = '(select true from tenant.follow where follower_id = u.id and followee_id = $3) is null';
  const unfollowing = `(select true from tenant.follow where follower_id = $3 and followee_id = u.id
    and id < nexus.id_at(now() - interval '3 days')) is null`;
  const young = `(select created_at from tenant.user where id = $3) > now() - interval '30 days'`;
  const unasked = `$2 in ('mention', 'comment') and (
    select visibility = 'direct' and parent_author_id is distinct from u.id from tenant.post where id = $4)`;
  return `(select case when 'drop' = any(rule.hits) then 'drop' when 'filter' = any(rule.hits) then 'filter'
      else 'accept' end
    from (select array[
      case when ${stranger} then u.notification_policy ->> 'notFollowing' end,
      case when ${unfollowing} then u.notification_policy ->> 'notFollowers' end,
      case when ${young} and ${stranger} then u.notification_policy ->> 'newAccounts' end,
      case when ${unasked} and ${stranger} then u.notification_policy ->> 'privateMentions' end
    ] as hits) rule)`;
}

const deleteNotification = statement(
  'delete-notification',
  `delete from tenant.notification
   where user_id = $1 and type = $2 and actor_id = $3 and post_id is not distinct from $4::bigint`,
);

const deleteNotificationsFrom = statement(
  'delete-notifications-from',
  'delete from tenant.notification where user_id = $1 and actor_id = $2',
);

/** Tells one person what happened; see `notifyMany`. */
export async function notify(tx: Tx, message: Cause & { readonly userId: Id }): Promise<void> {
  await notifyMany(tx, [message.userId], message);
}

/**
 * Tells people what happened and gives the ids of those told. Nobody is told about themself, by people
 * they block or are blocked by, by people whose notifications they mute, about a muted thread or about a
 * post they may not see; so mentions must be written first. Repeating a cause repeats nothing.
 */
export async function notifyMany(tx: Tx, userIds: readonly Id[], cause: Cause): Promise<Id[]> {
  if (userIds.length === 0) return [];
  const { type, actorId, postId = null } = cause;
  const rows = await tx.db.rows(insertNotifications, userIds, type, actorId, postId);
  const choosy = rows.filter((row) => row.id === null).map((row) => row.userId);
  const told = rows.filter((row) => row.id !== null);
  if (choosy.length > 0) told.push(...(await tx.db.rows(insertByPolicy, choosy, type, actorId, postId)));
  const toldIds = told.map((row) => row.userId);
  announceInboxes(tx, toldIds);
  return toldIds;
}

/** Takes a notification back whose cause was withdrawn. */
export async function retract(tx: Tx, message: Cause & { readonly userId: Id }): Promise<void> {
  const { userId, type, actorId, postId = null } = message;
  const gone = await tx.db.change(deleteNotification, userId, type, actorId, postId);
  if (gone > 0) announceInboxes(tx, [userId]);
}

/** Takes away everything `userId` was told about `actorId`. */
export async function retractAll(tx: Tx, userId: Id, actorId: Id): Promise<void> {
  const gone = await tx.db.change(deleteNotificationsFrom, userId, actorId);
  if (gone > 0) announceInboxes(tx, [userId]);
}

/** As many people as a message of the bus can name, and more than most causes have. */
const NAMED = 200;

/** Says that notifications of these people came, went or were read. */
export function announceInboxes(ctx: Ctx, userIds: readonly Id[]): void {
  for (let from = 0; from < userIds.length; from += NAMED) {
    announce(ctx, { kind: 'inbox-changed', userIds: userIds.slice(from, from + NAMED) });
  }
}
