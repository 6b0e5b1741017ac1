// Accounts to discover: suggestions for the viewer, and the directory for everybody.

import { Type } from 'typebox';
import { newestUsers, recentUsers } from '../user/find.ts';
import { dismissSuggestion, suggestUsers } from '../user/suggest.ts';
import { readPage } from '../utils/cursor.ts';
import { ACCOUNT, accountsJson } from './entities/account.ts';
import { SUGGESTION, suggestionEntity } from './entities/suggestion.ts';
import { linkOffset } from './kit/pagination.ts';
import { EMPTY, type RestApp, route } from './kit/route.ts';

const LIMIT = Type.Object({ limit: Type.Optional(Type.Integer()) });

const DIRECTORY = Type.Object({
  limit: Type.Optional(Type.Integer()),
  offset: Type.Optional(Type.Integer({ minimum: 0 })),
  order: Type.Optional(Type.Enum(['active', 'new'], { description: 'Who posted last, or who came last.' })),
});

/** `/api/v1|v2/suggestions` and `/api/v1/directory`. */
export const suggestionRoutes = (app: RestApp): void => {
  const common = { tag: 'suggestions', token: 'user', scope: 'read' } as const;
  const get = { ...common, method: 'GET', query: LIMIT } as const;
  route(
    app,
    {
      ...get,
      path: '/api/v2/suggestions',
      summary: 'Accounts to follow, and why',
      response: Type.Array(SUGGESTION),
    },
    async (ctx, { query }) => {
      const found = await suggestUsers(ctx, readPage(query, 40, 80).limit);
      return found.map((suggestion) => suggestionEntity(ctx, suggestion));
    },
  );
  route(
    app,
    {
      ...get,
      path: '/api/v1/suggestions',
      summary: 'Accounts to follow (older form)',
      response: Type.Array(ACCOUNT),
    },
    async (ctx, { query }) => {
      const found = await suggestUsers(ctx, readPage(query, 40, 80).limit);
      return accountsJson(
        ctx,
        found.map((suggestion) => suggestion.user),
      );
    },
  );
  route(
    app,
    {
      ...common,
      method: 'DELETE',
      path: '/api/v1/suggestions/:account_id',
      summary: 'Never suggest this account again',
      params: Type.Object({ account_id: Type.String() }),
    },
    async (ctx, { params }) => {
      await dismissSuggestion(ctx, params.account_id);
      return EMPTY;
    },
  );
  directoryRoute(app);
};

function directoryRoute(app: RestApp): void {
  const summary = 'Accounts that want to be found';
  route(
    app,
    {
      method: 'GET',
      tag: 'instance',
      token: 'public',
      path: '/api/v1/directory',
      summary,
      query: DIRECTORY,
      response: Type.Array(ACCOUNT),
    },
    async (ctx, { query, request, reply }) => {
      const { limit } = readPage(query, 40, 80);
      const { offset = 0, order = 'active' } = query;
      const users = await (order === 'new' ? newestUsers : recentUsers)(ctx, { limit, offset });
      linkOffset(request, reply, offset, limit, users.length);
      return accountsJson(ctx, users);
    },
  );
}
