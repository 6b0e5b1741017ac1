// Requests to follow a locked account. Only who was asked lists, approves or rejects them; who asked may
// withdraw (`unfollow`). Unlocking the account leaves pending requests pending.

import { type Ctx, requireViewer, type Tx, transaction } from '../context.ts';
import type { Page, Slice } from '../utils/cursor.ts';
import { keyset, statement } from '../utils/db/statement.ts';
import { notFound } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';
import { enqueue } from '../utils/queue.ts';
import { dropRequest, putFollow } from './follow-row.ts';
import { notify, retract } from './notify.ts';
import { lockPair } from './pair.ts';
import { type PersonRow, peopleSlice } from './people-slice.ts';
import type { User } from './user.ts';

// Uses follow_request_by_followee.
const requests = keyset<PersonRow>(
  'follow-requests',
  (order) => `select id as cursor, follower_id as "userId" from tenant.follow_request
    where followee_id = $1 and id > $2 and id < $3 order by id ${order} limit $4`,
);

const isFollower = statement<{ found: true }>(
  'is-follower',
  'select true as found from tenant.follow where follower_id = $1 and followee_id = $2',
);

/** Who asks to follow the viewer, newest first. */
export async function listFollowRequests(ctx: Ctx, page: Page): Promise<Slice<User>> {
  const viewer = requireViewer(ctx);
  return peopleSlice(ctx, page, await ctx.db.page(requests, page, viewer.id));
}

/**
 * Lets somebody who asked follow the viewer, as they asked to (reposts, languages), and tells them.
 * Harmless when they follow already; 'not-found' when they never asked.
 */
export async function approveFollow(ctx: Ctx, followerId: Id): Promise<void> {
  const viewer = requireViewer(ctx);
  await transaction(ctx, async (tx) => {
    await lockPair(tx, viewer.id, followerId);
    const options = await takeRequest(tx, viewer.id, followerId);
    if (options === undefined) {
      if (await tx.db.row(isFollower, followerId, viewer.id)) return;
      throw notFound();
    }
    if (!(await putFollow(tx, followerId, viewer.id, options))) return;
    await notify(tx, { userId: followerId, type: 'follow-approved', actorId: viewer.id });
    await enqueue(tx, 'feed/merge', { userId: followerId, authorId: viewer.id });
  });
}

/** Refuses a request to follow the viewer, without telling; 'not-found' when there is none. */
export async function rejectFollow(ctx: Ctx, followerId: Id): Promise<void> {
  const viewer = requireViewer(ctx);
  await transaction(ctx, async (tx) => {
    await lockPair(tx, viewer.id, followerId);
    if ((await takeRequest(tx, viewer.id, followerId)) === undefined) throw notFound();
  });
}

async function takeRequest(tx: Tx, viewerId: Id, followerId: Id) {
  const options = await dropRequest(tx, followerId, viewerId);
  if (options !== undefined) {
    await retract(tx, { userId: viewerId, actorId: followerId, type: 'follow-request' });
  }
  return options;
}
