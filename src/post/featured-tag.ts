// Tags people show on their profile, each with how often and when they used it last.

import { type Ctx, requireViewer, transaction } from '../context.ts';
import { userById } from '../user/user.ts';
import { statement } from '../utils/db/statement.ts';
import { invalid, notFound } from '../utils/error.ts';
import { type Id, isId } from '../utils/id.ts';
import { checkTag } from './tag.ts';
import { ensureTags } from './tag-link.ts';

export interface FeaturedTag {
  readonly id: Id;
  /** Whose profile it is on. */
  readonly userId: Id;
  readonly username: string;
  readonly name: string;
  readonly display: string;
  /** Public and unlisted posts of that person with the tag. */
  readonly postCount: number;
  /** `YYYY-MM-DD`; null: never used. */
  readonly lastPostOn: string | null;
}

const COLUMNS = `f.id, f.user_id as "userId", u.username, t.name, t.display, f.post_count as "postCount",
  f.last_post_on as "lastPostOn"`;

const byUser = statement<FeaturedTag>(
  'featured-tags',
  `select ${COLUMNS} from tenant.featured_tag f join tenant.tag t on t.id = f.tag_id
     join tenant.user u on u.id = f.user_id
   where f.user_id = $1 order by f.id`,
);

const lockUser = statement('feature-lock-user', 'select from tenant.user where id = $1 for no key update');

// Counted once, here; from then on each post of the person counts itself.
const insertFeatured = statement<{ room: boolean }>(
  'feature-tag',
  `with wanted as (select id from tenant.tag where name = $2),
   held as (
     select count(*) filter (where tag_id <> (select id from wanted)) as others
     from tenant.featured_tag where user_id = $1),
   used as (
     select count(*)::int as posts, (nexus.id_time(max(p.id)) at time zone 'utc')::date as last_on
     from tenant.post_tag pt join tenant.post p on p.id = pt.post_id
     where pt.tag_id = (select id from wanted) and p.author_id = $1 and p.visibility in ('public', 'unlisted')),
   made as (
     insert into tenant.featured_tag (user_id, tag_id, post_count, last_post_on)
     select $1, wanted.id, used.posts, used.last_on from wanted, held, used where held.others < $3
     on conflict do nothing)
   select others < $3 as room from held`,
);

const removeFeatured = statement(
  'unfeature-tag',
  'delete from tenant.featured_tag where id = $1 and user_id = $2',
);

/** The tags a person features; not-found when the person is. */
export async function featuredTags(ctx: Ctx, userId: Id): Promise<FeaturedTag[]> {
  const user = isId(userId) ? await userById(ctx, userId) : undefined;
  if (user === undefined) throw notFound();
  return ctx.db.rows(byUser, userId);
}

/** Features a tag on the viewer's profile. Repeating changes nothing; beyond the limit it is invalid. */
export async function featureTag(ctx: Ctx, given: string): Promise<FeaturedTag> {
  const viewer = requireViewer(ctx);
  const tag = checkTag(given);
  const limit = ctx.tenant.settings.maxFeaturedTags;
  const done = await transaction(ctx, async (tx) => {
    await ensureTags(tx, [tag]);
    await tx.db.row(lockUser, viewer.id);
    return tx.db.row(insertFeatured, viewer.id, tag.name, limit);
  });
  if (!done?.room)
    throw invalid('name', 'too-many', `is one featured tag too many, the limit is ${limit}`, limit);
  const featured = (await ctx.db.rows(byUser, viewer.id)).find(({ name }) => name === tag.name);
  if (featured === undefined) throw notFound('Tag');
  return featured;
}

/** Takes a featured tag off the viewer's profile; another's is not found. */
export async function unfeatureTag(ctx: Ctx, id: Id): Promise<void> {
  const viewer = requireViewer(ctx);
  const removed = isId(id) ? await ctx.db.change(removeFeatured, id, viewer.id) : 0;
  if (removed === 0) throw notFound();
}

const byUsers = statement<FeaturedTag>(
  'featured-tags-of-each',
  `select ${COLUMNS} from tenant.featured_tag f join tenant.tag t on t.id = f.tag_id
     join tenant.user u on u.id = f.user_id
   where f.user_id = any($1::bigint[]) order by f.id`,
);

/** The tags each of these people, whom the viewer may see, features. */
export async function featuredTagsOfEach(ctx: Ctx, userIds: readonly Id[]): Promise<Map<Id, FeaturedTag[]>> {
  return Map.groupBy(await ctx.db.rows(byUsers, userIds), (featured) => featured.userId);
}
