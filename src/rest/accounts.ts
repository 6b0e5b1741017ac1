// Accounts as anyone looks at them: by id or name, their followers, and how they stand to the viewer.

import { Type } from 'typebox';
import { requirePreview } from '../tenant/preview.ts';
import { endorsementsOf } from '../user/endorse.ts';
import { searchUsers } from '../user/find.ts';
import { familiarFollowers, followersOf, followingOf } from '../user/followers.ts';
import { openProfile, openProfileNamed } from '../user/open-profile.ts';
import { relationshipsOf } from '../user/relationships.ts';
import { usersById } from '../user/user.ts';
import { readPage } from '../utils/cursor.ts';
import { isId } from '../utils/id.ts';
import { ACCOUNT, accountEntity, accountJson, accountsJson } from './entities/account.ts';
import { RELATIONSHIP, relationshipEntity } from './entities/relationship.ts';
import { linkOffset, linkPages, PAGE } from './kit/pagination.ts';
import { type RestApp, route } from './kit/route.ts';

const ID = Type.Object({ id: Type.String() });
const ACCOUNTS = Type.Array(ACCOUNT);
const FAMILIAR_FOLLOWERS = Type.Array(Type.Object({ id: Type.String(), accounts: ACCOUNTS }));

/** How many ids one request may name; more are left out. */
const BATCH = 80;
const IDS = Type.Object({
  id: Type.Optional(Type.Array(Type.String(), { description: `Account ids, ${BATCH} at most.` })),
});

const SEARCH = Type.Object({
  q: Type.Optional(Type.String({ description: 'The beginning of a username or display name.' })),
  limit: Type.Optional(Type.Integer()),
  offset: Type.Optional(Type.Integer({ minimum: 0 })),
  following: Type.Optional(Type.Boolean({ description: 'Only whom the viewer follows.' })),
});

const GET = { method: 'GET', tag: 'accounts' } as const;
const OPEN = { ...GET, token: 'public', scope: 'read:accounts' } as const;
const FOLLOWS = { ...GET, token: 'user', scope: 'read:follows' } as const;

/** `/api/v1/accounts…`, reading. */
export const accountRoutes = (app: RestApp): void => {
  route(
    app,
    { ...OPEN, path: '/api/v1/accounts', summary: 'Several accounts', query: IDS, response: ACCOUNTS },
    async (ctx, { query }) => {
      requirePreview(ctx);
      const ids = batch(query.id);
      const users = await usersById(ctx, ids);
      return accountsJson(
        ctx,
        ids.flatMap((id) => users.get(id) ?? []),
      );
    },
  );
  route(
    app,
    { ...OPEN, path: '/api/v1/accounts/:id', summary: 'An account', params: ID, response: ACCOUNT },
    async (ctx, { params }) => accountJson(ctx, await openProfile(ctx, params.id)),
  );
  route(
    app,
    {
      ...OPEN,
      path: '/api/v1/accounts/lookup',
      summary: 'An account by name',
      query: Type.Object({
        acct: Type.Optional(Type.String({ description: '`name` or `name@this.host`.' })),
      }),
      response: ACCOUNT,
    },
    async (ctx, { query }) => accountJson(ctx, await openProfileNamed(ctx, query.acct ?? '')),
  );
  listRoutes(app);
  viewerRoutes(app);
};

/** Whom an account follows, is followed by, and endorses. */
function listRoutes(app: RestApp): void {
  const lists = { followers: followersOf, following: followingOf, endorsements: endorsementsOf };
  for (const [name, list] of Object.entries(lists)) {
    const spec = { ...OPEN, path: `/api/v1/accounts/:id/${name}`, summary: `An account's ${name}` };
    route(
      app,
      { ...spec, params: ID, query: Type.Object(PAGE), response: ACCOUNTS },
      async (ctx, { params, query, request, reply }) => {
        const found = await list(ctx, params.id, readPage(query, 40, 80));
        linkPages(request, reply, found);
        return accountsJson(ctx, found.items);
      },
    );
  }
}

/** What depends on who asks. */
function viewerRoutes(app: RestApp): void {
  route(
    app,
    {
      ...FOLLOWS,
      path: '/api/v1/accounts/relationships',
      summary: 'How accounts stand to the viewer',
      query: IDS,
      response: Type.Array(RELATIONSHIP),
    },
    async (ctx, { query }) => {
      const ids = batch(query.id);
      const found = await relationshipsOf(ctx, ids);
      return ids.flatMap((id) => found.get(id) ?? []).map(relationshipEntity);
    },
  );
  route(
    app,
    {
      ...FOLLOWS,
      path: '/api/v1/accounts/familiar_followers',
      summary: 'Who of those the viewer follows follows these accounts',
      query: IDS,
      response: FAMILIAR_FOLLOWERS,
    },
    async (ctx, { query }) => {
      const found = await familiarFollowers(ctx, batch(query.id));
      return Array.from(found, ([id, users]) => ({
        id,
        accounts: users.map((user) => accountEntity(ctx, user)),
      }));
    },
  );
  const spec = { ...GET, token: 'user', scope: 'read:accounts', path: '/api/v1/accounts/search' } as const;
  route(
    app,
    { ...spec, summary: 'Accounts by the beginning of a name', query: SEARCH, response: ACCOUNTS },
    async (ctx, { query, request, reply }) => {
      const { limit } = readPage(query, 40, 80);
      const { offset = 0, following } = query;
      const users = await searchUsers(ctx, query.q ?? '', { limit, offset, following });
      linkOffset(request, reply, offset, limit, users.length);
      return accountsJson(ctx, users);
    },
  );
}

/** What is no id names nobody. */
const batch = (ids: readonly string[] = []): string[] => [...new Set(ids.filter(isId))].slice(0, BATCH);
