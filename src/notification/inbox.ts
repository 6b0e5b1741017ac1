// The inbox: what others did that concerns the viewer, newest first. Rows are written by `user/notify`;
// here they are read, dismissed and counted. Nobody reads another's inbox.

import { type Ctx, requireViewer } from '../context.ts';
import { announceInboxes, type NotificationType } from '../user/notify.ts';
import { type AuthorRow, authorColumns, authorsOfRows, type User, usersById } from '../user/user.ts';
import { type Page, type Slice, slice } from '../utils/cursor.ts';
import { keyset, statement } from '../utils/db/statement.ts';
import { notFound } from '../utils/error.ts';
import { type Id, idTime, isId } from '../utils/id.ts';
import { INBOX, type InboxFilter, inboxValues, readable } from './readable.ts';

export interface Notification {
  readonly id: Id;
  readonly type: NotificationType;
  readonly createdAt: Date;
  readonly actor: User;
  /** The post it is about, which the viewer may see; null: about a person only. */
  readonly postId: Id | null;
}

interface InboxRow {
  id: Id;
  type: NotificationType;
  actorId: Id;
  postId: Id | null;
}

const COLUMNS = 'n.id, n.type, n.actor_id as "actorId", n.post_id as "postId"';

// Relies on the index notification_inbox. It reads the actors on the way; INBOX has seen to it that they are active.
const inboxPage = keyset<InboxRow & AuthorRow>(
  'inbox-page',
  (order) => `select ${COLUMNS}, n.actor_id as "authorId", ${authorColumns('a')}
    from tenant.notification n join tenant.user a on a.id = n.actor_id
    where ${INBOX} and n.id > $5 and n.id < $6 order by n.id ${order} limit $7`,
);

const inboxRow = statement<InboxRow>(
  'inbox-row',
  `select ${COLUMNS} from tenant.notification n where ${INBOX} and n.id = $5`,
);

/** A page of the viewer's notifications, without those of hidden people or on invisible posts. */
export async function notifications(
  ctx: Ctx,
  page: Page,
  filter: InboxFilter = {},
): Promise<Slice<Notification>> {
  const viewer = requireViewer(ctx);
  const rows = await ctx.db.page(inboxPage, page, ...inboxValues(viewer.id, filter));
  const actors = await authorsOfRows(ctx, rows);
  return slice(
    page,
    rows,
    (row) => row.id,
    (sorted) => sorted.flatMap((row) => complete(row, actors)),
  );
}

/** One of the viewer's notifications, held back or not; 'not-found' if it is not theirs. */
export async function notificationById(ctx: Ctx, id: Id, filter: InboxFilter = {}): Promise<Notification> {
  const viewer = requireViewer(ctx);
  if (!isId(id)) throw notFound();
  const row = await ctx.db.row(inboxRow, ...inboxValues(viewer.id, { ...filter, includeFiltered: true }), id);
  if (row === undefined) throw notFound();
  const [found] = complete(row, await usersById(ctx, [row.actorId]));
  if (found === undefined) throw notFound();
  return found;
}

const inboxRows = statement<InboxRow>(
  'inbox-rows',
  `select ${COLUMNS} from tenant.notification n where ${INBOX} and n.id = any($5::bigint[])`,
);

/** Those of these notifications that are the viewer's, held back or not. */
export async function notificationsById(ctx: Ctx, ids: readonly Id[]): Promise<Map<Id, Notification>> {
  const values = inboxValues(requireViewer(ctx).id, { includeFiltered: true });
  const rows = await ctx.db.rows(inboxRows, ...values, ids.filter(isId));
  const actors = await usersById(ctx, [...new Set(rows.map((row) => row.actorId))]);
  return new Map(rows.flatMap((row) => complete(row, actors)).map((found) => [found.id, found]));
}

function complete(row: InboxRow, actors: ReadonlyMap<Id, User>): Notification[] {
  const actor = actors.get(row.actorId);
  if (actor === undefined) return [];
  return [{ id: row.id, type: row.type, createdAt: idTime(row.id), actor, postId: row.postId }];
}

const deleteSome = statement(
  'dismiss-notifications',
  'delete from tenant.notification where user_id = $1 and id = any($2::bigint[])',
);

const deleteAll = statement('clear-notifications', 'delete from tenant.notification where user_id = $1');

/** Removes one of the viewer's notifications; 'not-found' if there is no such. */
export async function dismiss(ctx: Ctx, id: Id): Promise<void> {
  const viewer = requireViewer(ctx);
  if (!isId(id) || (await ctx.db.change(deleteSome, viewer.id, [id])) === 0) throw notFound();
  announceInboxes(ctx, [viewer.id]);
}

/** Removes those of these notifications that are the viewer's. Repeating changes nothing. */
export async function dismissMany(ctx: Ctx, ids: readonly Id[]): Promise<void> {
  const viewer = requireViewer(ctx);
  await ctx.db.change(deleteSome, viewer.id, ids.filter(isId));
  announceInboxes(ctx, [viewer.id]);
}

/** Empties the viewer's inbox, with what the policy held back. Repeating changes nothing. */
export async function clear(ctx: Ctx): Promise<void> {
  const viewer = requireViewer(ctx);
  await ctx.db.change(deleteAll, viewer.id);
  announceInboxes(ctx, [viewer.id]);
}

// Relies on the index notification_inbox: it looks at unread rows only, and at no more than the limit shown.
const unread = statement<{ count: number }>(
  'inbox-unread',
  `select count(*)::int as count from (
     select from tenant.notification n
     where ${INBOX} and n.id > coalesce(
       (select last_read_id from tenant.marker where user_id = $1 and timeline = 'notifications'), 0)
     order by n.id desc limit $5) unread`,
);

/** How many notifications are newer than the viewer's marker; counts no further than `limit`. */
export async function unreadCount(ctx: Ctx, filter: InboxFilter = {}, limit = 100): Promise<number> {
  const viewer = requireViewer(ctx);
  return (await ctx.db.row(unread, ...inboxValues(viewer.id, filter), limit))!.count;
}

// The same for many people at once, without a filter: what a badge shows.
const unreadForEach = statement<{ userId: Id; count: number }>(
  'inbox-unread-for-each',
  `select owner.id as "userId", (
     select count(*)::int from (
       select from tenant.notification n
       where n.user_id = owner.id and not n.filtered and ${readable('n', 'owner.id')} and n.id > coalesce(
         (select last_read_id from tenant.marker where user_id = owner.id and timeline = 'notifications'), 0)
       order by n.id desc limit $2) unread) as count
   from unnest($1::bigint[]) owner(id)`,
);

/**
 * How many unread notifications each of these people has, up to `limit`; every id given is in the map. For
 * telling the people themselves: no viewer is asked for.
 */
export async function unreadCounts(ctx: Ctx, userIds: readonly Id[], limit = 100): Promise<Map<Id, number>> {
  const rows = await ctx.db.rows(unreadForEach, userIds, limit);
  return new Map(rows.map(({ userId, count }) => [userId, count]));
}
