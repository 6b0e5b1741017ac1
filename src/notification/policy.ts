// What becomes of notifications from people of certain groups: they arrive, wait as a request, or are dropped.

import { type Ctx, requireViewer } from '../context.ts';
import { changeStoredPolicy, storedPolicy } from '../user/notification-policy.ts';
import type { PolicyChoice } from '../user/notify.ts';
import { statement } from '../utils/db/statement.ts';
import { invalid } from '../utils/error.ts';
import { shownActor } from './readable.ts';

export const POLICY_CHOICES: readonly PolicyChoice[] = ['accept', 'filter', 'drop'];

export const POLICY_GROUPS = [
  'notFollowing', // people the viewer does not follow
  'notFollowers', // people who do not follow the viewer, or only since lately
  'newAccounts', // people who came within a month
  'privateMentions', // direct posts nobody asked for
  'limitedAccounts', // people the staff has limited
] as const;

export type PolicyGroup = (typeof POLICY_GROUPS)[number];

export type Policy = Readonly<Record<PolicyGroup, PolicyChoice>>;

/** The viewer's policy; a group never chosen is 'accept'. */
export async function notificationPolicy(ctx: Ctx): Promise<Policy> {
  return complete(await storedPolicy(ctx));
}

/** Changes the groups named in `patch`. Notifications that are there already stay as they are. */
export async function setNotificationPolicy(ctx: Ctx, patch: Partial<Policy>): Promise<Policy> {
  const change: Partial<Record<PolicyGroup, PolicyChoice>> = {};
  for (const group of POLICY_GROUPS) {
    const choice = patch[group];
    if (choice === undefined) continue;
    if (!POLICY_CHOICES.includes(choice)) throw invalid(group, 'invalid', 'is not accept, filter or drop');
    change[group] = choice;
  }
  return complete(await changeStoredPolicy(ctx, change));
}

const complete = (stored: Readonly<Record<string, PolicyChoice>>): Policy =>
  Object.fromEntries(POLICY_GROUPS.map((group) => [group, stored[group] ?? 'accept'])) as Policy;

export interface Pending {
  /** People whose notifications wait. */
  readonly requests: number;
  readonly notifications: number;
}

// Relies on the index notification_filtered.
const pending = statement<Pending>(
  'pending-requests',
  `select count(*)::int as requests, coalesce(sum(held.count), 0)::int as notifications
   from (select actor_id, count(*) as count from tenant.notification
         where user_id = $1 and filtered group by actor_id) held
   where ${shownActor('held.actor_id', '$1')}`,
);

/** How much the viewer's policy holds back at present. */
export async function pendingRequests(ctx: Ctx): Promise<Pending> {
  return (await ctx.db.row(pending, requireViewer(ctx).id))!;
}
