// Muting: the viewer does not see somebody in feeds, for a time or for good; the other never learns of it.

import { type Ctx, requireViewer, transaction } from '../context.ts';
import { type Page, type Slice, slice } from '../utils/cursor.ts';
import { keyset, statement } from '../utils/db/statement.ts';
import { forbidden, invalid } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';
import { enqueue } from '../utils/queue.ts';
import { lockPair } from './pair.ts';
import type { PersonRow } from './people-slice.ts';
import { type User, usersById } from './user.ts';

export interface MuteOptions {
  /** Also mute notifications; absent: as before, or yes. */
  readonly notifications?: boolean | undefined;
  /** Seconds until the mute ends by itself; 0 or absent: never. */
  readonly duration?: number | undefined;
}

export interface Muted {
  readonly user: User;
  readonly expiresAt: Date | null;
}

/** A hundred years: a longer mute is one without end. */
const DURATION_LIMIT = 100 * 366 * 86_400;

const upsertMute = statement(
  'upsert-mute',
  `insert into tenant.mute as m (muter_id, muted_id, notifications, expires_at)
   values ($1, $2, coalesce($3, true), now() + make_interval(secs => $4))
   on conflict (muter_id, muted_id) do update set
     notifications = coalesce($3, m.notifications), expires_at = excluded.expires_at`,
);

const deleteMute = statement('delete-mute', 'delete from tenant.mute where muter_id = $1 and muted_id = $2');

const isFollowing = statement<{ found: true }>(
  'mute-is-following',
  'select true as found from tenant.follow where follower_id = $1 and followee_id = $2',
);

const deleteExpired = statement('delete-expired-mutes', 'delete from tenant.mute where expires_at <= now()');

// Uses mute_by_muter.
const mutes = keyset<PersonRow & { expiresAt: Date | null }>(
  'mutes',
  (order) => `select id as cursor, muted_id as "userId", expires_at as "expiresAt" from tenant.mute
    where muter_id = $1 and (expires_at is null or expires_at > now()) and id > $2 and id < $3
    order by id ${order} limit $4`,
);

/** Mutes somebody. Repeating it sets the time anew and changes `notifications` if given. */
export async function mute(ctx: Ctx, userId: Id, options: MuteOptions = {}): Promise<void> {
  const viewer = requireViewer(ctx);
  const { notifications = null, duration = 0 } = options;
  if (viewer.id === userId) throw forbidden();
  if (!(duration >= 0 && duration <= DURATION_LIMIT)) {
    throw invalid('duration', 'invalid', `must be from 0 to ${DURATION_LIMIT} seconds`, DURATION_LIMIT);
  }
  await transaction(ctx, async (tx) => {
    await lockPair(tx, viewer.id, userId);
    await tx.db.change(upsertMute, viewer.id, userId, notifications, duration === 0 ? null : duration);
    await enqueue(tx, 'feed/withdraw', { userId: viewer.id, authorId: userId });
  });
}

/** Ends a mute; harmless when there is none. Posts of somebody followed come back into the home feed. */
export async function unmute(ctx: Ctx, userId: Id): Promise<void> {
  const viewer = requireViewer(ctx);
  await transaction(ctx, async (tx) => {
    await lockPair(tx, viewer.id, userId);
    const gone = await tx.db.change(deleteMute, viewer.id, userId);
    if (gone === 0 || !(await tx.db.row(isFollowing, viewer.id, userId))) return;
    await enqueue(tx, 'feed/merge', { userId: viewer.id, authorId: userId });
  });
}

/** Whom the viewer mutes at present, the latest first. */
export async function listMutes(ctx: Ctx, page: Page): Promise<Slice<Muted>> {
  const viewer = requireViewer(ctx);
  const rows = await ctx.db.page(mutes, page, viewer.id);
  const users = await usersById(
    ctx,
    rows.map((row) => row.userId),
  );
  return slice(
    page,
    rows,
    (row) => row.cursor,
    (sorted) =>
      sorted.flatMap((row) => {
        const user = users.get(row.userId);
        return user === undefined ? [] : [{ user, expiresAt: row.expiresAt }];
      }),
  );
}

/** Removes mutes that have run out; they count no more in any case. For the nightly clean-up. */
export function removeExpiredMutes(ctx: Ctx): Promise<number> {
  return ctx.db.change(deleteExpired);
}
