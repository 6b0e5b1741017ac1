// A person's choice of whose notifications reach them at once. `notify` obeys it; `notification/policy`
// reads and changes it.

import { type Ctx, requireViewer } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import type { PolicyChoice } from './notify.ts';

/** Stored are only choices other than 'accept', so that the usual policy is `{}` and costs the writer nothing. */
export type StoredPolicy = Readonly<Record<string, PolicyChoice>>;

const readPolicy = statement<{ policy: StoredPolicy }>(
  'notification-policy',
  'select notification_policy as policy from tenant.user where id = $1',
);

const changePolicy = statement<{ policy: StoredPolicy }>(
  'change-notification-policy',
  `update tenant.user set notification_policy = (
     select coalesce(jsonb_object_agg(key, value), '{}')
     from jsonb_each(notification_policy || $2::jsonb) where value <> '"accept"')
   where id = $1 returning notification_policy as policy`,
);

/** The viewer's choices. */
export async function storedPolicy(ctx: Ctx): Promise<StoredPolicy> {
  return (await ctx.db.row(readPolicy, requireViewer(ctx).id))?.policy ?? {};
}

/** Changes the given choices of the viewer and gives all. */
export async function changeStoredPolicy(ctx: Ctx, patch: StoredPolicy): Promise<StoredPolicy> {
  return (await ctx.db.row(changePolicy, requireViewer(ctx).id, JSON.stringify(patch)))?.policy ?? {};
}
