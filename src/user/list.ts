// The people of a community as its host sees them.

import type { Ctx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';

export interface ListedUser {
  readonly username: string;
  readonly role: string;
  readonly state: string;
  readonly posts: number;
  readonly followers: number;
  readonly lastActiveOn: string | null;
}

const newest = statement<ListedUser>(
  'user-list',
  `select username, role, state, post_count as posts, follower_count as followers, last_active_on as "lastActiveOn"
   from tenant.user where state <> 'deleted' order by id desc limit $1`,
);

/** The newest people, in every state. For commands only: it asks no permission. */
export const listUsers = (ctx: Ctx, limit: number): Promise<ListedUser[]> => ctx.db.rows(newest, limit);
