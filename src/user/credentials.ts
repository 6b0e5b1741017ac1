// What only the person themself sees of their account: the settings beside the profile.

import { type Ctx, requireViewer } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import type { Visibility } from './profile.ts';

export interface Credentials {
  readonly defaultVisibility: Visibility;
  readonly defaultSensitive: boolean;
  /** Null: the language of the person's own locale. */
  readonly defaultLanguage: string | null;
  readonly followRequestCount: number;
}

const readCredentials = statement<Credentials>(
  'credentials',
  `select coalesce(default_visibility, case when locked then 'followers' else 'public' end) as "defaultVisibility",
     default_sensitive as "defaultSensitive", default_language as "defaultLanguage",
     (select count(*)::int from tenant.follow_request where followee_id = u.id) as "followRequestCount"
   from tenant.user u where u.id = $1`,
);

/** The viewer's own settings. The texts as written are in the profile. */
export async function credentialsOf(ctx: Ctx): Promise<Credentials> {
  const viewer = requireViewer(ctx);
  return (await ctx.db.row(readCredentials, viewer.id))!;
}
