// Full-text search of posts. Found are the viewer's own, those they had to do with, and public ones whose
// authors let themselves be found; never more than the viewer may see anyway.

import type { Ctx } from '../context.ts';
import { type FeedSlice, feedSlice } from '../feed/slice.ts';
import { requirePreview } from '../tenant/preview.ts';
import { shownAuthor } from '../user/hidden.ts';
import { visibleAlone } from '../user/visibility.ts';
import type { Page } from '../utils/cursor.ts';
import { keyset } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';

/** What is longer is cut: nobody types it, and every word costs. */
const LONGEST_QUERY = 200;

// $1 words as people type them ("a phrase", -not, or), $2 viewer, $3 author or null. Relies on the index
// post_search; kept apart, since a plan that walks all posts by id looks cheap until a word is rare.
const postSearch = keyset<{ id: Id }>(
  'search-posts',
  (order) => `
  with matched as materialized (
    select p.id from tenant.post p
    where to_tsvector('simple', p.spoiler_text || ' ' || p.text) @@ websearch_to_tsquery('simple', $1)
      and p.repost_of_id is null and ($3::bigint is null or p.author_id = $3) and p.id > $4 and p.id < $5)
  select p.id from (select id from matched order by id ${order} offset 0) found
  join tenant.post p on p.id = found.id
  where (p.author_id = $2::bigint
      or (p.visibility = 'public' and (select u.indexable from tenant.user u where u.id = p.author_id))
      or (select true from tenant.post_mention m where m.post_id = p.id and m.user_id = $2::bigint)
      or (select true from tenant.post_like l where l.post_id = p.id and l.user_id = $2::bigint)
      or (select true from tenant.bookmark b where b.post_id = p.id and b.user_id = $2::bigint))
    and ${visibleAlone('p', '$2')} and ${shownAuthor('p.author_id', '$2')}
  order by found.id ${order} limit $6`,
);

/** A page of posts with all the words of `query`, the newest first; without authors the viewer hides. */
export async function searchPosts(
  ctx: Ctx,
  query: string,
  page: Page,
  options: { readonly authorId?: Id | undefined } = {},
): Promise<FeedSlice> {
  requirePreview(ctx);
  const words = query.slice(0, LONGEST_QUERY);
  const rows = await ctx.db.page(postSearch, page, words, ctx.viewer?.id ?? null, options.authorId ?? null);
  return feedSlice(ctx, page, rows);
}
