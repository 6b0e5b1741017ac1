// Statuses: written, looked up, edited, deleted, and who liked or reblogged them.

import { Type } from 'typebox';
import { createPost } from '../post/create.ts';
import { deletePost } from '../post/delete.ts';
import { editPost } from '../post/edit.ts';
import { editsOf } from '../post/history.ts';
import { likersOf } from '../post/like.ts';
import { postById, postsWithOriginals } from '../post/post.ts';
import { repostersOf } from '../post/repost.ts';
import { countView } from '../post/view.ts';
import { userById, usersById } from '../user/user.ts';
import { readPage } from '../utils/cursor.ts';
import { notFound } from '../utils/error.ts';
import { isId } from '../utils/id.ts';
import { ACCOUNT, accountsJson } from './entities/account.ts';
import { NEW_STATUS, readNewStatus, readStatusPatch, STATUS_PATCH } from './entities/new-status.ts';
import { STATUS, statusByIdJson, statusEntity, statusesJson } from './entities/status.ts';
import { STATUS_EDIT, statusEditEntity } from './entities/status-edit.ts';
import { STATUS_SOURCE, statusSourceEntity } from './entities/status-source.ts';
import { linkPages, PAGE } from './kit/pagination.ts';
import { type RestApp, route } from './kit/route.ts';

const ID = Type.Object({ id: Type.String() });
const READ = { method: 'GET', tag: 'statuses', token: 'public', scope: 'read:statuses' } as const;
const WRITE = { tag: 'statuses', token: 'user', scope: 'write:statuses' } as const;

/** More ids than this in one lookup are left out. */
const MOST_IDS = 100;

/** `/api/v1/statuses` and what is read of one status. */
export const statusRoutes = (app: RestApp): void => {
  writeRoutes(app);
  lookupRoutes(app);
  versionRoutes(app);
  peopleRoutes(app);
};

function writeRoutes(app: RestApp): void {
  const path = '/api/v1/statuses/:id';
  route(
    app,
    {
      ...WRITE,
      method: 'POST',
      path: '/api/v1/statuses',
      summary: 'Post',
      body: NEW_STATUS,
      response: STATUS,
    },
    async (ctx, { body, request }) =>
      statusByIdJson(ctx, await createPost(ctx, readNewStatus(body, request.headers['idempotency-key']))),
  );
  route(
    app,
    { ...WRITE, method: 'PUT', path, summary: 'Edit', params: ID, body: STATUS_PATCH, response: STATUS },
    async (ctx, { params, body }) => {
      await editPost(ctx, params.id, readStatusPatch(body));
      return statusByIdJson(ctx, params.id);
    },
  );
  const deletion = Type.Object({
    delete_media: Type.Optional(
      Type.Boolean({ description: 'Otherwise they stay for a day, to be posted anew.' }),
    ),
  });
  const limit = { max: 30, minutes: 30, group: 'delete' };
  const input = { params: ID, query: deletion, body: deletion, limit };
  route(
    app,
    {
      ...WRITE,
      ...input,
      method: 'DELETE',
      path,
      summary: 'Delete; answers with the text',
      response: STATUS,
    },
    async (ctx, { params, query, body }) => {
      const thorough = query.delete_media ?? body.delete_media ?? false;
      const post = await deletePost(ctx, params.id, { media: thorough ? 'delete' : 'keep' });
      const originals = await postsWithOriginals(ctx, post.repostOfId === null ? [] : [post.repostOfId]);
      // Asked anew: what was read before the deletion counts the post.
      const authors = await usersById(
        ctx,
        [post, ...originals.values()].map(({ authorId }) => authorId),
      );
      const entity = statusEntity(ctx, post, authors, originals);
      return { ...entity, text: post.body.text };
    },
  );
}

function lookupRoutes(app: RestApp): void {
  const ids = Type.Object({
    id: Type.Optional(Type.Array(Type.String(), { description: `At most ${MOST_IDS}.` })),
  });
  route(
    app,
    { ...READ, path: '/api/v1/statuses', summary: 'Several by id', query: ids, response: Type.Array(STATUS) },
    async (ctx, { query }) => {
      const wanted = [...new Set(query.id ?? [])].filter(isId).slice(0, MOST_IDS);
      const posts = await postsWithOriginals(ctx, wanted);
      const found = wanted.flatMap((id) => posts.get(id) ?? []);
      return statusesJson(ctx, found, posts);
    },
  );
  route(
    app,
    { ...READ, path: '/api/v1/statuses/:id', summary: 'One status', params: ID, response: STATUS },
    async (ctx, { params }) => {
      const [json] = await Promise.all([statusByIdJson(ctx, params.id), countView(ctx, [params.id])]);
      return json;
    },
  );
}

function versionRoutes(app: RestApp): void {
  const [history, source] = ['/api/v1/statuses/:id/history', '/api/v1/statuses/:id/source'];
  route(
    app,
    {
      ...READ,
      path: history,
      summary: 'Its versions, the first first',
      params: ID,
      response: Type.Array(STATUS_EDIT),
    },
    async (ctx, { params }) => {
      const { post, versions } = await editsOf(ctx, params.id);
      const author = await userById(ctx, post.authorId);
      if (author === undefined) throw notFound();
      return versions.map((version) => statusEditEntity(ctx, version, author));
    },
  );
  route(
    app,
    { ...READ, token: 'app', path: source, summary: 'As typed', params: ID, response: STATUS_SOURCE },
    async (ctx, { params }) => statusSourceEntity(await postById(ctx, params.id)),
  );
}

function peopleRoutes(app: RestApp): void {
  const lists = [
    ['favourited_by', 'Who favourited it', likersOf],
    ['reblogged_by', 'Who reblogged it', repostersOf],
  ] as const;
  for (const [name, summary, list] of lists) {
    const path = `/api/v1/statuses/:id/${name}`;
    const input = { params: ID, query: Type.Object(PAGE) };
    route(
      app,
      { ...READ, ...input, path, summary, response: Type.Array(ACCOUNT) },
      async (ctx, { params, query, request, reply }) => {
        const people = await list(ctx, params.id, readPage(query, 40, 80));
        linkPages(request, reply, people);
        return accountsJson(ctx, people.items);
      },
    );
  }
}
