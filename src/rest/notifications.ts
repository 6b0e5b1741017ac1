// The inbox, one notification at a time.

import { Type } from 'typebox';
import {
  clear,
  dismiss,
  dismissMany,
  notificationById,
  notifications,
  unreadCount,
} from '../notification/inbox.ts';
import { readPage } from '../utils/cursor.ts';
import { NOTIFICATION, notificationsJson, readTypes } from './entities/notification.ts';
import { linkPages, PAGE } from './kit/pagination.ts';
import { EMPTY, type RestApp, route } from './kit/route.ts';
import { INBOX_QUERY, inboxFilter, unreadLimit } from './notification-query.ts';

const READ = { method: 'GET', tag: 'notifications', token: 'user', scope: 'read:notifications' } as const;
const WRITE = { tag: 'notifications', token: 'user', scope: 'write:notifications' } as const;
const ID = Type.Object({ id: Type.String() });
const IDS = Type.Object({ ids: Type.Optional(Type.Array(Type.String())) });

/** `/api/v1/notifications`, but for requests. */
export const notificationRoutes = (app: RestApp): void => {
  route(
    app,
    {
      ...READ,
      path: '/api/v1/notifications',
      summary: 'What concerns the viewer',
      query: Type.Object({ ...PAGE, ...INBOX_QUERY }),
      response: Type.Array(NOTIFICATION),
    },
    async (ctx, { query, request, reply }) => {
      const found = await notifications(ctx, readPage(query, 40, 80), inboxFilter(query));
      linkPages(request, reply, found);
      return notificationsJson(ctx, found.items);
    },
  );
  route(
    app,
    {
      ...READ,
      path: '/api/v1/notifications/unread_count',
      summary: 'How many are newer than the marker',
      query: Type.Object({ limit: PAGE.limit, ...INBOX_QUERY }),
      response: Type.Object({ count: Type.Integer() }),
    },
    async (ctx, { query }) => ({
      count: await unreadCount(ctx, inboxFilter(query), unreadLimit(query.limit)),
    }),
  );
  route(
    app,
    {
      ...READ,
      path: '/api/v1/notifications/:id',
      summary: 'One notification',
      params: ID,
      response: NOTIFICATION,
    },
    async (ctx, { params }) => {
      const item = await notificationById(ctx, params.id, { types: readTypes(undefined) });
      return (await notificationsJson(ctx, [item])).slice(1, -1);
    },
  );
  dismissRoutes(app);
};

function dismissRoutes(app: RestApp): void {
  route(
    app,
    {
      ...WRITE,
      method: 'POST',
      path: '/api/v1/notifications/:id/dismiss',
      summary: 'Removes one notification',
      params: ID,
    },
    async (ctx, { params }) => {
      await dismiss(ctx, params.id);
      return EMPTY;
    },
  );
  route(
    app,
    {
      ...WRITE,
      method: 'DELETE',
      path: '/api/v1/notifications/destroy_multiple',
      summary: 'Removes several notifications',
      query: IDS,
      body: IDS,
    },
    async (ctx, { query, body }) => {
      await dismissMany(ctx, [...(query.ids ?? []), ...(body.ids ?? [])]);
      return EMPTY;
    },
  );
  for (const version of ['v1', 'v2'] as const) {
    route(
      app,
      { ...WRITE, method: 'POST', path: `/api/${version}/notifications/clear`, summary: 'Empties the inbox' },
      async (ctx) => {
        await clear(ctx);
        return EMPTY;
      },
    );
  }
}
