// Notifications the policy holds back, as one request per account.

import { Type } from 'typebox';
import type { Ctx } from '../context.ts';
import {
  acceptRequests,
  dismissRequests,
  notificationRequest,
  notificationRequests,
} from '../notification/requests.ts';
import { readPage } from '../utils/cursor.ts';
import { notFound } from '../utils/error.ts';
import { NOTIFICATION_REQUEST, notificationRequestsJson } from './entities/notification-request.ts';
import { linkPages, PAGE } from './kit/pagination.ts';
import { EMPTY, type RestApp, route } from './kit/route.ts';

const BASE = '/api/v1/notifications/requests';
const READ = { method: 'GET', tag: 'notifications', token: 'user', scope: 'read:notifications' } as const;
const WRITE = { method: 'POST', tag: 'notifications', token: 'user', scope: 'write:notifications' } as const;
const ID = Type.Object({ id: Type.String() });

/** `/api/v1/notifications/requests`. */
export const notificationRequestRoutes = (app: RestApp): void => {
  route(
    app,
    {
      ...READ,
      path: BASE,
      summary: 'Accounts whose notifications wait',
      query: Type.Object(PAGE),
      response: Type.Array(NOTIFICATION_REQUEST),
    },
    async (ctx, { query, request, reply }) => {
      const found = await notificationRequests(ctx, readPage(query, 40, 80));
      linkPages(request, reply, found);
      return notificationRequestsJson(ctx, found.items);
    },
  );
  route(
    app,
    {
      ...READ,
      path: `${BASE}/merged`,
      summary: 'Whether accepted notifications are in the inbox: always, at once',
      response: Type.Object({ merged: Type.Boolean() }),
    },
    () => ({ merged: true }),
  );
  route(
    app,
    { ...READ, path: `${BASE}/:id`, summary: 'One request', params: ID, response: NOTIFICATION_REQUEST },
    async (ctx, { params }) => {
      const found = await notificationRequest(ctx, params.id);
      return (await notificationRequestsJson(ctx, [found])).slice(1, -1);
    },
  );
  answerRoutes(app, 'accept', 'Lets an account’s notifications in, now and from now on', acceptRequests);
  answerRoutes(app, 'dismiss', 'Removes the notifications that wait', dismissRequests);
};

/** An answer to one request, and the same to several. */
function answerRoutes(
  app: RestApp,
  name: 'accept' | 'dismiss',
  summary: string,
  answer: (ctx: Ctx, ids: readonly string[]) => Promise<number>,
): void {
  route(app, { ...WRITE, path: `${BASE}/:id/${name}`, summary, params: ID }, async (ctx, { params }) => {
    if ((await answer(ctx, [params.id])) === 0) throw notFound();
    return EMPTY;
  });
  route(
    app,
    { ...WRITE, path: `${BASE}/${name}`, summary, body: Type.Object({ id: Type.Array(Type.String()) }) },
    async (ctx, { body }) => {
      await answer(ctx, body.id);
      return EMPTY;
    },
  );
}
