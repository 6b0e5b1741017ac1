// What the viewer keeps: bookmarks and likes, the last kept first. Only their owner reads these lists.

import { type Ctx, requireViewer } from '../context.ts';
import { visibleAlone } from '../user/visibility.ts';
import type { Page } from '../utils/cursor.ts';
import { type Keyset, keyset } from '../utils/db/statement.ts';
import { type FeedSlice, feedSlice, type SkeletonRow } from './slice.ts';

type SavedRow = Required<SkeletonRow>;

const savedText = (table: 'bookmark' | 'post_like') => (order: string) =>
  `
  select kept.id as cursor, p.id from tenant.${table} kept join tenant.post p on p.id = kept.post_id
  where kept.user_id = $1 and ${visibleAlone('p', '$1')} and kept.id > $2 and kept.id < $3
  order by kept.id ${order} limit $4`;

// Relies on the indexes bookmark_user and post_like_user.
const bookmarkPage = keyset<SavedRow>('bookmark-page', savedText('bookmark'));
const likePage = keyset<SavedRow>('like-page', savedText('post_like'));

/** A page of the viewer's bookmarks that can still be seen; the cursor is the bookmark's id. */
export const bookmarks = (ctx: Ctx, page: Page): Promise<FeedSlice> => saved(ctx, page, bookmarkPage);

/** A page of the posts the viewer likes and can still see; the cursor is the like's id. */
export const likes = (ctx: Ctx, page: Page): Promise<FeedSlice> => saved(ctx, page, likePage);

async function saved(ctx: Ctx, page: Page, pair: Keyset<SavedRow>): Promise<FeedSlice> {
  return feedSlice(ctx, page, await ctx.db.page(pair, page, requireViewer(ctx).id));
}
