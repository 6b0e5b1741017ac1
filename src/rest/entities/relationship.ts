// The Relationship entity: how the viewer and an account stand to each other.

import { Type } from 'typebox';
import type { Ctx } from '../../context.ts';
import { type Relationship, relationshipsOf } from '../../user/relationships.ts';
import { notFound } from '../../utils/error.ts';
import type { Id } from '../../utils/id.ts';

/** For the reference page. */
export const RELATIONSHIP = Type.Object({
  id: Type.String(),
  following: Type.Boolean(),
  showing_reblogs: Type.Boolean(),
  notifying: Type.Boolean(),
  languages: Type.Union([Type.Array(Type.String()), Type.Null()]),
  followed_by: Type.Boolean(),
  blocking: Type.Boolean(),
  blocked_by: Type.Boolean(),
  muting: Type.Boolean(),
  muting_notifications: Type.Boolean(),
  muting_expires_at: Type.Union([Type.String(), Type.Null()]),
  requested: Type.Boolean(),
  requested_by: Type.Boolean(),
  domain_blocking: Type.Boolean({ description: 'There are no other servers here: false.' }),
  endorsed: Type.Boolean(),
  note: Type.String({ description: "The viewer's private note." }),
});

export const relationshipEntity = (relationship: Relationship) => ({
  id: relationship.id,
  following: relationship.following,
  showing_reblogs: relationship.showingReposts,
  notifying: relationship.notifying,
  languages: relationship.languages,
  followed_by: relationship.followedBy,
  blocking: relationship.blocking,
  blocked_by: relationship.blockedBy,
  muting: relationship.muting,
  muting_notifications: relationship.mutingNotifications,
  muting_expires_at: relationship.mutingExpiresAt?.toISOString() ?? null,
  requested: relationship.requested,
  requested_by: relationship.requestedBy,
  domain_blocking: false,
  endorsed: relationship.endorsed,
  note: relationship.note,
});

/** The answer to everything done to one account: how things stand now. */
export async function relationshipWith(ctx: Ctx, id: Id) {
  const relationship = (await relationshipsOf(ctx, [id])).get(id);
  if (relationship === undefined) throw notFound();
  return relationshipEntity(relationship);
}
