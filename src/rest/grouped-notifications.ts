// The inbox in groups.

import { Type } from 'typebox';
import {
  dismissGroup,
  groupActors,
  groupByKey,
  groupedNotifications,
  unreadGroupCount,
} from '../notification/group.ts';
import { readPage } from '../utils/cursor.ts';
import { ACCOUNT, accountsJson } from './entities/account.ts';
import { readKey, readTypes } from './entities/notification.ts';
import { GROUPED_NOTIFICATIONS_RESULTS, groupedJson } from './entities/notification-group.ts';
import { linkPages, PAGE } from './kit/pagination.ts';
import { EMPTY, type RestApp, route } from './kit/route.ts';
import { INBOX_QUERY, inboxFilter, unreadLimit } from './notification-query.ts';

const READ = { method: 'GET', tag: 'notifications', token: 'user', scope: 'read:notifications' } as const;
const KEY = Type.Object({ group_key: Type.String() });

const GROUPING = {
  ...INBOX_QUERY,
  grouped_types: Type.Optional(
    Type.Array(Type.String(), {
      description: 'favourite, reblog and follow can be grouped, and are unless told.',
    }),
  ),
};

/** `/api/v2/notifications`. */
export const groupedNotificationRoutes = (app: RestApp): void => {
  listRoute(app);
  route(
    app,
    {
      ...READ,
      path: '/api/v2/notifications/unread_count',
      summary: 'How many groups have something newer than the marker',
      query: Type.Object({ limit: PAGE.limit, ...GROUPING }),
      response: Type.Object({ count: Type.Integer() }),
    },
    async (ctx, { query }) => ({
      count: await unreadGroupCount(ctx, groupFilter(query), unreadLimit(query.limit)),
    }),
  );
  groupRoutes(app);
};

function listRoute(app: RestApp): void {
  route(
    app,
    {
      ...READ,
      path: '/api/v2/notifications',
      summary: 'What concerns the viewer, in groups',
      query: Type.Object({
        ...PAGE,
        ...GROUPING,
        expand_accounts: Type.Optional(Type.Enum(['full', 'partial_avatars'])),
      }),
      response: GROUPED_NOTIFICATIONS_RESULTS,
    },
    async (ctx, { query, request, reply }) => {
      const found = await groupedNotifications(ctx, readPage(query, 40, 80), groupFilter(query));
      linkPages(request, reply, found);
      const partial = query.expand_accounts === 'partial_avatars';
      return groupedJson(ctx, { groups: found.items, actors: found.actors }, { paged: true, partial });
    },
  );
}

const groupFilter = (query: Parameters<typeof inboxFilter>[0] & { grouped_types?: string[] }) => ({
  ...inboxFilter(query),
  groupedTypes: query.grouped_types === undefined ? undefined : readTypes(query.grouped_types),
});

function groupRoutes(app: RestApp): void {
  route(
    app,
    {
      ...READ,
      path: '/api/v2/notifications/:group_key',
      summary: 'One group',
      params: KEY,
      response: GROUPED_NOTIFICATIONS_RESULTS,
    },
    async (ctx, { params }) => {
      const { group, actors } = await groupByKey(ctx, readKey(params.group_key));
      return groupedJson(ctx, { groups: [group], actors }, { paged: false });
    },
  );
  route(
    app,
    {
      ...READ,
      scope: ['write:notifications', 'read:notifications'],
      path: '/api/v2/notifications/:group_key/accounts',
      summary: 'Everybody in a group',
      params: KEY,
      query: Type.Object(PAGE),
      response: Type.Array(ACCOUNT),
    },
    async (ctx, { params, query, request, reply }) => {
      const found = await groupActors(ctx, readKey(params.group_key), readPage(query, 40, 80));
      linkPages(request, reply, found);
      return accountsJson(ctx, found.items);
    },
  );
  route(
    app,
    {
      ...READ,
      method: 'POST',
      scope: 'write:notifications',
      path: '/api/v2/notifications/:group_key/dismiss',
      summary: 'Removes a group',
      params: KEY,
    },
    async (ctx, { params }) => {
      await dismissGroup(ctx, readKey(params.group_key));
      return EMPTY;
    },
  );
}
