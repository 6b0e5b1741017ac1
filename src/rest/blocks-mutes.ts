// Whom the viewer blocks, mutes and endorses.

import { Type } from 'typebox';
import { type Ctx, requireViewer } from '../context.ts';
import { listBlocks } from '../user/block.ts';
import { endorsementsOf } from '../user/endorse.ts';
import { listMutes } from '../user/mute.ts';
import { type Page, readPage } from '../utils/cursor.ts';
import { ACCOUNT, accountsJson } from './entities/account.ts';
import { MUTED_ACCOUNT, mutedAccountEntity } from './entities/muted-account.ts';
import { linkPages, PAGE } from './kit/pagination.ts';
import { type RestApp, route } from './kit/route.ts';

const LIST = { method: 'GET', tag: 'accounts', token: 'user', query: Type.Object(PAGE) } as const;

const ownEndorsements = (ctx: Ctx, page: Page) => endorsementsOf(ctx, requireViewer(ctx).id, page);

/** `/api/v1/blocks`, `/api/v1/mutes` and `/api/v1/endorsements`. */
export const blockMuteRoutes = (app: RestApp): void => {
  const lists = [
    ['blocks', 'read:blocks', 'Whom the viewer blocks', listBlocks],
    ['endorsements', 'read:accounts', 'Whom the viewer endorses', ownEndorsements],
  ] as const;
  for (const [name, scope, summary, list] of lists) {
    route(
      app,
      { ...LIST, path: `/api/v1/${name}`, scope, summary, response: Type.Array(ACCOUNT) },
      async (ctx, { query, request, reply }) => {
        const found = await list(ctx, readPage(query, 40, 80));
        linkPages(request, reply, found);
        return accountsJson(ctx, found.items);
      },
    );
  }
  route(
    app,
    {
      ...LIST,
      path: '/api/v1/mutes',
      scope: 'read:mutes',
      summary: 'Whom the viewer mutes',
      response: Type.Array(MUTED_ACCOUNT),
    },
    async (ctx, { query, request, reply }) => {
      const found = await listMutes(ctx, readPage(query, 40, 80));
      linkPages(request, reply, found);
      return found.items.map((muted) => mutedAccountEntity(ctx, muted));
    },
  );
};
