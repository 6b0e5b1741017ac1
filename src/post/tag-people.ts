// How many people use a tag lately.

import type { Ctx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';

const DAYS = 7;

/** At most this many uses of one tag are looked at, the newest first. */
const MOST_USES = 2000;

// Relies on the primary key (tag_id, post_id): ids are ordered by time.
const peopleOfTags = statement<{ tagId: Id; people: number }>(
  'tag-people',
  `select given.id as "tagId", used.people
   from unnest($1::bigint[]) as given (id)
   cross join lateral (
     select count(distinct recent.author_id)::int as people from (
       select p.author_id from tenant.post_tag pt join tenant.post p on p.id = pt.post_id
       where pt.tag_id = given.id and pt.post_id > nexus.id_at(now() - interval '${DAYS} days')
         and p.visibility = 'public'
       order by pt.post_id desc limit ${MOST_USES}) recent) used`,
);

/** How many people used each tag in public posts of the last seven days. */
export async function tagPeople(ctx: Ctx, ids: readonly Id[]): Promise<Map<Id, number>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.rows(peopleOfTags, ids);
  return new Map(rows.map((row) => [row.tagId, row.people]));
}
