// Timelines: home, public, by hashtag. There is no federation, so "local" is everything and "remote" nothing.

import { Type } from 'typebox';
import { communityFeed } from '../feed/community.ts';
import { homeFeed } from '../feed/home.ts';
import { tagFeed } from '../feed/tag.ts';
import { requirePreview } from '../tenant/preview.ts';
import { readPage } from '../utils/cursor.ts';
import { STATUS } from './entities/status.ts';
import { PAGE } from './kit/pagination.ts';
import { type RestApp, route } from './kit/route.ts';
import { statusPage } from './status-page.ts';

const FLAG = Type.Optional(Type.Boolean());
const TAGS = Type.Optional(Type.Array(Type.String()));

const COMMON = {
  ...PAGE,
  local: FLAG,
  remote: Type.Optional(Type.Boolean({ description: 'Statuses of other servers: there are none.' })),
  only_media: FLAG,
};

const TIMELINE = { method: 'GET', tag: 'timelines', response: Type.Array(STATUS) } as const;

/** `/api/v1/timelines/*`. */
export const timelineRoutes = (app: RestApp): void => {
  route(
    app,
    {
      ...TIMELINE,
      path: '/api/v1/timelines/home',
      summary: 'What the viewer follows',
      token: 'user',
      scope: 'read:statuses',
      query: Type.Object(PAGE),
    },
    async (ctx, input) => statusPage(ctx, input, await homeFeed(ctx, readPage(input.query))),
  );
  publicTimeline(app);
  tagTimeline(app);
};

function publicTimeline(app: RestApp): void {
  route(
    app,
    {
      ...TIMELINE,
      path: '/api/v1/timelines/public',
      summary: 'Public statuses of the community',
      token: 'public',
      scope: 'read:statuses',
      query: Type.Object(COMMON),
    },
    async (ctx, input) => {
      requirePreview(ctx);
      if (input.query.remote) return [];
      const options = { onlyMedia: input.query.only_media };
      return statusPage(ctx, input, await communityFeed(ctx, readPage(input.query), options));
    },
  );
}

function tagTimeline(app: RestApp): void {
  route(
    app,
    {
      ...TIMELINE,
      path: '/api/v1/timelines/tag/:hashtag',
      summary: 'Public statuses with a hashtag',
      token: 'public',
      scope: 'read:statuses',
      params: Type.Object({ hashtag: Type.String() }),
      query: Type.Object({ ...COMMON, any: TAGS, all: TAGS, none: TAGS }),
    },
    async (ctx, input) => {
      requirePreview(ctx);
      const { remote, any, all, none, only_media: onlyMedia } = input.query;
      if (remote) return [];
      const page = readPage(input.query);
      return statusPage(
        ctx,
        input,
        await tagFeed(ctx, input.params.hashtag, page, { any, all, none, onlyMedia }),
      );
    },
  );
}
