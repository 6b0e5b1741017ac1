// Who sees a post: decided here, in SQL, and nowhere else. Feeds, threads, search, notifications and
// lookups by id all splice in this fragment, so every face of the product gives the same answer.
//
// Subqueries are scalar on purpose: each is one probe of a primary key, and PostgreSQL can never turn
// it into a hash of a whole table, as it may with `exists` under an `or`. What cannot concern a viewer is not
// even in the statement that is sent (`ifEver`).

import { ifEver } from '../utils/db/ever.ts';
import { notBlockedBy } from './hidden.ts';

/**
 * The condition that `viewer` (a parameter like `$1`, null for nobody) sees the post `alias`.
 * A repost is seen by who sees both it and its original. `authorState` as in `visibleAlone`.
 */
export function visiblePost(alias: string, viewer: string, authorState?: string): string {
  return `(${visibleAlone(alias, viewer, authorState)} and (${alias}.repost_of_id is null or (
    select true from tenant.post original
    where original.id = ${alias}.repost_of_id and ${visibleAlone('original', viewer)})))`;
}

/**
 * The same for a post known to be no repost, or whose original is judged apart. `authorState` is the
 * column to ask where the statement has joined the author already.
 */
export function visibleAlone(alias: string, viewer: string, authorState?: string): string {
  const who = `${viewer}::bigint`;
  const state =
    authorState ??
    `(select seen_author.state from tenant.user seen_author where seen_author.id = ${alias}.author_id)`;
  const addressed = ifEver('somebody', viewer, {
    asked: `((select true from tenant.post_mention seen_mention
        where seen_mention.post_id = ${alias}.id and seen_mention.user_id = ${who})
      or (${alias}.visibility = 'followers' and (
        select true from tenant.follow seen_follow
        where seen_follow.follower_id = ${who} and seen_follow.followee_id = ${alias}.author_id)))`,
    otherwise: false,
  });
  return `(${alias}.author_id = ${who} or (
    (${alias}.visibility in ('public', 'unlisted') or ${addressed})
    and ${state} = 'active' and ${notBlockedBy(`${alias}.author_id`, viewer)}))`;
}
