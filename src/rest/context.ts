// The thread around a status.

import { Type } from 'typebox';
import { threadOf } from '../feed/thread.ts';
import { countView } from '../post/view.ts';
import { CONTEXT, contextJson } from './entities/context.ts';
import { type RestApp, route } from './kit/route.ts';

/** `/api/v1/statuses/:id/context`. */
export const contextRoutes = (app: RestApp): void =>
  route(
    app,
    {
      method: 'GET',
      path: '/api/v1/statuses/:id/context',
      summary: 'What a status answers, and what answers it',
      tag: 'statuses',
      token: 'public',
      scope: 'read:statuses',
      params: Type.Object({ id: Type.String() }),
      response: CONTEXT,
    },
    async (ctx, { params }) => {
      const thread = await threadOf(ctx, params.id);
      await countView(ctx, [params.id]);
      return contextJson(ctx, thread);
    },
  );
