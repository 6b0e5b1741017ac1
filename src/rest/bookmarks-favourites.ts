// What the viewer keeps. The cursors are those of the bookmark or favourite, found in the Link header only.

import { Type } from 'typebox';
import { bookmarks, likes } from '../feed/saved.ts';
import { readPage } from '../utils/cursor.ts';
import { STATUS } from './entities/status.ts';
import { PAGE } from './kit/pagination.ts';
import { type RestApp, route } from './kit/route.ts';
import { statusPage } from './status-page.ts';

const LISTS = [
  ['bookmarks', 'Statuses the viewer bookmarked', bookmarks],
  ['favourites', 'Statuses the viewer favourited', likes],
] as const;

/** `/api/v1/bookmarks` and `/api/v1/favourites`. */
export const bookmarkFavouriteRoutes = (app: RestApp): void => {
  for (const [name, summary, list] of LISTS) {
    route(
      app,
      {
        method: 'GET',
        path: `/api/v1/${name}`,
        summary,
        tag: 'statuses',
        token: 'user',
        scope: `read:${name}`,
        query: Type.Object(PAGE),
        response: Type.Array(STATUS),
      },
      async (ctx, input) => statusPage(ctx, input, await list(ctx, readPage(input.query))),
    );
  }
};
