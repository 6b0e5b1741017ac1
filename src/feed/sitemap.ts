// Posts for search engines, day by day: public first posts of people who let their posts be indexed.

import type { Ctx } from '../context.ts';
import { mayLook } from '../tenant/preview.ts';
import { statement } from '../utils/db/statement.ts';
import { type Id, idAt, idTime } from '../utils/id.ts';

/** How far back the lists go; what is older is found from page to page. */
const DAYS = 90;
/** The newest of a day. */
const MOST = 10_000;

const LISTED = "p.visibility = 'public' and p.repost_of_id is null and p.parent_id is null";

// Relies on the index post_community, once per day.
const days = statement<{ day: string }>(
  'sitemap-days',
  `select to_char(day, 'YYYY-MM-DD') as day
   from generate_series(
     date_trunc('day', now() at time zone 'UTC') - interval '${DAYS - 1} days',
     date_trunc('day', now() at time zone 'UTC'), interval '1 day') day
   where (select true from tenant.post p where ${LISTED}
            and p.id >= nexus.id_at(day at time zone 'UTC')
            and p.id < nexus.id_at((day + interval '1 day') at time zone 'UTC')
          limit 1)
   order by day desc`,
);

const posts = statement<{ id: Id; username: string; editedAt: Date | null }>(
  'sitemap-posts',
  `select p.id, a.username, p.edited_at as "editedAt"
   from tenant.post p cross join lateral (
     select u.username, u.state, u.indexable from tenant.user u where u.id = p.author_id limit 1) a
   where ${LISTED} and p.id >= $1 and p.id < $2 and a.state = 'active' and a.indexable
   order by p.id desc limit ${MOST}`,
);

export interface IndexedPost {
  readonly id: Id;
  readonly username: string;
  readonly changedAt: Date;
}

/** The days (`YYYY-MM-DD`, UTC) with posts, the newest first. Empty where posts are for members. */
export async function postDays(ctx: Ctx): Promise<string[]> {
  return mayLook(ctx) ? (await ctx.db.rows(days)).map(({ day }) => day) : [];
}

/** The posts of a day, the newest first. */
export async function postsOfDay(ctx: Ctx, day: string): Promise<IndexedPost[]> {
  const begin = Date.parse(`${day}T00:00:00Z`);
  if (!mayLook(ctx) || Number.isNaN(begin)) return [];
  const rows = await ctx.db.rows(posts, idAt(begin), idAt(begin + 86_400_000));
  return rows.map(({ id, username, editedAt }) => ({ id, username, changedAt: editedAt ?? idTime(id) }));
}
