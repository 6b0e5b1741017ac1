// The inbox in groups: "Ann and 11 others liked your post" is one line. A page is made of groups and ends
// before the next one begins; a group that has older members there comes again, with the same key.

import { type Ctx, requireViewer } from '../context.ts';
import type { NotificationType } from '../user/notify.ts';
import { type PersonRow, peopleSlice } from '../user/people-slice.ts';
import { type User, usersById } from '../user/user.ts';
import type { Page, Slice } from '../utils/cursor.ts';
import { keyset, statement } from '../utils/db/statement.ts';
import { notFound } from '../utils/error.ts';
import { compareIds, type Id } from '../utils/id.ts';
import { dayEnd, dayStart, GROUPABLE, groupKey, parseGroupKey } from './group-key.ts';
import { INBOX, type InboxFilter, inboxValues, readable } from './readable.ts';

export interface NotificationGroup {
  readonly key: string;
  readonly type: NotificationType;
  readonly postId: Id | null;
  /** How many notifications the whole group has. */
  readonly count: number;
  /** Newest of the whole group. */
  readonly newestId: Id;
  /** Oldest and newest of those that lie within the page. */
  readonly pageMinId: Id;
  readonly pageMaxId: Id;
  /** Whose doing it was, the latest first; not more than `SAMPLE`. */
  readonly actorIds: readonly Id[];
}

export type GroupSlice = Slice<NotificationGroup> & { readonly actors: ReadonlyMap<Id, User> };

/** Actors named per group. */
const SAMPLE = 8;

const KEY = groupKey('n', '$5');

const SUMMARY = `min(n.type) as type, min(n.post_id) as "postId", count(*)::int as count, max(n.id) as "newestId",
  (array_agg(n.actor_id order by n.id desc))[1:${SAMPLE}] as "actorIds"`;

type GroupRow = NotificationGroup & { more: boolean };

// Each step of `head` finds the next notification of a group not met before, so a page costs the rows it
// spans, once; one group more than asked for tells where the page ends. The groups' other members lie within
// their days. Relies on the index notification_inbox.
const groupPage = keyset<GroupRow>('inbox-groups', (order) => {
  const down = order === 'desc';
  return `
  with recursive head(id, key, seen) as (
    (select n.id, ${KEY}, array[${KEY}] from tenant.notification n
     where ${INBOX} and n.id > $6 and n.id < $7 order by n.id ${order} limit 1)
    union all
    select another.id, another.key, head.seen || another.key
    from head cross join lateral (
      select n.id, ${KEY} as key from tenant.notification n
      where ${down ? 'n.id > $6 and n.id < head.id' : 'n.id > head.id and n.id < $7'}
        and ${KEY} <> all(head.seen) and ${INBOX}
      order by n.id ${order} limit 1) another
    where cardinality(head.seen) <= $8::int),
  paged as (select id, key from head where cardinality(seen) <= $8::int),
  beyond as (select max(id) as id from head where cardinality(seen) > $8::int),
  span as (
    select min(paged.id) as oldest, max(paged.id) as newest, beyond.id is not null as more,
           ${down ? 'coalesce(beyond.id, $6)' : '$6'} as low, ${down ? '$7' : 'coalesce(beyond.id, $7)'} as high
    from paged cross join beyond group by beyond.id)
  select ${KEY} as key, ${SUMMARY}, bool_or(span.more) as more,
         min(n.id) filter (where n.id > span.low) as "pageMinId",
         max(n.id) filter (where n.id < span.high) as "pageMaxId"
  from span join tenant.notification n on n.id >= ${dayStart('span.oldest')} and n.id < ${dayEnd('span.newest')}
  where ${INBOX} and ${KEY} in (select key from paged)
  group by 1
  order by "pageMaxId" desc`;
});

/**
 * A page of the viewer's notifications in groups. `groupedTypes` are grouped, the others stand alone; likes,
 * reposts and follows unless told.
 */
