// The Notification entity. What the domain calls a comment is a mention here, and an approved follow request
// has no type: clients of this API are not told of it.

import { Type } from 'typebox';
import type { Ctx } from '../../context.ts';
import { groupKeyOf } from '../../notification/group-key.ts';
import type { Notification } from '../../notification/inbox.ts';
import { NOTIFICATION_TYPES } from '../../notification/readable.ts';
import { authorsOf } from '../../post/authors.ts';
import { postsById } from '../../post/post.ts';
import type { NotificationType } from '../../user/notify.ts';
import type { Id } from '../../utils/id.ts';
import { ACCOUNT, accountJson } from './account.ts';
import { STATUS, statusJson } from './status.ts';

export const NOTIFICATION = Type.Object({
  id: Type.String(),
  type: Type.String({ description: 'mention, status, reblog, follow, follow_request, favourite or update.' }),
  group_key: Type.String(),
  created_at: Type.String(),
  account: ACCOUNT,
  status: Type.Optional(STATUS),
});

const WIRE_TYPES: Readonly<Partial<Record<NotificationType, string>>> = {
  like: 'favourite',
  comment: 'mention',
  mention: 'mention',
  repost: 'reblog',
  follow: 'follow',
  'follow-request': 'follow_request',
  post: 'status',
  edit: 'update',
};

/** The API's word for a type. Types it has no word for never get here. */
export const wireType = (type: NotificationType): string => WIRE_TYPES[type] ?? type;

/** The domain's types for the API's words; all the API has words for when none are given. Unknown words are none. */
export const readTypes = (words: readonly string[] | undefined): NotificationType[] =>
  NOTIFICATION_TYPES.filter((type) => {
    const word = WIRE_TYPES[type];
    return word !== undefined && (words === undefined || words.includes(word));
  });

/** A group's key begins with its type. */
export const wireKey = (key: string): string =>
  key.replace(/^like-/, 'favourite-').replace(/^repost-/, 'reblog-');

export const readKey = (wire: string): string =>
  wire.replace(/^favourite-/, 'like-').replace(/^reblog-/, 'repost-');

/** Notifications as a JSON array; their posts are looked up once for all. */
export async function notificationsJson(ctx: Ctx, items: readonly Notification[]): Promise<string> {
  const posts = await postsById(ctx, [...new Set(items.flatMap(({ postId }) => postId ?? []))]);
  const authors = await authorsOf(ctx, [...posts.values()], posts);
  // Many notifications may be about one post.
  const statuses = new Map([...posts].map(([id, post]) => [id, statusJson(ctx, post, authors, posts)]));
  return `[${items.flatMap((item) => notificationJson(ctx, item, statuses) ?? []).join(',')}]`;
}

/** The entity as JSON; null when its post went away meanwhile. */
function notificationJson(
  ctx: Ctx,
  item: Notification,
  statuses: ReadonlyMap<Id, string | null>,
): string | null {
  const head = JSON.stringify({
    id: item.id,
    type: wireType(item.type),
    group_key: wireKey(groupKeyOf(item)),
    created_at: item.createdAt.toISOString(),
  }).slice(0, -1);
  const account = accountJson(ctx, item.actor);
  if (item.postId === null) return `${head},"account":${account}}`;
  const status = statuses.get(item.postId);
  return status == null ? null : `${head},"account":${account},"status":${status}}`;
}
