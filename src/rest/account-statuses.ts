// The statuses of one account.

import { Type } from 'typebox';
import { accountFeed } from '../feed/account.ts';
import { readPage } from '../utils/cursor.ts';
import { STATUS } from './entities/status.ts';
import { PAGE } from './kit/pagination.ts';
import { type RestApp, route } from './kit/route.ts';
import { statusPage } from './status-page.ts';

const FLAG = Type.Optional(Type.Boolean());

/** `/api/v1/accounts/:id/statuses`. */
export const accountStatusRoutes = (app: RestApp): void =>
  route(
    app,
    {
      method: 'GET',
      path: '/api/v1/accounts/:id/statuses',
      summary: 'Statuses of an account, those the viewer may see',
      tag: 'accounts',
      token: 'public',
      scope: 'read:statuses',
      params: Type.Object({ id: Type.String() }),
      query: Type.Object({
        ...PAGE,
        only_media: FLAG,
        exclude_replies: FLAG,
        exclude_reblogs: FLAG,
        pinned: Type.Optional(Type.Boolean({ description: 'Pinned statuses only, all on one page.' })),
        tagged: Type.Optional(Type.String({ description: 'A hashtag.' })),
      }),
      response: Type.Array(STATUS),
    },
    async (ctx, input) => {
      const { query } = input;
      const feed = await accountFeed(ctx, input.params.id, readPage(query), {
        onlyMedia: query.only_media,
        excludeReplies: query.exclude_replies,
        excludeReposts: query.exclude_reblogs,
        pinned: query.pinned,
        tagged: query.tagged || undefined,
      });
      return statusPage(ctx, input, feed);
    },
  );
