// What every feed gives: a page of posts, with the originals of the reposts among them.

import type { Ctx } from '../context.ts';
import { completePosts, POST_STATE, type Post, type PostState, postsWithOriginals } from '../post/post.ts';
import { shownAuthor } from '../user/hidden.ts';
import { visibleAlone } from '../user/visibility.ts';
import { type Page, type Slice, slice } from '../utils/cursor.ts';
import type { Owned } from '../utils/db/for-each-owner.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';

export type FeedSlice = Slice<Post> & {
  /** Posts by id: those of the page, and the originals of its reposts. */
  readonly originals: ReadonlyMap<Id, Post>;
};

/** A row of a feed's skeleton: the post, and the cursor where that is not the post's id. */
export interface SkeletonRow {
  readonly id: Id;
  readonly cursor?: Id;
}

/** Completes a skeleton; a post that went since it was read is left out. */
export async function feedSlice(ctx: Ctx, page: Page, skeleton: readonly SkeletonRow[]): Promise<FeedSlice> {
  const originals = await postsWithOriginals(
    ctx,
    skeleton.map((row) => row.id),
  );
  return feedPage(page, skeleton, originals);
}

// Every row is a post that is no repost, so it is judged alone.
const shownOriginals = statement<PostState>(
  'shown-originals',
  `select ${POST_STATE} from tenant.post p join tenant.user a on a.id = p.author_id
   where p.id = any($1::bigint[]) and ${visibleAlone('p', '$2', 'a.state')} and ${shownAuthor('p.author_id', '$2')}`,
);

/**
 * Completes a page whose statement, under the rule of visibility, has read the posts' states itself: one
 * statement less, and one more only when there are reposts. A repost goes with its original: when that is
 * not visible, or its author is hidden from the viewer.
 */
export async function stateSlice(ctx: Ctx, page: Page, states: readonly PostState[]): Promise<FeedSlice> {
  const wanted = [...new Set(states.flatMap((state) => state.repostOfId ?? []))];
  const originals =
    wanted.length === 0 ? [] : await ctx.db.rows(shownOriginals, wanted, ctx.viewer?.id ?? null);
  const posts = await completePosts(ctx, [...originals, ...states]);
  for (const { id, repostOfId } of states)
    if (repostOfId !== null && !posts.has(repostOfId)) posts.delete(id);
  return feedPage(page, states, posts);
}

/** The same for many owners' pages at once: every owner has an entry, and posts are looked up together. */
export async function feedSlices(
  ctx: Ctx,
  page: Page,
  owners: readonly Id[],
  skeleton: readonly Owned<SkeletonRow>[],
): Promise<Map<Id, FeedSlice>> {
  const originals = await postsWithOriginals(ctx, [...new Set(skeleton.map((row) => row.id))]);
  const byOwner = Map.groupBy(skeleton, (row) => row.ownerId);
  return new Map(owners.map((owner) => [owner, feedPage(page, byOwner.get(owner) ?? [], originals)]));
}

function feedPage(page: Page, skeleton: readonly SkeletonRow[], originals: ReadonlyMap<Id, Post>): FeedSlice {
  const posts = slice(
    page,
    skeleton,
    (row) => row.cursor ?? row.id,
    (row) => row.flatMap(({ id }) => originals.get(id) ?? []),
  );
  return { ...posts, originals };
}
