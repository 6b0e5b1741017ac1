// What is popular lately: public first posts of people who want to be found, by what they were given,
// the less the older they are. The ranking is the same for everybody and kept in the process for some
// seconds: no column, table or job for it, and nothing is asked while nobody looks. What a viewer sees of
// it is decided anew, in SQL, for every page.

import type { Ctx } from '../context.ts';
import { type PostState, postState } from '../post/post.ts';
import { requirePreview } from '../tenant/preview.ts';
import { shownAuthor } from '../user/hidden.ts';
import { visibleAlone } from '../user/visibility.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { kept } from '../utils/kept.ts';
import { type FeedSlice, stateSlice } from './slice.ts';

/** The newest posts looked at, however many there are: in a busy community they are those of some hours. */
const CANDIDATES = 20_000;
const DAYS = 30;
const BEST = 2000;
/** How many are ranked, and so how far the list can be paged. */
const RANKED = 400;
/** Of one person. */
const PER_AUTHOR = 5;
const KEPT_SECONDS = 30;

// Ids are time: their difference is an age, for a hundredth of what reading their dates costs.
const IDS_PER_HOUR = `nexus.id_at('1970-01-01 01:00+00')::float8`;

// Relies on the index post_community. Authors are looked up for the best alone.
const rank = statement<{ id: Id }>(
  'rank-popular-posts',
  `select id from (
     select id, score, row_number() over (partition by author_id order by score desc, id desc) as place
     from (
       select id, author_id, points / power(2 + ((select nexus.id_at(now())) - id) / ${IDS_PER_HOUR}, 1.5) as score
       from (
         select id, author_id, like_count + 2 * repost_count + comment_count as points from tenant.post
         where visibility = 'public' and repost_of_id is null and parent_id is null
           and id > nexus.id_at(now() - interval '${DAYS} days')
         order by id desc limit ${CANDIDATES}) newest
       where points > 0 order by score desc, id desc limit ${BEST}) best
     where (select a.state = 'active' and a.discoverable from tenant.user a where a.id = best.author_id)) ranked
   where place <= ${PER_AUTHOR} order by score desc, id desc limit ${RANKED}`,
);

const ranking = kept(KEPT_SECONDS, async (ctx: Ctx) => (await ctx.db.rows(rank)).map((row) => row.id));

// $1 viewer, $2 the ranking.
const shown = statement<PostState>(
  'popular-page',
  `select ${postState('$1', 'a')}
   from unnest($2::bigint[]) with ordinality ranked (id, place)
   join tenant.post p on p.id = ranked.id join tenant.user a on a.id = p.author_id
   where p.visibility = 'public' and a.discoverable
     and ${visibleAlone('p', '$1', 'a.state')} and ${shownAuthor('p.author_id', '$1')}
   order by ranked.place offset $3 limit $4`,
);

/**
 * A page of what is popular, best first, without authors the viewer blocks or mutes. The list ends with
 * the four hundredth; the next page begins at `offset + limit`.
 */
export async function popularPosts(
  ctx: Ctx,
  { limit, offset = 0 }: { readonly limit: number; readonly offset?: number | undefined },
): Promise<FeedSlice> {
  requirePreview(ctx);
  const ids = offset < RANKED ? await ranking(ctx) : [];
  const states = ids.length === 0 ? [] : await ctx.db.rows(shown, ctx.viewer?.id ?? null, ids, offset, limit);
  return stateSlice(ctx, { limit }, states);
}
