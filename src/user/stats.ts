// How big a community is: shown by the instance page and NodeInfo, so counted at most every few minutes.

import { LRUCache } from 'lru-cache';
import type { Ctx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';

export interface CommunityStats {
  readonly users: number;
  readonly posts: number;
  readonly activeMonth: number;
  readonly activeHalfyear: number;
}

const count = statement<CommunityStats>(
  'community-stats',
  `select count(*)::int as users, coalesce(sum(post_count), 0)::int as posts,
          count(*) filter (where last_active_on > current_date - 30)::int as "activeMonth",
          count(*) filter (where last_active_on > current_date - 180)::int as "activeHalfyear"
   from tenant.user where state = 'active'`,
);

const known = new LRUCache<number, CommunityStats>({ max: 5000, ttl: 5 * 60_000 });

/** People, posts and activity, at most five minutes old. */
export async function communityStats(ctx: Ctx): Promise<CommunityStats> {
  const cached = known.get(ctx.tenant.id);
  if (cached !== undefined) return cached;
  const stats = (await ctx.db.row(count))!;
  known.set(ctx.tenant.id, stats);
  return stats;
}