export async function groupedNotifications(
  ctx: Ctx,
  page: Page,
  filter: InboxFilter & { readonly groupedTypes?: readonly NotificationType[] | undefined } = {},
): Promise<GroupSlice> {
  const viewer = requireViewer(ctx);
  const rows = await ctx.db.page(
    groupPage,
    page,
    ...inboxValues(viewer.id, filter),
    groupable(filter.groupedTypes),
  );
  const actors = await usersById(ctx, [...new Set(rows.flatMap((row) => row.actorIds))]);
  return {
    items: rows.map(({ more: _, ...group }) => group),
    first: rows[0]?.pageMaxId,
    last: rows.map((row) => row.pageMinId).toSorted(compareIds)[0],
    more: rows[0]?.more ?? false,
    actors,
  };
}

const groupable = (types: readonly NotificationType[] = GROUPABLE) =>
  types.filter((type) => GROUPABLE.includes(type));

// $1 viewer, $2 type or null, $3 post or null, $4 and $5 bounds. One alone may be held back by the policy.
const MEMBERS = `n.user_id = $1 and n.id >= $4 and n.id < $5 and ($2::text is null or n.type = $2)
  and ($3::bigint is null or n.post_id = $3) and (not n.filtered or $2::text is null) and ${readable('n', '$1')}`;

const oneGroup = statement<Omit<GroupRow, 'key' | 'more'>>(
  'inbox-group',
  `select ${SUMMARY}, min(n.id) as "pageMinId", max(n.id) as "pageMaxId"
   from tenant.notification n where ${MEMBERS} having count(*) > 0`,
);

/** One group of the viewer's inbox by its key; 'not-found' when nothing is in it. */
export async function groupByKey(
  ctx: Ctx,
  key: string,
): Promise<{ group: NotificationGroup; actors: ReadonlyMap<Id, User> }> {
  const row = await ctx.db.row(oneGroup, ...boundsOf(ctx, key));
  if (row === undefined) throw notFound();
  return { group: { key, ...row }, actors: await usersById(ctx, row.actorIds) };
}

const membersPage = keyset<PersonRow>(
  'inbox-group-members',
  (order) => `select n.id as cursor, n.actor_id as "userId" from tenant.notification n
    where ${MEMBERS} and n.id > $6 and n.id < $7 order by n.id ${order} limit $8`,
);

/** Everybody in a group of the viewer's inbox; the cursor is the notification's id. */
export async function groupActors(ctx: Ctx, key: string, page: Page): Promise<Slice<User>> {
  return peopleSlice(ctx, page, await ctx.db.page(membersPage, page, ...boundsOf(ctx, key)));
}

const deleteGroup = statement(
  'dismiss-group',
  `delete from tenant.notification n
   where n.user_id = $1 and n.id >= $4 and n.id < $5 and ($2::text is null or n.type = $2)
     and ($3::bigint is null or n.post_id = $3)`,
);

/** Removes every notification of a group of the viewer's inbox; 'not-found' when there is none. */
export async function dismissGroup(ctx: Ctx, key: string): Promise<void> {
  if ((await ctx.db.change(deleteGroup, ...boundsOf(ctx, key))) === 0) throw notFound();
}

function boundsOf(ctx: Ctx, key: string): readonly unknown[] {
  const viewer = requireViewer(ctx);
  const { type, postId, low, high } = parseGroupKey(key);
  return [viewer.id, type, postId, low, high];
}

/** Unread rows looked at for a count of groups. */
const UNREAD_ROWS = 2000;

const unreadGroups = statement<{ count: number }>(
  'inbox-unread-groups',
  `select count(distinct key)::int as count from (
     select ${KEY} as key from tenant.notification n
     where ${INBOX} and n.id > coalesce(
       (select last_read_id from tenant.marker where user_id = $1 and timeline = 'notifications'), 0)
     order by n.id desc limit ${UNREAD_ROWS}) unread`,
);

/** How many groups have something newer than the viewer's marker; not more than `limit`. */
export async function unreadGroupCount(
  ctx: Ctx,
  filter: InboxFilter & { readonly groupedTypes?: readonly NotificationType[] | undefined } = {},
  limit = 100,
): Promise<number> {
  const viewer = requireViewer(ctx);
  const row = await ctx.db.row(
    unreadGroups,
    ...inboxValues(viewer.id, filter),
    groupable(filter.groupedTypes),
  );
  return Math.min(limit, row!.count);
}
