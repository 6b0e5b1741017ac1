// Requests to follow the viewer's locked account.

import { Type } from 'typebox';
import { approveFollow, listFollowRequests, rejectFollow } from '../user/follow-request.ts';
import { readPage } from '../utils/cursor.ts';
import { ACCOUNT, accountsJson } from './entities/account.ts';
import { RELATIONSHIP, relationshipWith } from './entities/relationship.ts';
import { linkPages, PAGE } from './kit/pagination.ts';
import { type RestApp, route } from './kit/route.ts';

const PARAMS = Type.Object({ account_id: Type.String() });

/** `/api/v1/follow_requests…`. */
export const followRequestRoutes = (app: RestApp): void => {
  const common = { tag: 'accounts', token: 'user' } as const;
  const path = '/api/v1/follow_requests';
  route(
    app,
    {
      ...common,
      method: 'GET',
      path,
      scope: 'read:follows',
      summary: 'Who asks to follow the viewer',
      query: Type.Object(PAGE),
      response: Type.Array(ACCOUNT),
    },
    async (ctx, { query, request, reply }) => {
      const found = await listFollowRequests(ctx, readPage(query, 40, 80));
      linkPages(request, reply, found);
      return accountsJson(ctx, found.items);
    },
  );
  const answers = { authorize: approveFollow, reject: rejectFollow };
  for (const [name, answer] of Object.entries(answers)) {
    const spec = { ...common, method: 'POST', path: `${path}/:account_id/${name}` } as const;
    const summary = name === 'authorize' ? 'Accept a request to follow' : 'Reject a request to follow';
    route(
      app,
      { ...spec, scope: 'write:follows', summary, params: PARAMS, response: RELATIONSHIP },
      async (ctx, { params }) => {
        await answer(ctx, params.account_id);
        return relationshipWith(ctx, params.account_id);
      },
    );
  }
};
