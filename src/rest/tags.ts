// Hashtags: looked up, followed, and shown on profiles.

import { Type } from 'typebox';
import { requireViewer } from '../context.ts';
import { featuredTags, featureTag, unfeatureTag } from '../post/featured-tag.ts';
import { tagByName } from '../post/tag.ts';
import { followedTags, followTag, unfollowTag } from '../post/tag-follow.ts';
import { readPage } from '../utils/cursor.ts';
import { FEATURED_TAG, featuredTagEntity } from './entities/featured-tag.ts';
import { TAG, tagEntities } from './entities/tag.ts';
import { linkPages, PAGE } from './kit/pagination.ts';
import { EMPTY, type RestApp, route } from './kit/route.ts';

const NAME = Type.Object({ name: Type.String() });
const ID = Type.Object({ id: Type.String() });

/** `/api/v1/tags`, `/api/v1/followed_tags`, `/api/v1/featured_tags` and those of an account. */
export const tagRoutes = (app: RestApp): void => {
  oneTagRoutes(app);
  followedRoutes(app);
  featuredRoutes(app);
};

function oneTagRoutes(app: RestApp): void {
  const write = { method: 'POST', token: 'user', scope: 'write:follows' } as const;
  const routes = [
    [{ method: 'GET', token: 'public' } as const, '/api/v1/tags/:name', 'A hashtag', tagByName],
    [write, '/api/v1/tags/:name/follow', 'Follow', followTag],
    [write, '/api/v1/tags/:name/unfollow', 'Stop following', unfollowTag],
  ] as const;
  for (const [access, path, summary, act] of routes) {
    route(
      app,
      { ...access, path, summary, tag: 'tags', params: NAME, response: TAG },
      async (ctx, { params }) => {
        const [entity] = await tagEntities(ctx, [await act(ctx, params.name)]);
        return entity;
      },
    );
  }
}

function followedRoutes(app: RestApp): void {
  route(
    app,
    {
      method: 'GET',
      path: '/api/v1/followed_tags',
      summary: 'The hashtags the viewer follows',
      tag: 'tags',
      token: 'user',
      scope: 'read:follows',
      query: Type.Object(PAGE),
      response: Type.Array(TAG),
    },
    async (ctx, { query, request, reply }) => {
      const found = await followedTags(ctx, readPage(query, 100, 200));
      linkPages(request, reply, found);
      return tagEntities(ctx, found.items);
    },
  );
}

function featuredRoutes(app: RestApp): void {
  const path = '/api/v1/featured_tags';
  const own = { tag: 'tags', token: 'user' } as const;
  const list = { method: 'GET', response: Type.Array(FEATURED_TAG) } as const;
  route(
    app,
    { ...own, ...list, path, scope: 'read:accounts', summary: 'The hashtags on the own profile' },
    async (ctx) =>
      (await featuredTags(ctx, requireViewer(ctx).id)).map((tag) =>
        featuredTagEntity(ctx.tenant.origin, tag),
      ),
  );
  route(
    app,
    {
      ...list,
      path: '/api/v1/accounts/:id/featured_tags',
      tag: 'tags',
      token: 'public',
      params: ID,
      summary: "The hashtags on somebody's profile",
    },
    async (ctx, { params }) =>
      (await featuredTags(ctx, params.id)).map((tag) => featuredTagEntity(ctx.tenant.origin, tag)),
  );
  const write = { ...own, scope: 'write:accounts' } as const;
  route(
    app,
    {
      ...write,
      method: 'POST',
      path,
      summary: 'Show a hashtag on the own profile',
      body: NAME,
      response: FEATURED_TAG,
    },
    async (ctx, { body }) => featuredTagEntity(ctx.tenant.origin, await featureTag(ctx, body.name)),
  );
  route(
    app,
    { ...write, method: 'DELETE', path: `${path}/:id`, summary: 'Show it no longer', params: ID },
    async (ctx, { params }) => {
      await unfeatureTag(ctx, params.id);
      return EMPTY;
    },
  );
}
