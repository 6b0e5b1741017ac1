// Once a night every home feed is cut to its newest entries. A feed nobody has read for long goes
// altogether, with its mark, and is rebuilt when its owner comes back.

import type { Ctx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { ACTIVE_DAYS } from './rule.ts';

/** Entries a feed keeps. */
const KEPT = 800;
/** Feeds per statement. */
const CHUNK = 200;

// The owners are found by hopping over the primary key, one probe each, so that feeds of deleted people
// are found as well.
const trim = statement<{ last: Id | null; found: number }>(
  'trim-feeds',
  `with recursive owner(id) as (
     (select user_id from tenant.feed_entry where user_id > $1 order by user_id limit 1)
     union all
     select (select e.user_id from tenant.feed_entry e where e.user_id > owner.id order by e.user_id limit 1)
     from owner where owner.id is not null),
   chunk as materialized (select id from owner where id is not null limit $2),
   kept as materialized (
     select c.id, case
       when (select u.last_active_on >= current_date - ${ACTIVE_DAYS} from tenant.user u where u.id = c.id)
       then coalesce((select e.post_id from tenant.feed_entry e where e.user_id = c.id
                      order by e.post_id desc offset ${KEPT} limit 1), 0)
       end as oldest
     from chunk c),
   gone as (
     delete from tenant.feed_entry e using kept
     where e.user_id = kept.id and (kept.oldest is null or (e.post_id <= kept.oldest and e.post_id > 0)))
   select max(id) as last, count(*)::int as found from chunk`,
);

/** Cuts every home feed of the community to its newest 800 entries; run by cron. */
export async function trimFeeds(ctx: Ctx): Promise<void> {
  let after: Id | null = '0';
  while (after !== null) {
    const done: { last: Id | null; found: number } | undefined = await ctx.db.row(trim, after, CHUNK);
    after = done === undefined || done.found < CHUNK ? null : done.last;
  }
}
