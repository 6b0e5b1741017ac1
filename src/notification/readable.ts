// Which notifications their owner gets to see. The writer (`user/notify`) has judged once; the reader judges
// again, since people block, mute and hide posts afterwards.

import { notBlocked, notBlockedBy, notMuted } from '../user/hidden.ts';
import type { NotificationType } from '../user/notify.ts';
import { visiblePost } from '../user/visibility.ts';

export const NOTIFICATION_TYPES: readonly NotificationType[] = [
  'like',
  'comment',
  'mention',
  'repost',
  'follow',
  'follow-request',
  'follow-approved',
  'post',
  'edit',
];

/** The condition that `viewer` may still read the notification `alias`: its actor is shown, its post visible. */
export function readable(alias: string, viewer: string): string {
  return `(${shownActor(`${alias}.actor_id`, viewer)} and (${alias}.post_id is null or (
    select true from tenant.post r_post where r_post.id = ${alias}.post_id and ${visiblePost('r_post', viewer)})))`;
}

/** The condition that `actor` is active, no block stands between them and `viewer`, and no mute of notifications. */
export function shownActor(actor: string, viewer: string): string {
  return `((select r_actor.state from tenant.user r_actor where r_actor.id = ${actor}) = 'active'
    and ${notBlocked(actor, viewer)} and ${notBlockedBy(actor, viewer)}
    and ${notMuted(actor, viewer, 'hidden_mute.notifications')})`;
}

/** What an inbox is narrowed to. */
export interface InboxFilter {
  /** Only these types. */
  readonly types?: readonly NotificationType[] | undefined;
  readonly excludeTypes?: readonly NotificationType[] | undefined;
  /** Only what this person did. */
  readonly actorId?: string | undefined;
  /** Also what the policy holds back as requests. */
  readonly includeFiltered?: boolean | undefined;
}

/** The condition of an inbox: $1 viewer, $2 types, $3 actor or null, $4 whether filtered ones count. */
export const INBOX = `n.user_id = $1 and n.type = any($2::text[]) and ($3::bigint is null or n.actor_id = $3)
  and (not n.filtered or $4::boolean) and ${readable('n', '$1')}`;

/** The values of `INBOX`. */
export function inboxValues(viewerId: string, filter: InboxFilter): readonly unknown[] {
  const { types = NOTIFICATION_TYPES, excludeTypes = [], actorId, includeFiltered = false } = filter;
  const wanted = types.filter((type) => !excludeTypes.includes(type));
  return [viewerId, wanted, actorId ?? null, includeFiltered];
}
