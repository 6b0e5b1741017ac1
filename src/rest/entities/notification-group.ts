// Grouped notifications: groups, and apart from them the accounts and statuses they name, each once.

import { Type } from 'typebox';
import type { Ctx } from '../../context.ts';
import type { NotificationGroup } from '../../notification/group.ts';
import { postsById } from '../../post/post.ts';
import type { User } from '../../user/user.ts';
import { type Id, idTime } from '../../utils/id.ts';
import { ACCOUNT, accountEntity, accountsJson } from './account.ts';
import { wireKey, wireType } from './notification.ts';
import { STATUS, statusesJson } from './status.ts';

const PARTIAL_ACCOUNT = Type.Object({
  id: Type.String(),
  acct: Type.String(),
  url: Type.String(),
  avatar: Type.String(),
  avatar_static: Type.String(),
  avatar_description: Type.String(),
  locked: Type.Boolean(),
  bot: Type.Boolean(),
});

const NOTIFICATION_GROUP = Type.Object({
  group_key: Type.String(),
  notifications_count: Type.Integer(),
  type: Type.String(),
  most_recent_notification_id: Type.String(),
  page_min_id: Type.Optional(Type.String()),
  page_max_id: Type.Optional(Type.String()),
  latest_page_notification_at: Type.Optional(Type.String()),
  sample_account_ids: Type.Array(Type.String()),
  status_id: Type.Optional(Type.String()),
});

export const GROUPED_NOTIFICATIONS_RESULTS = Type.Object({
  accounts: Type.Array(ACCOUNT),
  partial_accounts: Type.Optional(Type.Array(PARTIAL_ACCOUNT)),
  statuses: Type.Array(STATUS),
  notification_groups: Type.Array(NOTIFICATION_GROUP),
});

interface Shape {
  /** Whether the groups stand on a page, and say what of them lies in it. */
  readonly paged: boolean;
  /** Give only the first account of each group in full. */
  readonly partial?: boolean;
}

/** The results as JSON; a group whose post went away meanwhile is left out. */
export async function groupedJson(
  ctx: Ctx,
  found: { readonly groups: readonly NotificationGroup[]; readonly actors: ReadonlyMap<Id, User> },
  shape: Shape,
): Promise<string> {
  const posts = await postsById(ctx, [...new Set(found.groups.flatMap(({ postId }) => postId ?? []))]);
  const groups = found.groups.filter(({ postId }) => postId === null || posts.has(postId));
  const full = shape.partial ? firstOf(groups) : new Set(found.actors.keys());
  const actors = [...found.actors.values()];
  const whole = actors.filter((user) => full.has(user.id));
  const rest = actors.filter((user) => !full.has(user.id));
  const partial = shape.partial
    ? `"partial_accounts":${JSON.stringify(rest.map((u) => partialEntity(ctx, u)))},`
    : '';
  const statuses = await statusesJson(ctx, [...posts.values()], posts);
  const entities = JSON.stringify(groups.map((group) => groupEntity(group, shape.paged)));
  return `{"accounts":${accountsJson(ctx, whole)},${partial}"statuses":${statuses},"notification_groups":${entities}}`;
}

const firstOf = (groups: readonly NotificationGroup[]): Set<Id> =>
  new Set(groups.flatMap(({ actorIds }) => actorIds.slice(0, 1)));

function groupEntity(group: NotificationGroup, paged: boolean) {
  return {
    group_key: wireKey(group.key),
    notifications_count: group.count,
    type: wireType(group.type),
    // Mastodon's own ids fit a number and are sent as one here; ours do not fit.
    most_recent_notification_id: group.newestId,
    ...(paged && {
      page_min_id: group.pageMinId,
      page_max_id: group.pageMaxId,
      latest_page_notification_at: idTime(group.pageMaxId).toISOString(),
    }),
    sample_account_ids: group.actorIds,
    ...(group.postId !== null && { status_id: group.postId }),
  };
}

function partialEntity(ctx: Ctx, user: User) {
  const { id, acct, url, avatar, avatar_static, avatar_description, locked, bot } = accountEntity(ctx, user);
  return { id, acct, url, avatar, avatar_static, avatar_description, locked, bot };
}
