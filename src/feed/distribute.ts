// The job that brings a new post into home feeds: the author's own, those of followers active lately, and
// those of people who follow one of its tags. Blocks and mutes are decided when a feed is read.

import { announce, type Ctx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { enqueue, type Jobs } from '../utils/queue.ts';
import { ringBells } from './bell.ts';
import { ACTIVE_DAYS, wanted } from './rule.ts';

/** Followers per statement; a job does one statement's worth and leaves the rest to the next. */
const CHUNK = 5000;

// One day more than the trim allows: between both, nobody's feed has a gap that is not rebuilt.
const ACTIVE = `u.state = 'active' and u.last_active_on >= current_date - ${ACTIVE_DAYS + 1}`;

interface Filled {
  /** The last follow looked at; null: none. */
  last: Id | null;
  found: number;
  authorId: Id;
  tagged: boolean;
  belled: boolean;
}

// Relies on the index follow_by_followee. A direct post's followers are few: those it mentions.
const fillFollowers = statement<Filled>(
  'distribute-followers',
  `with post as materialized (
     select p.id, p.author_id, p.repost_of_id, p.parent_author_id, p.visibility, p.language, p.tags, u.feed_pull
     from tenant.post p join tenant.user u on u.id = p.author_id where p.id = $1),
   chunk as materialized (
     select f.* from post cross join lateral (
       select f.id, f.follower_id, f.show_reposts, f.languages from tenant.follow f
       where f.followee_id = post.author_id and f.id > $2
       order by f.id limit $3) f
     where not post.feed_pull and post.visibility <> 'direct'
     union all
     select f.id, f.follower_id, f.show_reposts, f.languages
     from post
     join tenant.post_mention m on m.post_id = post.id
     join tenant.follow f on f.follower_id = m.user_id and f.followee_id = post.author_id
     where post.visibility = 'direct'),
   filled as (
     insert into tenant.feed_entry (user_id, post_id)
     select c.follower_id, post.id
     from chunk c join tenant.user u on u.id = c.follower_id cross join post
     where ${ACTIVE} and ${wanted('post', 'c')}
     union all
     select post.author_id, post.id from post where $2 = 0
     on conflict do nothing)
   select post.author_id as "authorId", (select max(id) from chunk) as last,
          (select count(*)::int from chunk) as found,
          post.visibility = 'public' and post.tags <> '{}' as tagged,
          post.visibility <> 'direct' and post.repost_of_id is null
            and coalesce(post.parent_author_id, post.author_id) = post.author_id
            and exists (select from tenant.follow bell where bell.followee_id = post.author_id and bell.notify)
            as belled
   from post`,
);

/** Brings a post into home feeds. Harmless when repeated, and when the post is gone. */
export async function distributePost(ctx: Ctx, { postId, after }: Jobs['feed/distribute']): Promise<void> {
  const filled = await ctx.db.row(fillFollowers, postId, after ?? '0', CHUNK);
  if (filled === undefined) return;
  if (after === undefined && filled.tagged) await fillTagFollowers(ctx, postId);
  if (after === undefined && filled.belled) await ringBells(ctx, postId, filled.authorId);
  if (filled.last !== null && filled.found >= CHUNK) {
    await enqueue(ctx, 'feed/distribute', { postId, after: filled.last });
  } else {
    announce(ctx, { kind: 'home-filled', postId });
  }
}

// Relies on the index tag_follow_tag.
const fillByTag = statement<{ last: Id | null; found: number }>(
  'distribute-tag-followers',
  `with chunk as materialized (
     select distinct followed.user_id from tenant.post_tag carried cross join lateral (
       select f.user_id from tenant.tag_follow f
       where f.tag_id = carried.tag_id and f.user_id > $2 order by f.user_id limit $3) followed
     where carried.post_id = $1
     order by followed.user_id limit $3),
   filled as (
     insert into tenant.feed_entry (user_id, post_id)
     select u.id, $1 from chunk c join tenant.user u on u.id = c.user_id where ${ACTIVE}
     on conflict do nothing)
   select max(user_id) as last, count(*)::int as found from chunk`,
);

async function fillTagFollowers(ctx: Ctx, postId: Id): Promise<void> {
  let after: Id | null = '0';
  while (after !== null) {
    const filled: { last: Id | null; found: number } | undefined = await ctx.db.row(
      fillByTag,
      postId,
      after,
      CHUNK,
    );
    after = filled === undefined || filled.found < CHUNK ? null : filled.last;
  }
}
