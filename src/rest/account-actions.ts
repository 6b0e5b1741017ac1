// What one does to an account; every answer is how things stand afterwards.

import { type Static, type TObject, Type } from 'typebox';
import type { Ctx } from '../context.ts';
import { block, unblock } from '../user/block.ts';
import { endorse, unendorse } from '../user/endorse.ts';
import { follow, removeFollower, unfollow } from '../user/follow.ts';
import { mute, unmute } from '../user/mute.ts';
import { setNote } from '../user/note.ts';
import type { Id } from '../utils/id.ts';
import { RELATIONSHIP, relationshipWith } from './entities/relationship.ts';
import { type RestApp, route } from './kit/route.ts';

const ID = Type.Object({ id: Type.String() });

const FOLLOW = Type.Object({
  reblogs: Type.Optional(Type.Boolean({ description: 'Show their reblogs in the home timeline.' })),
  notify: Type.Optional(Type.Boolean({ description: 'Be notified of every status.' })),
  languages: Type.Optional(Type.Array(Type.String(), { description: 'Only in these languages; none: all.' })),
});

const MUTE = Type.Object({
  notifications: Type.Optional(Type.Boolean({ description: 'Notifications as well; yes unless told.' })),
  duration: Type.Optional(Type.Integer({ description: 'Seconds; 0: without end.' })),
});

const NOTE = Type.Object({ comment: Type.Optional(Type.String({ description: 'Empty removes the note.' })) });

/** `POST /api/v1/accounts/:id/…`. */
export const accountActionRoutes = (app: RestApp): void => {
  action(app, 'follow', ['write:follows', 'Follow, or ask to', FOLLOW], (ctx, id, body) =>
    follow(ctx, id, {
      showReposts: body.reblogs,
      notify: body.notify,
      languages: body.languages?.filter((code) => code !== ''),
    }),
  );
  action(app, 'mute', ['write:mutes', 'Mute', MUTE], mute);
  action(app, 'note', ['write:accounts', 'Set a private note', NOTE], (ctx, id, body) =>
    setNote(ctx, id, body.comment ?? ''),
  );
  plainAction(app, 'unfollow', ['write:follows', 'Unfollow, or withdraw the request'], unfollow);
  plainAction(app, 'remove_from_followers', ['write:follows', 'Remove a follower'], removeFollower);
  plainAction(app, 'block', ['write:blocks', 'Block'], block);
  plainAction(app, 'unblock', ['write:blocks', 'Unblock'], unblock);
  plainAction(app, 'unmute', ['write:mutes', 'Unmute'], unmute);
  // `pin` is the older name, still used by Phanpy.
  for (const name of ['endorse', 'pin'])
    plainAction(app, name, ['write:accounts', 'Show on the profile'], endorse);
  for (const name of ['unendorse', 'unpin']) {
    plainAction(app, name, ['write:accounts', 'Show on the profile no longer'], unendorse);
  }
};

/** Declares one action by its name, its scope, summary and body, and the domain function behind it. */
function action<Body extends TObject>(
  app: RestApp,
  name: string,
  [scope, summary, body]: readonly [scope: string, summary: string, body: Body],
  act: (ctx: Ctx, id: Id, body: Static<Body>) => Promise<void>,
): void {
  const path = `/api/v1/accounts/:id/${name}`;
  route(
    app,
    {
      method: 'POST',
      tag: 'accounts',
      token: 'user',
      path,
      scope,
      summary,
      params: ID,
      body,
      response: RELATIONSHIP,
    },
    async (ctx, input) => {
      await act(ctx, input.params.id, input.body);
      return relationshipWith(ctx, input.params.id);
    },
  );
}

const NOTHING = Type.Object({});

const plainAction = (
  app: RestApp,
  name: string,
  [scope, summary]: readonly [scope: string, summary: string],
  act: (ctx: Ctx, id: Id) => Promise<void>,
): void => action(app, name, [scope, summary, NOTHING], act);
