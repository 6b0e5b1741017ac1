// How much a tag was used lately.

import type { Ctx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';

/** One day (UTC) of a tag. */
export interface TagDay {
  /** Midnight. */
  readonly day: Date;
  readonly uses: number;
  readonly accounts: number;
}

const DAYS = 7;
const DAY = 24 * 60 * 60 * 1000;

/** At most this many uses of one tag are counted, the newest first: a list of tags stays cheap to show. */
const MOST_USES = 2000;

// Relies on the primary key (tag_id, post_id): ids are ordered by time.
const usesByDay = statement<{ tagId: Id; day: string; uses: number; accounts: number }>(
  'tag-history',
  `select given.id as "tagId", used.day, count(*)::int as uses, count(distinct used.author_id)::int as accounts
   from unnest($1::bigint[]) as given (id)
   cross join lateral (
     select (nexus.id_time(p.id) at time zone 'utc')::date as day, p.author_id
     from tenant.post_tag pt join tenant.post p on p.id = pt.post_id
     where pt.tag_id = given.id and pt.post_id >= nexus.id_at($2::timestamptz) and p.visibility = 'public'
     order by pt.post_id desc limit ${MOST_USES}) used
   group by given.id, used.day`,
);

/** The last seven days of each tag, today first, counting public posts. */
export async function tagHistory(ctx: Ctx, ids: readonly Id[], now = new Date()): Promise<Map<Id, TagDay[]>> {
  const days = lastDays(now);
  const rows = ids.length === 0 ? [] : await ctx.db.rows(usesByDay, ids, days.at(-1));
  const counted = new Map(rows.map((row) => [`${row.tagId} ${row.day}`, row]));
  return new Map(
    ids.map((id) => [
      id,
      days.map((day) => {
        const row = counted.get(`${id} ${day.toISOString().slice(0, 10)}`);
        return { day, uses: row?.uses ?? 0, accounts: row?.accounts ?? 0 };
      }),
    ]),
  );
}

/** Midnights (UTC) of the days a history shows, today first. */
export function lastDays(now: Date): Date[] {
  const today = Math.floor(now.getTime() / DAY) * DAY;
  return Array.from({ length: DAYS }, (_, back) => new Date(today - back * DAY));
}
