// Finding people: by the beginning of a name, and by how many follow them. Every query looks at a bounded
// number of rows, however large the community.

import { type Ctx, requireViewer } from '../context.ts';
import { requirePreview } from '../tenant/preview.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { cleanLine } from '../utils/text/clean.ts';
import { notBlockedBy } from './hidden.ts';
import { type User, usersById } from './user.ts';

/** How far a search or a ranking can be paged. */
const OFFSET_LIMIT = 1000;

/** How many names with a common beginning are looked at before ranking. */
const CANDIDATES = 500;

interface Found {
  readonly id: Id;
}

/** Whether the viewer $3 follows `u`: a probe each, never a hash of everybody they follow. */
const FOLLOWED = `((select true from tenant.follow f where f.follower_id = $3 and f.followee_id = u.id) is not null)`;

// $1 and $2 are the bounds of the beginning in byte order, so that a prepared plan can use
// user_name_prefix and user_display_prefix; `like $1` could not. The most popular people are looked at as
// well: a short beginning has more bearers than the other two branches read.
const search = statement<Found>(
  'search-users',
  `with candidate as (
     (select id from tenant.user where lower(username) ~>=~ $1 and lower(username) ~<~ $2
        and state = 'active' limit ${CANDIDATES})
     union
     (select id from tenant.user where lower(display_name) ~>=~ $1 and lower(display_name) ~<~ $2
        and state = 'active' limit ${CANDIDATES})
     union
     (select id from (
        select id, username, display_name from tenant.user where state = 'active' and discoverable
        order by follower_count desc, id desc limit ${CANDIDATES}) popular
      where starts_with(lower(username), $1) or starts_with(lower(display_name), $1))
     union
     (select u.id from tenant.follow f join tenant.user u on u.id = f.followee_id
      where f.follower_id = $3 and u.state = 'active'
        and (starts_with(lower(u.username), $1) or starts_with(lower(u.display_name), $1)))
   )
   select u.id from candidate join tenant.user u using (id)
   where ${notBlockedBy('u.id', '$3')} and (not $4 or ${FOLLOWED})
   order by lower(u.username) = $1 desc, ${FOLLOWED} desc, u.follower_count desc, u.id desc
   offset $5 limit $6`,
);

export interface SearchOptions {
  readonly limit: number;
  readonly offset?: number | undefined;
  /** Only people the viewer follows. */
  readonly following?: boolean | undefined;
}

/**
 * People whose username or display name begins with `query` (`@name` and `@name@this.host` count as the
 * name): the exact name first, then whom the viewer follows, then by followers.
 */
export async function searchUsers(ctx: Ctx, query: string, options: SearchOptions): Promise<User[]> {
  const { limit, offset = 0, following = false } = options;
  requirePreview(ctx);
  if (following) requireViewer(ctx);
  const start = beginning(ctx, query);
  if (start === null || offset > OFFSET_LIMIT) return [];
  const end = `${start}\u{10ffff}`;
  const rows = await ctx.db.rows(search, start, end, ctx.viewer?.id ?? null, following, offset, limit);
  return inOrder(ctx, rows);
}

/** What names must begin with; null when nobody's can. */
function beginning(ctx: Ctx, query: string): string | null {
  const [, name = '', host] = /^@?([^@]*)(?:@([^@]*))?$/.exec(cleanLine(query).toLowerCase()) ?? [];
  if (name === '' || name.length > 100) return null;
  const here = host === undefined || ctx.tenant.domains.some((domain) => domain.startsWith(host));
  return here ? name : null;
}

// Uses user_popular.
const popular = statement<Found>(
  'popular-users',
  `select id from tenant.user u where state = 'active' and discoverable and ${notBlockedBy('u.id', '$1')}
   order by follower_count desc, id desc offset $2 limit $3`,
);

// Uses the primary key.
const newest = statement<Found>(
  'newest-users',
  `select id from tenant.user u where state = 'active' and discoverable and ${notBlockedBy('u.id', '$1')}
   order by id desc offset $2 limit $3`,
);

// Uses user_recent.
const recent = statement<Found>(
  'recently-posting-users',
  `select id from tenant.user u where state = 'active' and discoverable and ${notBlockedBy('u.id', '$1')}
   order by last_post_on desc nulls last, id desc offset $2 limit $3`,
);

export interface Ranked {
  readonly limit: number;
  readonly offset?: number | undefined;
}

/** Discoverable people, by followers. The ranking can be paged to the thousandth. */
export const popularUsers = (ctx: Ctx, page: Ranked): Promise<User[]> => ranking(ctx, popular, page);

/** Discoverable people, the newest first. */
export const newestUsers = (ctx: Ctx, page: Ranked): Promise<User[]> => ranking(ctx, newest, page);

/** Discoverable people, who posted last first. */
export const recentUsers = (ctx: Ctx, page: Ranked): Promise<User[]> => ranking(ctx, recent, page);

async function ranking(ctx: Ctx, order: typeof popular, { limit, offset = 0 }: Ranked): Promise<User[]> {
  requirePreview(ctx);
  if (offset > OFFSET_LIMIT) return [];
  return inOrder(ctx, await ctx.db.rows(order, ctx.viewer?.id ?? null, offset, limit));
}

async function inOrder(ctx: Ctx, rows: readonly Found[]): Promise<User[]> {
  const ids = rows.map((row) => row.id);
  const users = await usersById(ctx, ids);
  return ids.flatMap((id) => users.get(id) ?? []);
}
