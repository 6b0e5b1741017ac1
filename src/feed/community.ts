// The community feed: every public first post. Comments and reposts are found at their authors.

import type { Ctx } from '../context.ts';
import { type PostState, postState } from '../post/post.ts';
import { requirePreview } from '../tenant/preview.ts';
import { shownAuthor } from '../user/hidden.ts';
import { visibleAlone } from '../user/visibility.ts';
import type { Page } from '../utils/cursor.ts';
import { keyset } from '../utils/db/statement.ts';
import { type FeedSlice, stateSlice } from './slice.ts';

const communityText = (condition: string) => (order: string) =>
  `
  select ${postState('$1', 'a')}
  from tenant.post p join tenant.user a on a.id = p.author_id
  where p.visibility = 'public' and p.repost_of_id is null and p.parent_id is null ${condition}
    and ${visibleAlone('p', '$1', 'a.state')} and ${shownAuthor('p.author_id', '$1')}
    and p.id > $2 and p.id < $3
  order by p.id ${order} limit $4`;

// Relies on the indexes post_community and post_community_media.
const everything = keyset<PostState>('community-page', communityText(''));
const withMedia = keyset<PostState>('community-media-page', communityText(`and p.media_ids <> '{}'`));

/**
 * A page of the community's public first posts, without authors the viewer blocks or mutes.
 * 'unauthenticated' where the community shows its feeds to members only.
 */
export async function communityFeed(
  ctx: Ctx,
  page: Page,
  options: { readonly onlyMedia?: boolean | undefined } = {},
): Promise<FeedSlice> {
  requirePreview(ctx);
  const pair = options.onlyMedia ? withMedia : everything;
  return stateSlice(ctx, page, await ctx.db.page(pair, page, ctx.viewer?.id ?? null));
}
