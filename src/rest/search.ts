// Search for accounts, statuses and hashtags.

import { type Static, Type } from 'typebox';
import { type SearchKind, type SearchOptions, searchAll } from '../search/all.ts';
import { readPage } from '../utils/cursor.ts';
import { invalid, unauthenticated } from '../utils/error.ts';
import { isId } from '../utils/id.ts';
import { SEARCH, searchJson } from './entities/search.ts';
import { PAGE } from './kit/pagination.ts';
import { type RestApp, route } from './kit/route.ts';

const KINDS: Readonly<Record<string, SearchKind>> = {
  accounts: 'users',
  statuses: 'posts',
  hashtags: 'tags',
};

const QUERY = Type.Object({
  q: Type.String({ description: 'Words, `@name`, `#tag` or an address of this community.' }),
  type: Type.Optional(Type.Enum(['accounts', 'statuses', 'hashtags'])),
  following: Type.Optional(Type.Boolean({ description: 'Only accounts the viewer follows.' })),
  account_id: Type.Optional(Type.String({ description: 'Only statuses of this account.' })),
  max_id: PAGE.max_id,
  min_id: PAGE.min_id,
  limit: PAGE.limit,
  offset: Type.Optional(Type.Integer({ description: 'With `type` only, and signed in.' })),
});

/** `/api/v2/search`. */
export const searchRoutes = (app: RestApp): void =>
  route(
    app,
    {
      method: 'GET',
      path: '/api/v2/search',
      summary: 'Finds accounts, statuses and hashtags',
      tag: 'search',
      token: 'public',
      scope: 'read:search',
      query: QUERY,
      response: SEARCH,
    },
    async (ctx, { query }) => {
      const options = readOptions(query);
      if (options.offset !== 0 && ctx.viewer === null) {
        throw unauthenticated('Search queries pagination is not supported without authentication');
      }
      return searchJson(ctx, await searchAll(ctx, query.q, options));
    },
  );

function readOptions(query: Static<typeof QUERY>): SearchOptions {
  const { limit, maxId, minId } = readPage(query, 20, 40);
  const { account_id: authorId = '', type, following, offset = 0 } = query;
  if (query.q.trim() === '') throw invalid('q', 'blank', "can't be blank");
  if (authorId !== '' && !isId(authorId)) throw invalid('account_id', 'invalid', 'is not an id');
  return {
    limit,
    maxId,
    minId,
    following,
    offset: Math.max(0, offset),
    kind: type === undefined ? undefined : KINDS[type],
    authorId: authorId === '' ? undefined : authorId,
  };
}
