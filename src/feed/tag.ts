// The feed of a hashtag: every public post that carries it, comments included.

import type { Ctx } from '../context.ts';
import { requirePreview } from '../tenant/preview.ts';
import { shownAuthor } from '../user/hidden.ts';
import { visibleAlone } from '../user/visibility.ts';
import type { Page } from '../utils/cursor.ts';
import { keysetForEach } from '../utils/db/for-each-owner.ts';
import { keyset } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { normaliseTag } from '../utils/text/tag.ts';
import { type FeedSlice, feedSlice, feedSlices, type SkeletonRow } from './slice.ts';

/** Further tags a feed may name for each of `any`, `all` and `none`; more are not looked at. */
const MOST_TAGS = 4;

const carries = (names: string) => `(
  select count(*) from tenant.tag also join tenant.post_tag c on c.tag_id = also.id and c.post_id = p.id
  where also.name = any(${names}::text[]))`;

// $1 any of these tags, $2 and all of these, $3 and none of these, $4 only with media, $5 viewer.
// Relies on the primary key of post_tag, once per tag.
const tagPage = keyset<{ id: Id }>(
  'tag-page',
  (order) => `
  select distinct found.id
  from (select id from tenant.tag where name = any($1::text[])) named
  cross join lateral (
    select p.id from tenant.post_tag carried join tenant.post p on p.id = carried.post_id
    where carried.tag_id = named.id and carried.post_id > $6 and carried.post_id < $7
      and p.visibility = 'public' and (not $4::boolean or p.media_ids <> '{}')
      and (cardinality($2::text[]) = 0 or ${carries('$2')} = cardinality($2::text[]))
      and (cardinality($3::text[]) = 0 or ${carries('$3')} = 0)
      and ${visibleAlone('p', '$5')} and ${shownAuthor('p.author_id', '$5')}
    order by carried.post_id ${order} limit $8) found
  order by found.id ${order} limit $8`,
);

export interface TagFeedOptions {
  /** Also posts with any of these tags. */
  readonly any?: readonly string[] | undefined;
  /** Only posts with all of these tags as well. */
  readonly all?: readonly string[] | undefined;
  /** No posts with one of these tags. */
  readonly none?: readonly string[] | undefined;
  readonly onlyMedia?: boolean | undefined;
}

/** A page of public posts with a tag, in any spelling; empty for a tag nobody has used. */
export async function tagFeed(
  ctx: Ctx,
  name: string,
  page: Page,
  options: TagFeedOptions = {},
): Promise<FeedSlice> {
  requirePreview(ctx);
  const any = [...new Set([normaliseTag(name), ...names(options.any)])];
  const rows = await ctx.db.page(
    tagPage,
    page,
    any,
    names(options.all),
    names(options.none),
    options.onlyMedia ?? false,
    ctx.viewer?.id ?? null,
  );
  return feedSlice(ctx, page, rows);
}

const names = (given: readonly string[] = []): string[] =>
  [...new Set(given.map(normaliseTag).filter((name) => name !== ''))].slice(0, MOST_TAGS);

// $1 the tag, $2 only with media, $3 viewer.
const oneTagPage = keyset<SkeletonRow>(
  'one-tag-page',
  (order) => `
  select p.id from tenant.tag named
  join tenant.post_tag carried on carried.tag_id = named.id
  join tenant.post p on p.id = carried.post_id
  where named.name = $1 and carried.post_id > $4 and carried.post_id < $5
    and p.visibility = 'public' and (not $2::boolean or p.media_ids <> '{}')
    and ${visibleAlone('p', '$3')} and ${shownAuthor('p.author_id', '$3')}
  order by carried.post_id ${order} limit $6`,
);
const tagPageForEach = keysetForEach(oneTagPage, 'text');

/** The same page of each of these tags, by normalised name. */
export async function tagFeeds(
  ctx: Ctx,
  tags: readonly string[],
  page: Page,
  options: Pick<TagFeedOptions, 'onlyMedia'> = {},
): Promise<Map<string, FeedSlice>> {
  requirePreview(ctx);
  const values = [tags, options.onlyMedia ?? false, ctx.viewer?.id ?? null];
  return feedSlices(ctx, page, tags, await ctx.db.page(tagPageForEach, page, ...values));
}
