// Following. Whose account is locked is asked first (`follow-request.ts`); counts and rows change together.

import { type Ctx, requireViewer, transaction } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import { forbidden, invalid } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';
import { enqueue } from '../utils/queue.ts';
import { dropFollow, dropRequest, type FollowOptions, putFollow, putRequest } from './follow-row.ts';
import { notify, retract } from './notify.ts';
import { lockPair } from './pair.ts';

/** How many people anyone may follow; somebody with more followers than that, a tenth more than those. */
const FOLLOW_LIMIT = 7500;

const LANGUAGES_LIMIT = 100;
const LANGUAGE = /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i;

const readStanding = statement<{
  blocked: boolean;
  following: boolean;
  locked: boolean;
  limit: number;
  full: boolean;
}>(
  'follow-standing',
  `select them.locked, mine.limit, me.following_count >= mine.limit as full,
     exists (select from tenant.block where (blocker_id, blocked_id) in (($1, $2), ($2, $1))) as blocked,
     exists (select from tenant.follow where follower_id = $1 and followee_id = $2) as following
   from tenant.user me cross join tenant.user them
   cross join lateral (select greatest(${FOLLOW_LIMIT}, me.follower_count * 11 / 10) as limit) mine
   where me.id = $1 and them.id = $2`,
);

const deleteEndorsement = statement(
  'delete-endorsement-of-unfollowed',
  'delete from tenant.endorsement where user_id = $1 and target_id = $2',
);

/**
 * Follows somebody, or asks to if the account is locked. Repeating it only changes the options given.
 * 'forbidden' for oneself and where either blocks the other; 'invalid' beyond the follow limit.
 */
export async function follow(ctx: Ctx, userId: Id, options: FollowOptions = {}): Promise<void> {
  const viewer = requireViewer(ctx);
  if (viewer.id === userId) throw forbidden();
  checkLanguages(options.languages ?? []);
  await transaction(ctx, async (tx) => {
    await lockPair(tx, viewer.id, userId);
    const standing = (await tx.db.row(readStanding, viewer.id, userId))!;
    if (standing.blocked) throw forbidden();
    if (!standing.following && standing.full) throw tooMany(standing.limit);
    const cause = { userId, actorId: viewer.id };
    if (standing.locked && !standing.following) {
      if (await putRequest(tx, viewer.id, userId, options))
        await notify(tx, { ...cause, type: 'follow-request' });
    } else if (await putFollow(tx, viewer.id, userId, options)) {
      // Asked while the account was locked, followed now that it is not.
      if (await dropRequest(tx, viewer.id, userId)) await retract(tx, { ...cause, type: 'follow-request' });
      await notify(tx, { ...cause, type: 'follow' });
      await enqueue(tx, 'feed/merge', { userId: viewer.id, authorId: userId });
    }
  });
}

/** Stops following somebody and withdraws a request to; harmless when there is neither. */
export async function unfollow(ctx: Ctx, userId: Id): Promise<void> {
  const viewer = requireViewer(ctx);
  await transaction(ctx, async (tx) => {
    await lockPair(tx, viewer.id, userId);
    if (await dropRequest(tx, viewer.id, userId)) {
      await retract(tx, { userId, actorId: viewer.id, type: 'follow-request' });
    }
    if (!(await dropFollow(tx, viewer.id, userId))) return;
    await tx.db.change(deleteEndorsement, viewer.id, userId);
    await enqueue(tx, 'feed/withdraw', { userId: viewer.id, authorId: userId });
  });
}

/** Makes somebody stop following the viewer; harmless when they do not. They are not told. */
export async function removeFollower(ctx: Ctx, followerId: Id): Promise<void> {
  const viewer = requireViewer(ctx);
  await transaction(ctx, async (tx) => {
    await lockPair(tx, viewer.id, followerId);
    if (!(await dropFollow(tx, followerId, viewer.id))) return;
    await tx.db.change(deleteEndorsement, followerId, viewer.id);
    await enqueue(tx, 'feed/withdraw', { userId: followerId, authorId: viewer.id });
  });
}

function checkLanguages(languages: readonly string[]): void {
  if (languages.length > LANGUAGES_LIMIT) {
    throw invalid('languages', 'too-many', `are limited to ${LANGUAGES_LIMIT}`, LANGUAGES_LIMIT);
  }
  if (!languages.every((code) => LANGUAGE.test(code))) {
    throw invalid('languages', 'invalid', 'must be language codes such as "en" or "pt-BR"');
  }
}

const tooMany = (limit: number) => invalid('following', 'too-many', `is limited to ${limit} people`, limit);
