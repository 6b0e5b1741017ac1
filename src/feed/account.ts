// What one person posted, as their profile shows it.

import type { Ctx } from '../context.ts';
import { requirePreview } from '../tenant/preview.ts';
import { notBlockedBy } from '../user/hidden.ts';
import { usersById } from '../user/user.ts';
import { visiblePost } from '../user/visibility.ts';
import type { Page } from '../utils/cursor.ts';
import { keysetForEach, statementForEach } from '../utils/db/for-each-owner.ts';
import { keyset, statement } from '../utils/db/statement.ts';
import { notFound } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';
import { normaliseTag } from '../utils/text/tag.ts';
import { shownOriginal } from './rule.ts';
import { type FeedSlice, feedSlice, feedSlices, type SkeletonRow } from './slice.ts';

export interface AccountFeedOptions {
  readonly onlyMedia?: boolean | undefined;
  /** Only comments on others' posts: what `excludeReplies` leaves out. Not together with `onlyMedia`. */
  readonly onlyComments?: boolean | undefined;
  /** Without comments on others' posts; a person's comments on themself stay. */
  readonly excludeReplies?: boolean | undefined;
  readonly excludeReposts?: boolean | undefined;
  /** The pinned posts, the one pinned last first; all on one page. */
  readonly pinned?: boolean | undefined;
  /** Only posts with this tag. */
  readonly tagged?: string | undefined;
}

// $1 author, $2 viewer, $3 without comments, $4 without reposts, $5 tag. The block is asked once, before
// the author's posts are looked at.
const SHOWN = `${notBlockedBy('$1', '$2')}
  and (not $3::boolean or coalesce(p.parent_author_id, p.author_id) = p.author_id)
  and (not $4::boolean or p.repost_of_id is null)
  and ($5::text is null or (
    select true from tenant.tag t join tenant.post_tag carried on carried.tag_id = t.id and carried.post_id = p.id
    where t.name = $5))
  and ${visiblePost('p', '$2')} and ${shownOriginal('p', '$2')}`;

const accountText = (condition: string) => (order: string) =>
  `
  select p.id from tenant.post p
  where p.author_id = $1 ${condition} and ${SHOWN} and p.id > $6 and p.id < $7
  order by p.id ${order} limit $8`;

// Relies on the indexes post_by_author, post_by_author_media and post_by_author_comment.
const everything = keyset<SkeletonRow>('account-page', accountText(''));
const withMedia = keyset<SkeletonRow>('account-media-page', accountText(`and p.media_ids <> '{}'`));
const comments = keyset<SkeletonRow>(
  'account-comment-page',
  accountText('and p.parent_author_id <> p.author_id'),
);

const pairOf = (options: AccountFeedOptions) =>
  options.onlyMedia ? withMedia : options.onlyComments ? comments : everything;

const pins = statement<SkeletonRow>(
  'account-pins',
  `select p.id from tenant.pin join tenant.post p on p.id = pin.post_id
   where pin.user_id = $1 and p.author_id = $1 and ${SHOWN} and (not $6::boolean or p.media_ids <> '{}')
   order by pin.id desc limit $7`,
);

/**
 * A page of a person's posts, those the viewer may see. Empty to somebody the person blocked; 'not-found'
 * when there is no such person.
 */
export async function accountFeed(
  ctx: Ctx,
  userId: Id,
  page: Page,
  options: AccountFeedOptions = {},
): Promise<FeedSlice> {
  requirePreview(ctx);
  if (!(await usersById(ctx, [userId])).has(userId)) throw notFound();
  return options.pinned ? pinnedPosts(ctx, userId, page, options) : posts(ctx, userId, page, options);
}

async function posts(ctx: Ctx, userId: Id, page: Page, options: AccountFeedOptions): Promise<FeedSlice> {
  const rows = await ctx.db.page(pairOf(options), page, ...valuesOf(ctx, userId, options));
  return feedSlice(ctx, page, rows);
}

async function pinnedPosts(
  ctx: Ctx,
  userId: Id,
  page: Page,
  options: AccountFeedOptions,
): Promise<FeedSlice> {
  const rows = await ctx.db.rows(
    pins,
    ...valuesOf(ctx, userId, options),
    options.onlyMedia ?? false,
    page.limit,
  );
  const { items, originals } = await feedSlice(ctx, { limit: page.limit }, rows);
  return { items, originals, more: false };
}

const everythingForEach = keysetForEach(everything);
const withMediaForEach = keysetForEach(withMedia);
const commentsForEach = keysetForEach(comments);
const pinsForEach = statementForEach(pins);

/** The same page of each of these people, whom the viewer may see. */
export async function accountFeeds(
  ctx: Ctx,
  userIds: readonly Id[],
  page: Page,
  options: AccountFeedOptions = {},
): Promise<Map<Id, FeedSlice>> {
  requirePreview(ctx);
  const values = valuesOf(ctx, userIds, options);
  if (options.pinned) {
    const rows = await ctx.db.rows(pinsForEach, ...values, options.onlyMedia ?? false, page.limit);
    const feeds = await feedSlices(ctx, { limit: page.limit }, userIds, rows);
    return new Map([...feeds].map(([id, feed]) => [id, { ...feed, more: false }]));
  }
  const pair = options.onlyMedia
    ? withMediaForEach
    : options.onlyComments
      ? commentsForEach
      : everythingForEach;
  return feedSlices(ctx, page, userIds, await ctx.db.page(pair, page, ...values));
}

const valuesOf = (ctx: Ctx, userId: Id | readonly Id[], options: AccountFeedOptions) => [
  userId,
  ctx.viewer?.id ?? null,
  options.excludeReplies ?? false,
  options.excludeReposts ?? false,
  options.tagged === undefined ? null : normaliseTag(options.tagged),
];
