// The feeds: home, community, hashtag.

import type { Ctx } from '../../context.ts';
import { communityFeed } from '../../feed/community.ts';
import { homeFeed } from '../../feed/home.ts';
import { popularPosts } from '../../feed/popular.ts';
import type { FeedSlice } from '../../feed/slice.ts';
import { tagFeed } from '../../feed/tag.ts';
import type { Page } from '../../utils/cursor.ts';
import { builder } from '../kit/builder.ts';
import {
  listed,
  type PageArguments,
  pageArguments,
  paged,
  rankedArguments,
  rankedConnection,
} from '../kit/connection.ts';
import type { Context } from '../kit/context.ts';
import { PostConnection } from '../types/refs.ts';

const names = 'In any spelling, without `#`; at most four are looked at.';

builder.queryFields((t) => ({
  homeFeed: t.field({
    type: PostConnection,
    nullable: true,
    description: 'What the viewer, and the people and hashtags they follow, have posted.',
    args: pageArguments(),
    extensions: paged('read:statuses'),
    resolve: (_root, args, context) => feed(context, args, (ctx, page) => homeFeed(ctx, page)),
  }),
  communityFeed: t.field({
    type: PostConnection,
    nullable: true,
    description: 'Every public post of the community that is no comment.',
    args: { ...pageArguments(), onlyMedia: t.arg.boolean() },
    extensions: paged('read:statuses'),
    resolve: (_root, args, context) =>
      feed(context, args, (ctx, page) => communityFeed(ctx, page, { onlyMedia: args.onlyMedia ?? false })),
  }),
  popularPosts: t.field({
    type: PostConnection,
    nullable: true,
    description: 'What is popular lately, the best first; at most four hundred.',
    args: rankedArguments(),
    extensions: paged('read:statuses'),
    resolve: (_root, args, context) =>
      rankedConnection(args, async (ranks) => kept(context, await popularPosts(context.ctx, ranks)).items),
  }),
  tagFeed: t.field({
    type: PostConnection,
    nullable: true,
    description: 'Public posts with a hashtag.',
    args: {
      ...pageArguments(),
      tag: t.arg.string({ required: true, description: 'In any spelling, without `#`.' }),
      any: t.arg.stringList({ description: `Also posts with any of these. ${names}` }),
      all: t.arg.stringList({ description: `Only posts with all of these as well. ${names}` }),
      none: t.arg.stringList({ description: `No posts with one of these. ${names}` }),
      onlyMedia: t.arg.boolean(),
    },
    extensions: paged('read:statuses'),
    resolve: (_root, { tag, any, all, none, onlyMedia, ...args }, context) =>
      feed(context, args, (ctx, page) =>
        tagFeed(ctx, tag, page, {
          any: any ?? undefined,
          all: all ?? undefined,
          none: none ?? undefined,
          onlyMedia: onlyMedia ?? false,
        }),
      ),
  }),
}));

const feed = (context: Context, args: PageArguments, read: (ctx: Ctx, page: Page) => Promise<FeedSlice>) =>
  listed(args, async (page) => kept(context, await read(context.ctx, page)));

/** A feed has read the originals of its reposts, and who wrote what: `repostOf` and `author` ask for nothing. */
function kept({ keep }: Context, slice: FeedSlice): FeedSlice {
  keep(slice.originals.values());
  return slice;
}
