// A home feed made anew from what there is: for somebody who comes back after an absence, or is new.

import type { Ctx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { wanted } from './rule.ts';

/** Entries of a rebuilt feed. */
const REBUILT = 400;
/** Followed people asked, those who posted last; and posts taken of each. */
const AUTHORS = 500;
const PER_AUTHOR = 40;
/** Followed tags asked, and posts taken of each. */
const TAGS = 50;
const PER_TAG = 20;

const builtMark = statement<{ built: boolean }>(
  'home-built',
  'select true as built from tenant.feed_entry where user_id = $1 and post_id = 0',
);

const rebuild = statement(
  'home-rebuild',
  `with author as materialized (
     select f.follower_id, f.followee_id, f.show_reposts, f.languages
     from tenant.follow f join tenant.user u on u.id = f.followee_id
     where f.follower_id = $1 and u.state = 'active' and not u.feed_pull and u.last_post_on is not null
     order by u.last_post_on desc, u.id desc limit ${AUTHORS})
   insert into tenant.feed_entry (user_id, post_id)
   select $1::bigint, 0::bigint
   union all
   (select $1::bigint, found.id from (
      select recent.id from author cross join lateral (
        select p.id from tenant.post p where p.author_id = author.followee_id and ${wanted('p', 'author')}
        order by p.id desc limit ${PER_AUTHOR}) recent
      union
      (select p.id from tenant.post p where p.author_id = $1 order by p.id desc limit ${PER_AUTHOR})
      union
      select tagged.id
      from (select tag_id from tenant.tag_follow where user_id = $1 order by id desc limit ${TAGS}) followed
      cross join lateral (
        select p.id from tenant.post_tag t join tenant.post p on p.id = t.post_id
        where t.tag_id = followed.tag_id and p.visibility = 'public'
        order by t.post_id desc limit ${PER_TAG}) tagged
    ) found
    order by found.id desc limit ${REBUILT})
   on conflict do nothing`,
);

/** Whether the feed has been built, and is kept filled by the jobs since. */
export async function isBuilt(ctx: Ctx, userId: Id): Promise<boolean> {
  return (await ctx.db.row(builtMark, userId)) !== undefined;
}

/** Fills a person's home feed with recent posts and marks it as built. Harmless when repeated. */
export async function rebuildHome(ctx: Ctx, userId: Id): Promise<void> {
  await ctx.db.change(rebuild, userId);
}
