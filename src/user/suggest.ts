// Whom to follow next: people followed by those one follows, then whoever is popular.

import { type Ctx, requireViewer } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import { notFound } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';
import { type User, userById, usersById } from './user.ts';

export interface Suggestion {
  readonly user: User;
  readonly source: 'friends-of-friends' | 'popular';
}

/** Of the latest people followed, and of each of those: the product bounds the work. */
const FRIENDS = 100;
const OF_FRIENDS = 40;

/** Not oneself, nobody followed or asked, blocked either way, muted, or dismissed before. */
const NEW_TO_VIEWER = `u.state = 'active' and u.discoverable and u.id <> $1
  and (select true from tenant.follow where follower_id = $1 and followee_id = u.id) is null
  and (select true from tenant.follow_request where follower_id = $1 and followee_id = u.id) is null
  and (select true from tenant.block where blocker_id = $1 and blocked_id = u.id) is null
  and (select true from tenant.block where blocker_id = u.id and blocked_id = $1) is null
  and (select true from tenant.mute where muter_id = $1 and muted_id = u.id) is null
  and (select true from tenant.suggestion_dismissal where user_id = $1 and target_id = u.id) is null`;

// Who hides whom they follow gives nobody away. The popular branch walks user_popular; it passes over
// whom the viewer follows, which has a limit.
const suggest = statement<{ id: Id; source: Suggestion['source'] }>(
  'suggest-users',
  `with friend as (
     select friend.id from tenant.follow f join tenant.user friend on friend.id = f.followee_id
     where f.follower_id = $1 and not friend.hide_collections order by f.id desc limit ${FRIENDS}
   ), near as (
     select theirs.followee_id as id, count(*) as friends
     from friend cross join lateral (
       select followee_id from tenant.follow where follower_id = friend.id order by id desc limit ${OF_FRIENDS}) theirs
     group by theirs.followee_id
   ), close as (
     select u.id, near.friends from near join tenant.user u on u.id = near.id where ${NEW_TO_VIEWER}
     order by near.friends desc, u.follower_count desc, u.id desc limit $2
   ), popular as (
     select u.id, u.follower_count from tenant.user u where ${NEW_TO_VIEWER}
     order by u.follower_count desc, u.id desc limit $2
   )
   select id, source from (
     select id, 'friends-of-friends' as source, 0 as tier, friends as weight from close
     union all
     select id, 'popular', 1, follower_count from popular where id <> all (array(select id from close))) found
   order by tier, weight desc, id desc limit $2`,
);

const insertDismissal = statement(
  'insert-suggestion-dismissal',
  'insert into tenant.suggestion_dismissal (user_id, target_id) values ($1, $2) on conflict do nothing',
);

/** At most `limit` people the viewer might follow, best first. */
export async function suggestUsers(ctx: Ctx, limit: number): Promise<Suggestion[]> {
  const viewer = requireViewer(ctx);
  const rows = await ctx.db.rows(suggest, viewer.id, limit);
  const users = await usersById(
    ctx,
    rows.map((row) => row.id),
  );
  return rows.flatMap(({ id, source }) => {
    const user = users.get(id);
    return user === undefined ? [] : [{ user, source }];
  });
}

/** Never suggests this person to the viewer again. Repeating it is harmless. */
export async function dismissSuggestion(ctx: Ctx, userId: Id): Promise<void> {
  const viewer = requireViewer(ctx);
  if ((await userById(ctx, userId)) === undefined) throw notFound();
  await ctx.db.change(insertDismissal, viewer.id, userId);
}
