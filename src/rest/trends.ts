// What is popular lately: statuses and hashtags.

import { Type } from 'typebox';
import { popularPosts } from '../feed/popular.ts';
import { popularTags } from '../post/popular-tag.ts';
import { readPage } from '../utils/cursor.ts';
import { STATUS, statusesJson } from './entities/status.ts';
import { TAG, tagEntities } from './entities/tag.ts';
import { linkOffset } from './kit/pagination.ts';
import { type RestApp, route } from './kit/route.ts';

const RANKS = Type.Object({
  limit: Type.Optional(Type.Integer()),
  offset: Type.Optional(Type.Integer({ minimum: 0 })),
});

const TRENDS = { method: 'GET', tag: 'trends', token: 'public', query: RANKS } as const;

/** `/api/v1/trends/*`. */
export const trendRoutes = (app: RestApp): void => {
  route(
    app,
    {
      ...TRENDS,
      path: '/api/v1/trends/statuses',
      summary: 'Statuses that are popular lately',
      response: Type.Array(STATUS),
    },
    async (ctx, { query, request, reply }) => {
      const { limit } = readPage(query, 20, 40);
      const { offset = 0 } = query;
      const feed = await popularPosts(ctx, { limit, offset });
      linkOffset(request, reply, offset, limit, feed.items.length);
      return statusesJson(ctx, feed.items, feed.originals);
    },
  );
  tagTrends(app, '/api/v1/trends/tags', 'Hashtags that many people use lately');
  tagTrends(app, '/api/v1/trends', 'The same (older form)');
};

function tagTrends(app: RestApp, path: string, summary: string): void {
  route(
    app,
    { ...TRENDS, path, summary, response: Type.Array(TAG) },
    async (ctx, { query, request, reply }) => {
      const { limit } = readPage(query, 10, 20);
      const { offset = 0 } = query;
      const tags = await popularTags(ctx, { limit, offset });
      linkOffset(request, reply, offset, limit, tags.length);
      return tagEntities(ctx, tags);
    },
  );
}
