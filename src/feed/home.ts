// The home feed: what the viewer, the people and the tags they follow have posted. Entries wait in
// `feed_entry`, filled by jobs; authors with very many followers are merged in when it is read.

import { type Ctx, requireViewer } from '../context.ts';
import { type PostState, postState } from '../post/post.ts';
import type { Page } from '../utils/cursor.ts';
import { keyset } from '../utils/db/statement.ts';
import { compareIds, type Id } from '../utils/id.ts';
import { isBuilt, rebuildHome } from './rebuild.ts';
import { shownAtHome, wanted } from './rule.ts';
import { type FeedSlice, stateSlice } from './slice.ts';

// The hottest statement of the product: it reads the posts' states along with the entries. Relies on the
// primary keys of feed_entry and follow.
const homePage = keyset<PostState & { pull: boolean }>(
  'home-page',
  (order) => `
  select ${postState('$1', 'a')}, (select true from tenant.user where feed_pull limit 1) is not null as pull
  from tenant.feed_entry e join tenant.post p on p.id = e.post_id join tenant.user a on a.id = p.author_id
  where e.user_id = $1 and e.post_id > $2 and e.post_id < $3 and ${shownAtHome('p', '$1', 'a.state')}
  order by e.post_id ${order} limit $4`,
);

// Asked only where there are authors with very many followers. Relies on the indexes user_feed_pull and
// post_by_author.
const pulledPage = keyset<PostState>(
  'home-pulled-page',
  (order) => `
  select pulled.* from tenant.user author
  join tenant.follow f on f.follower_id = $1 and f.followee_id = author.id
  cross join lateral (
    select ${postState('$1', 'author')} from tenant.post p
    where p.author_id = author.id and p.id > $2 and p.id < $3 and ${wanted('p', 'f')} and ${shownAtHome('p', '$1', 'author.state')}
    order by p.id ${order} limit $4) pulled
  where author.feed_pull
  order by pulled.id ${order} limit $4`,
);

/** A page of the viewer's home feed; the cursor is the post's id. */
export async function homeFeed(ctx: Ctx, page: Page): Promise<FeedSlice> {
  const viewer = requireViewer(ctx);
  let states = await skeleton(ctx, page, viewer.id);
  if (endsShort(page, states.length) && !(await isBuilt(ctx, viewer.id))) {
    await rebuildHome(ctx, viewer.id);
    states = await skeleton(ctx, page, viewer.id);
  }
  return stateSlice(ctx, page, states);
}

async function skeleton(ctx: Ctx, page: Page, viewerId: Id): Promise<PostState[]> {
  const filled = await ctx.db.page(homePage, page, viewerId);
  if (filled.length > 0 && !filled[0]!.pull) return filled;
  return merge(page, filled, await ctx.db.page(pulledPage, page, viewerId));
}

/** One page of two, in their order; a post that is in both comes once. */
function merge(page: Page, filled: readonly PostState[], pulled: readonly PostState[]): PostState[] {
  const both = new Map([...pulled, ...filled].map((state) => [state.id, state]));
  const upwards = page.minId === undefined ? -1 : 1;
  return [...both.values()].sort((a, b) => upwards * compareIds(a.id, b.id)).slice(0, page.limit);
}

/** Whether the feed's older end was reached: there the entries of an absence would be missing. */
const endsShort = (page: Page, found: number): boolean =>
  found < page.limit && page.minId === undefined && page.sinceId === undefined;
