// What the policy holds back, per person: the viewer accepts that person's notifications for good, or
// dismisses those that wait. A request goes by the id of the person it comes from.

import { type Ctx, requireViewer } from '../context.ts';
import { type User, usersById } from '../user/user.ts';
import { type Page, type Slice, slice } from '../utils/cursor.ts';
import { keyset, statement } from '../utils/db/statement.ts';
import { notFound } from '../utils/error.ts';
import { type Id, idTime, isId } from '../utils/id.ts';
import { readable, shownActor } from './readable.ts';

export interface NotificationRequest {
  readonly actor: User;
  readonly count: number;
  /** When the first and the last of them came. */
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** The last post among them that the viewer may see. */
  readonly postId: Id | null;
}

interface RequestRow {
  actorId: Id;
  count: number;
  firstId: Id;
  lastId: Id;
  postId: Id | null;
}

// Relies on the index notification_filtered.
const requestsText = (condition: string) => `
  select held.*, (
    select n.post_id from tenant.notification n
    where n.user_id = $1 and n.actor_id = held."actorId" and n.filtered and n.post_id is not null
      and ${readable('n', '$1')}
    order by n.id desc limit 1) as "postId"
  from (
    select actor_id as "actorId", count(*)::int as count, min(id) as "firstId", max(id) as "lastId"
    from tenant.notification where user_id = $1 and filtered group by actor_id) held
  where ${shownActor('held."actorId"', '$1')} and ${condition}`;

const requestPage = keyset<RequestRow>(
  'notification-requests',
  (order) =>
    `${requestsText('held."lastId" > $2 and held."lastId" < $3')} order by held."lastId" ${order} limit $4`,
);

const requestRow = statement<RequestRow>('notification-request', requestsText('held."actorId" = $2'));

/** A page of people whose notifications wait, the latest first; the cursor is the last notification's id. */
export async function notificationRequests(ctx: Ctx, page: Page): Promise<Slice<NotificationRequest>> {
  const rows = await ctx.db.page(requestPage, page, requireViewer(ctx).id);
  const actors = await usersById(
    ctx,
    rows.map((row) => row.actorId),
  );
  return slice(
    page,
    rows,
    (row) => row.lastId,
    (sorted) => sorted.flatMap((row) => complete(row, actors)),
  );
}

/** The viewer's request from one person; 'not-found' when nothing of them waits. */
export async function notificationRequest(ctx: Ctx, actorId: Id): Promise<NotificationRequest> {
  const viewer = requireViewer(ctx);
  const row = isId(actorId) ? await ctx.db.row(requestRow, viewer.id, actorId) : undefined;
  const [found] = row === undefined ? [] : complete(row, await usersById(ctx, [row.actorId]));
  if (found === undefined) throw notFound();
  return found;
}

function complete(row: RequestRow, actors: ReadonlyMap<Id, User>): NotificationRequest[] {
  const actor = actors.get(row.actorId);
  if (actor === undefined) return [];
  const { count, postId } = row;
  return [{ actor, count, postId, createdAt: idTime(row.firstId), updatedAt: idTime(row.lastId) }];
}

const accept = statement<{ count: number }>(
  'accept-notification-requests',
  `with freed as (
     update tenant.notification set filtered = false
     where user_id = $1 and actor_id = any($2::bigint[]) and filtered returning actor_id),
   allowed as (
     insert into tenant.notification_permission (user_id, actor_id)
     select distinct $1::bigint, actor_id from freed on conflict do nothing)
   select count(*)::int as count from freed`,
);

const remove = statement(
  'dismiss-notification-requests',
  'delete from tenant.notification where user_id = $1 and actor_id = any($2::bigint[]) and filtered',
);

/** Lets what waits of these people into the inbox, and whatever they do from now on. Gives how many came in. */
export async function acceptRequests(ctx: Ctx, actorIds: readonly Id[]): Promise<number> {
  const viewer = requireViewer(ctx);
  return (await ctx.db.row(accept, viewer.id, actorIds.filter(isId)))!.count;
}

/** Removes what waits of these people; what they do later waits again. Gives how many went. */
export function dismissRequests(ctx: Ctx, actorIds: readonly Id[]): Promise<number> {
  const viewer = requireViewer(ctx);
  return ctx.db.change(remove, viewer.id, actorIds.filter(isId));
}
