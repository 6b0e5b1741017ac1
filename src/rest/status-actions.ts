// What people do with a status. Every answer is the status as it is then; doing a thing twice is harmless.

import { Type } from 'typebox';
import type { Ctx } from '../context.ts';
import { bookmarkPost, unbookmarkPost } from '../post/bookmark.ts';
import { likePost, unlikePost } from '../post/like.ts';
import { pinPost, unpinPost } from '../post/pin.ts';
import { repost, unrepost } from '../post/repost.ts';
import { muteThread, unmuteThread } from '../post/thread-mute.ts';
import type { Id } from '../utils/id.ts';
import { STATUS, statusByIdJson } from './entities/status.ts';
import { readVisibility, VISIBILITIES, type WireVisibility } from './entities/visibility.ts';
import { type RestApp, route } from './kit/route.ts';

const ID = Type.Object({ id: Type.String() });
const ACTION = { method: 'POST', tag: 'statuses', token: 'user', params: ID, response: STATUS } as const;

type Act = (ctx: Ctx, id: Id) => Promise<unknown>;

const ACTIONS: readonly (readonly [name: string, scope: string, summary: string, act: Act])[] = [
  ['favourite', 'write:favourites', 'Favourite', likePost],
  ['unfavourite', 'write:favourites', 'Take a favourite back', unlikePost],
  ['bookmark', 'write:bookmarks', 'Bookmark', bookmarkPost],
  ['unbookmark', 'write:bookmarks', 'Remove a bookmark', unbookmarkPost],
  ['mute', 'write:mutes', 'No more notifications from its thread', muteThread],
  ['unmute', 'write:mutes', 'Notifications from its thread again', unmuteThread],
  ['pin', 'write:accounts', 'Pin to the own profile', pinPost],
  ['unpin', 'write:accounts', 'Unpin', unpinPost],
];

/** `POST /api/v1/statuses/:id/<action>`. */
export const statusActionRoutes = (app: RestApp): void => {
  for (const [name, scope, summary, act] of ACTIONS) {
    route(
      app,
      { ...ACTION, path: `/api/v1/statuses/:id/${name}`, scope, summary },
      async (ctx, { params }) => {
        await act(ctx, params.id);
        return statusByIdJson(ctx, params.id);
      },
    );
  }
  reblogRoutes(app);
};

function reblogRoutes(app: RestApp): void {
  const [path, undo] = ['/api/v1/statuses/:id/reblog', '/api/v1/statuses/:id/unreblog'];
  const scope = 'write:statuses';
  const body = Type.Object({
    visibility: Type.Optional(Type.Unsafe<WireVisibility>({ type: 'string', enum: [...VISIBILITIES] })),
  });
  route(
    app,
    { ...ACTION, path, scope, summary: 'Reblog; answers with the reblog', body },
    async (ctx, { params, body }) => {
      const visibility = body.visibility && readVisibility(body.visibility);
      return statusByIdJson(ctx, await repost(ctx, params.id, { visibility }));
    },
  );
  const limit = { max: 30, minutes: 30, group: 'delete' };
  route(
    app,
    { ...ACTION, path: undo, scope, summary: 'Take a reblog back; answers with the original', limit },
    async (ctx, { params }) => statusByIdJson(ctx, await unrepost(ctx, params.id)),
  );
}
