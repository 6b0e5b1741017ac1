// How the viewer and other people stand to each other, for many people in one statement.

import { type Ctx, requireViewer } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { isStaff } from './user.ts';

export interface Relationship {
  readonly id: Id;
  readonly following: boolean;
  readonly showingReposts: boolean;
  readonly notifying: boolean;
  /** Languages the viewer wants of this person; null: all. */
  readonly languages: readonly string[] | null;
  readonly followedBy: boolean;
  readonly blocking: boolean;
  readonly blockedBy: boolean;
  readonly muting: boolean;
  readonly mutingNotifications: boolean;
  readonly mutingExpiresAt: Date | null;
  readonly requested: boolean;
  readonly requestedBy: boolean;
  readonly endorsed: boolean;
  /** The viewer's private note. */
  readonly note: string;
}

// Every join is a probe of a primary key.
const readRelationships = statement<Relationship>(
  'relationships',
  `select u.id,
     f.id is not null as following,
     coalesce(f.show_reposts, false) as "showingReposts",
     coalesce(f.notify, false) as notifying,
     f.languages,
     (select true from tenant.follow where follower_id = u.id and followee_id = $2) is true as "followedBy",
     (select true from tenant.block where blocker_id = $2 and blocked_id = u.id) is true as blocking,
     (select true from tenant.block where blocker_id = u.id and blocked_id = $2) is true as "blockedBy",
     m.id is not null as muting,
     coalesce(m.notifications, false) as "mutingNotifications",
     m.expires_at as "mutingExpiresAt",
     (select true from tenant.follow_request where follower_id = $2 and followee_id = u.id) is true as requested,
     (select true from tenant.follow_request where follower_id = u.id and followee_id = $2) is true as "requestedBy",
     (select true from tenant.endorsement where user_id = $2 and target_id = u.id) is true as endorsed,
     coalesce((select text from tenant.user_note where user_id = $2 and target_id = u.id), '') as note
   from tenant.user u
   left join tenant.follow f on f.follower_id = $2 and f.followee_id = u.id
   left join tenant.mute m on m.muter_id = $2 and m.muted_id = u.id
     and (m.expires_at is null or m.expires_at > now())
   where u.id = any($1::bigint[]) and (u.state = 'active' or u.id = $2 or ($3 and u.state <> 'deleted'))`,
);

/** The viewer's relation to each of these people; unknown and invisible ones are absent. */
export async function relationshipsOf(ctx: Ctx, ids: readonly Id[]): Promise<Map<Id, Relationship>> {
  const viewer = requireViewer(ctx);
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.rows(readRelationships, ids, viewer.id, isStaff(ctx));
  return new Map(rows.map((row) => [row.id, row]));
}
