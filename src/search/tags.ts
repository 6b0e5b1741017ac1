// Hashtags by the beginning of their names. Only those with a public post: others would tell what somebody
// wrote in private.

import type { Ctx } from '../context.ts';
import { type Tag, tagsById } from '../post/tag.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { normaliseTag } from '../utils/text/tag.ts';

/** Names looked at before ranking, uses counted of each, and how far the list can be paged. */
const CANDIDATES = 200;
const MOST_USES = 50;

// $1 and $2 are the bounds of the beginning in byte order. Relies on the index tag_prefix.
const search = statement<{ id: Id }>(
  'search-tags',
  `select t.id from (
     select id, name from tenant.tag where name ~>=~ $1 and name ~<~ $2 order by name using ~<~ limit ${CANDIDATES}) t
   cross join lateral (
     select count(*) as uses from (
       select from tenant.post_tag carried join tenant.post p on p.id = carried.post_id
       where carried.tag_id = t.id and p.visibility = 'public' limit ${MOST_USES}) use) counted
   where counted.uses > 0
   order by t.name = $1 desc, counted.uses desc, t.name offset $3 limit $4`,
);

/** Tags whose name begins with `query`, with or without `#`: the exact one first, then by use. */
export async function searchTags(
  ctx: Ctx,
  query: string,
  options: { readonly limit: number; readonly offset?: number | undefined },
): Promise<Tag[]> {
  const start = normaliseTag(query.trim());
  const { limit, offset = 0 } = options;
  if (start === '' || offset > CANDIDATES) return [];
  const rows = await ctx.db.rows(search, start, `${start}\u{10ffff}`, offset, limit);
  const ids = rows.map((row) => row.id);
  const tags = await tagsById(ctx, ids);
  return ids.flatMap((id) => tags.get(id) ?? []);
}
