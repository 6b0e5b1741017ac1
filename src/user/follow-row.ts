// Rows of `follow` and `follow_request`, and the counts that go with them. Callers hold both people's
// rows (`lockPair`) and have decided that the change is allowed.

import type { Tx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';

/** What a follower wants of somebody; what is absent stays as it is. */
export interface FollowOptions {
  readonly showReposts?: boolean | undefined;
  /** Be notified of every post. */
  readonly notify?: boolean | undefined;
  /** Show posts in these languages only; empty: in all. */
  readonly languages?: readonly string[] | undefined;
}

/** With very many followers, posts are merged into feeds when read; the gap keeps it from flipping. */
const PULL_FROM = 10_000;
const PUSH_BELOW = 9_000;

// xmax is 0 only in a row this statement inserted.
const upsert = (table: 'follow' | 'follow_request') =>
  `insert into tenant.${table} as f (follower_id, followee_id, show_reposts, notify, languages)
   values ($1, $2, coalesce($3, true), coalesce($4, false), nullif($5::text[], '{}'))
   on conflict (follower_id, followee_id) do update set
     show_reposts = coalesce($3, f.show_reposts), notify = coalesce($4, f.notify),
     languages = case when $5::text[] is null then f.languages else nullif($5::text[], '{}') end
   returning xmax = 0 as made`;

const upsertFollow = statement<{ made: boolean }>('upsert-follow', upsert('follow'));
const upsertRequest = statement<{ made: boolean }>('upsert-follow-request', upsert('follow_request'));

const deleteFollow = statement(
  'delete-follow',
  'delete from tenant.follow where follower_id = $1 and followee_id = $2',
);

const deleteRequest = statement<Required<FollowOptions>>(
  'delete-follow-request',
  `delete from tenant.follow_request where follower_id = $1 and followee_id = $2
   returning show_reposts as "showReposts", notify, coalesce(languages, '{}') as languages`,
);

const changeCounts = statement(
  'change-follow-counts',
  `update tenant.user set
     following_count = following_count + case when id = $1 then $3::int else 0 end,
     follower_count = follower_count + case when id = $2 then $3::int else 0 end,
     feed_pull = case when id = $1 then feed_pull
       when follower_count + $3::int >= ${PULL_FROM} then true
       when follower_count + $3::int < ${PUSH_BELOW} then false
       else feed_pull end
   where id in ($1, $2)`,
);

/** Makes the follow or changes its options; tells whether it is new. */
export async function putFollow(
  tx: Tx,
  followerId: Id,
  followeeId: Id,
  options: FollowOptions,
): Promise<boolean> {
  const row = await tx.db.row(upsertFollow, followerId, followeeId, ...valuesOf(options));
  const made = row?.made === true;
  if (made) await tx.db.change(changeCounts, followerId, followeeId, 1);
  return made;
}

/** Makes the request or changes its options; tells whether it is new. */
export async function putRequest(
  tx: Tx,
  followerId: Id,
  followeeId: Id,
  options: FollowOptions,
): Promise<boolean> {
  const row = await tx.db.row(upsertRequest, followerId, followeeId, ...valuesOf(options));
  return row?.made === true;
}

/** Ends the follow; tells whether there was one. */
export async function dropFollow(tx: Tx, followerId: Id, followeeId: Id): Promise<boolean> {
  const gone = (await tx.db.change(deleteFollow, followerId, followeeId)) > 0;
  if (gone) await tx.db.change(changeCounts, followerId, followeeId, -1);
  return gone;
}

/** Ends the request and gives its options; undefined when there was none. */
export function dropRequest(
  tx: Tx,
  followerId: Id,
  followeeId: Id,
): Promise<Required<FollowOptions> | undefined> {
  return tx.db.row(deleteRequest, followerId, followeeId);
}

const valuesOf = (options: FollowOptions) => [
  options.showReposts ?? null,
  options.notify ?? null,
  options.languages ?? null,
];
