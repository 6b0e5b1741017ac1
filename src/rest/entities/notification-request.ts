// The NotificationRequest entity. Its id is that of the account it comes from.

import { Type } from 'typebox';
import type { Ctx } from '../../context.ts';
import type { NotificationRequest } from '../../notification/requests.ts';
import { authorsOf } from '../../post/authors.ts';
import { postsById } from '../../post/post.ts';
import { ACCOUNT, accountJson } from './account.ts';
import { STATUS, statusJson } from './status.ts';

export const NOTIFICATION_REQUEST = Type.Object({
  id: Type.String(),
  created_at: Type.String(),
  updated_at: Type.String(),
  notifications_count: Type.String(),
  account: ACCOUNT,
  last_status: Type.Optional(STATUS),
});

/** Requests as a JSON array; their posts are looked up once for all. */
export async function notificationRequestsJson(
  ctx: Ctx,
  requests: readonly NotificationRequest[],
): Promise<string> {
  const posts = await postsById(ctx, [...new Set(requests.flatMap(({ postId }) => postId ?? []))]);
  const authors = await authorsOf(ctx, [...posts.values()], posts);
  const entities = requests.map((request) => {
    const post = request.postId === null ? undefined : posts.get(request.postId);
    const status = post && statusJson(ctx, post, authors, posts);
    return `${headJson(request)},"account":${accountJson(ctx, request.actor)}${
      status == null ? '' : `,"last_status":${status}`
    }}`;
  });
  return `[${entities.join(',')}]`;
}

const headJson = ({ actor, createdAt, updatedAt, count }: NotificationRequest): string =>
  JSON.stringify({
    id: actor.id,
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
    notifications_count: String(count),
  }).slice(0, -1);
