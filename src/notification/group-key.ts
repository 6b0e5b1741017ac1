// Notifications of one kind, about one post, from one day (UTC) stand together as a group. The group's key
// says so itself, so nothing is stored: `like-POST-DAY`, `follow-DAY`, `ungrouped-ID`.

import type { NotificationType } from '../user/notify.ts';
import { notFound } from '../utils/error.ts';
import { type Id, idAt, isId } from '../utils/id.ts';

/** The types that are worth grouping. */
export const GROUPABLE: readonly NotificationType[] = ['like', 'repost', 'follow'];

const DAY = 86_400_000;

/** The key of the notification `alias`, in SQL; `types` is the parameter with the types to group. */
export function groupKey(alias: string, types: string): string {
  return `case when ${alias}.type = any(${types}::text[])
    then ${alias}.type || '-' || coalesce(${alias}.post_id || '-', '') || (${alias}.id >> 16) / ${DAY}
    else 'ungrouped-' || ${alias}.id end`;
}

/** The first id of the day of `id`, in SQL. */
export const dayStart = (id: string): string => `((((${id}) >> 16) / ${DAY} * ${DAY}) << 16)`;

/** The first id of the day after that of `id`, in SQL. */
export const dayEnd = (id: string): string => `(((((${id}) >> 16) / ${DAY} + 1) * ${DAY}) << 16)`;

/** The notifications a key stands for: of `type` (null: any), about `postId` (null: whatever), low ≤ id < high. */
export interface GroupBounds {
  readonly type: NotificationType | null;
  readonly postId: Id | null;
  readonly low: Id;
  readonly high: Id;
}

const KEY =
  /^(?:ungrouped-(?<id>\d{1,19})|(?<type>like|repost|follow)-(?:(?<post>\d{1,19})-)?(?<day>\d{1,6}))$/;

/** Reads a key; what is none is 'not-found'. */
export function parseGroupKey(key: string): GroupBounds {
  const { id, type, post, day } = KEY.exec(key)?.groups ?? {};
  if (id !== undefined && isId(id)) return { type: null, postId: null, low: id, high: next(id) };
  if (day === undefined || (post !== undefined && !isId(post))) throw notFound();
  const start = Number(day) * DAY;
  return { type: type as NotificationType, postId: post ?? null, low: idAt(start), high: idAt(start + DAY) };
}

const MOST = 9223372036854775807n;

const next = (id: Id): Id => (BigInt(id) === MOST ? id : (BigInt(id) + 1n).toString());

/** The key of a notification when `GROUPABLE` are grouped. */
export function groupKeyOf({
  id,
  type,
  postId,
}: {
  id: Id;
  type: NotificationType;
  postId: Id | null;
}): string {
  if (!GROUPABLE.includes(type)) return `ungrouped-${id}`;
  const day = (BigInt(id) >> 16n) / BigInt(DAY);
  return postId === null ? `${type}-${day}` : `${type}-${postId}-${day}`;
}
