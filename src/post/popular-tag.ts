// Hashtags many people use lately. Counted for the whole community and kept in the process for some
// seconds, like the popular posts.

import type { Ctx } from '../context.ts';
import { requirePreview } from '../tenant/preview.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { kept } from '../utils/kept.ts';
import { type Tag, tagsById } from './tag.ts';

/** The newest uses looked at, however many there are. */
const USES = 20_000;
const DAYS = 7;
/** How many are ranked, and so how far the list can be paged. */
const RANKED = 100;
const KEPT_SECONDS = 30;

// Relies on the index post_tag_post.
const rank = statement<{ id: Id }>(
  'rank-popular-tags',
  `select used.tag_id as id
   from (select tag_id, post_id from tenant.post_tag
         where post_id > nexus.id_at(now() - interval '${DAYS} days')
         order by post_id desc limit ${USES}) used
   join tenant.post p on p.id = used.post_id
   where p.visibility = 'public'
     and (select a.state = 'active' from tenant.user a where a.id = p.author_id)
   group by used.tag_id
   order by count(distinct p.author_id) desc, count(*) desc, used.tag_id desc limit ${RANKED}`,
);

const ranking = kept(KEPT_SECONDS, async (ctx: Ctx) => (await ctx.db.rows(rank)).map((row) => row.id));

/**
 * The hashtags of most people in public posts of the last seven days, at most a hundred. `tagHistory` tells
 * how each was used day by day.
 */
export async function popularTags(
  ctx: Ctx,
  { limit, offset = 0 }: { readonly limit: number; readonly offset?: number | undefined },
): Promise<Tag[]> {
  requirePreview(ctx);
  const ids = (await ranking(ctx)).slice(offset, offset + limit);
  const tags = await tagsById(ctx, ids);
  return ids.flatMap((id) => tags.get(id) ?? []);
}
