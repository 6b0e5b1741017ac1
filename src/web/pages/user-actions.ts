// What the buttons beside people do. Repeating any of them is harmless.

import type { Ctx } from '../../context.ts';
import { unblock } from '../../user/block.ts';
import { endorse, unendorse } from '../../user/endorse.ts';
import { follow, removeFollower, unfollow } from '../../user/follow.ts';
import { approveFollow, rejectFollow } from '../../user/follow-request.ts';
import type { FollowOptions } from '../../user/follow-row.ts';
import { unmute } from '../../user/mute.ts';
import { type Relationship, relationshipsOf } from '../../user/relationships.ts';
import { dismissSuggestion } from '../../user/suggest.ts';
import { usersById } from '../../user/user.ts';
import { conflict, notFound } from '../../utils/error.ts';
import { type Id, isId } from '../../utils/id.ts';
import { followWords } from '../components/follow-button.tsx';
import { type Answer, acted, memberAction, type WebApp } from '../kit/page.ts';
import type { Visit } from '../kit/visit.ts';

interface Act {
  readonly act: (ctx: Ctx, userId: Id) => Promise<unknown>;
  /** Whether the button that did it shows as pressed. */
  readonly pressed: (relation: Relationship) => boolean;
}

const asked = ({ following, requested }: Relationship): boolean => following || requested;

const ACTS: Readonly<Record<string, Act>> = {
  follow: { act: (ctx, id) => follow(ctx, id), pressed: asked },
  unfollow: { act: unfollow, pressed: asked },
  unblock: { act: unblock, pressed: ({ blocking }) => blocking },
  unmute: { act: unmute, pressed: ({ muting }) => muting },
  remove: { act: removeFollower, pressed: ({ followedBy }) => followedBy },
  endorse: { act: endorse, pressed: ({ endorsed }) => endorsed },
  unendorse: { act: unendorse, pressed: ({ endorsed }) => endorsed },
  notify: { act: following({ notify: true }), pressed: ({ notifying }) => notifying },
  unnotify: { act: following({ notify: false }), pressed: ({ notifying }) => notifying },
  'show-reposts': { act: following({ showReposts: true }), pressed: ({ showingReposts }) => showingReposts },
  'hide-reposts': { act: following({ showReposts: false }), pressed: ({ showingReposts }) => showingReposts },
  approve: { act: decide(approveFollow), pressed: ({ followedBy }) => followedBy },
  reject: { act: decide(rejectFollow), pressed: ({ followedBy }) => followedBy },
  dismiss: { act: dismissSuggestion, pressed: () => true },
};

export const userActionPages = (app: WebApp): void => {
  for (const [name, { act, pressed }] of Object.entries(ACTS)) {
    memberAction(app, `/users/:id/${name}`, async (visit) => {
      const id = userIdOf(visit);
      await act(visit.ctx, id);
      return done(visit, id, pressed);
    });
  }
};

/** The person an action is about; what cannot be an id is not found. */
export function userIdOf(visit: Visit): Id {
  const id = visit.param('id');
  if (!isId(id)) throw notFound();
  return id;
}

/** What the script needs to show of the person afterwards. */
export async function done(
  visit: Visit,
  id: Id,
  pressed: (relation: Relationship) => boolean,
): Promise<Answer> {
  if (!visit.wantsData) return acted(visit);
  const [users, relations] = await Promise.all([
    usersById(visit.ctx, [id]),
    relationshipsOf(visit.ctx, [id]),
  ]);
  const [user, relation] = [users.get(id), relations.get(id)];
  if (user === undefined || relation === undefined) throw notFound();
  const words = followWords(visit.t, user, relation);
  return acted(visit, {
    pressed: pressed(relation),
    state: relation.following ? 'following' : relation.requested ? 'requested' : 'none',
    ...(pressed === asked && { label: asked(relation) ? words.on : words.off }),
    followers: user.followerCount,
  });
}

/** Changes how somebody is followed, without beginning to. */
function following(options: FollowOptions): Act['act'] {
  return async (ctx, id) => {
    const relation = await relationTo(ctx, id);
    if (!asked(relation)) throw conflict('Follow this person first');
    await follow(ctx, id, options);
  };
}

/** A request that is no longer there has been decided, or withdrawn. */
function decide(how: Act['act']): Act['act'] {
  return async (ctx, id) => {
    if ((await relationTo(ctx, id)).requestedBy) await how(ctx, id);
  };
}

async function relationTo(ctx: Ctx, id: Id): Promise<Relationship> {
  const relation = (await relationshipsOf(ctx, [id])).get(id);
  if (relation === undefined) throw notFound();
  return relation;
}
