// A thread around one post: what it answers, and what answers it. Each walk is one bounded statement, which
// follows the posts whoever wrote them and gives those the viewer may see, with their states.

import type { Ctx } from '../context.ts';
import { completePosts, POST_STATE, type Post, type PostState, postById } from '../post/post.ts';
import { shownAuthor } from '../user/hidden.ts';
import { visibleAlone } from '../user/visibility.ts';
import { statement } from '../utils/db/statement.ts';
import { notFound } from '../utils/error.ts';
import { type Id, isId } from '../utils/id.ts';

export interface Thread {
  readonly post: Post;
  /** From the thread's first post down; from the first one that cannot be seen everything above is cut. */
  readonly ancestors: readonly Post[];
  /** Depth first, an author's own continuation before other answers. */
  readonly descendants: readonly Post[];
}

/** How far the walks go. The figures are those of the Mastodon API. */
const SIGNED_IN = { ancestors: 4096, descendants: 4096, depth: 4096 };
const ANONYMOUS = { ancestors: 40, descendants: 60, depth: 20 };

interface Above extends PostState {
  /** Steps up from the post; 0: the post itself. */
  distance: number;
  /** Whether the viewer neither blocks nor mutes the author. */
  shown: boolean;
}

// Nearest first. The inner limits hold the plan to the primary keys, here as below.
const upWalk = statement<Above>(
  'thread-ancestors',
  `with recursive up(id, parent_id, distance) as (
     select p.id, p.parent_id, 0 from tenant.post p where p.id = $1
     union all
     select p.id, p.parent_id, up.distance + 1
     from up join tenant.post p on p.id = up.parent_id where up.distance < $3::int)
   select ${POST_STATE}, up.distance, ${shownAuthor('p.author_id', '$2')} as shown
   from up cross join lateral (select * from tenant.post where id = up.id limit 1) p
   cross join lateral (select * from tenant.user where id = p.author_id limit 1) a
   where ${visibleAlone('p', '$2', 'a.state')} order by up.distance`,
);

// Breadth first, so that the limit keeps the upper levels and never a comment without what it answers: a
// recursive query makes no more rows than are asked of it. Relies on the index post_by_parent. A path sorts
// an author's answer to themself before others' answers: it is negative.
const downWalk = statement<PostState>(
  'thread-descendants',
  `with recursive down(id, path) as (
     select $1::bigint, '{}'::bigint[]
     union all
     select c.id, down.path ||
       case when c.author_id = c.parent_author_id then c.id - 9223372036854775807 else c.id end
     from down cross join lateral (
       select p.id, p.author_id, p.parent_author_id from tenant.post p
       where p.parent_id = down.id order by p.id limit $3) c
     where cardinality(down.path) < $4::int)
   select ${POST_STATE}
   from (select id, path from down offset 1 limit $3) walked
   cross join lateral (select * from tenant.post where id = walked.id limit 1) p
   cross join lateral (select * from tenant.user where id = p.author_id limit 1) a
   where ${visibleAlone('p', '$2', 'a.state')} and ${shownAuthor('p.author_id', '$2')}
   order by walked.path`,
);

/** The thread around a post the viewer may see; 'not-found' otherwise. Bounded, closer for who is not signed in. */
export async function threadOf(ctx: Ctx, id: Id): Promise<Thread> {
  if (!isId(id)) throw notFound();
  const bounds = ctx.viewer === null ? ANONYMOUS : SIGNED_IN;
  const viewerId = ctx.viewer?.id ?? null;
  const line = unbroken(await ctx.db.rows(upWalk, id, viewerId, bounds.ancestors));
  if (line.length === 0) throw notFound();
  const below = await ctx.db.rows(downWalk, id, viewerId, bounds.descendants, bounds.depth);
  const posts = await completePosts(ctx, [...line, ...below]);
  return {
    post: await judged(ctx, posts.get(id)),
    ancestors: inOrder(line.filter((step) => step.distance > 0 && step.shown).toReversed(), posts),
    descendants: inOrder(below, posts),
  };
}

/** The post and what is above it, up to the first that cannot be seen: such a one is missing. */
const unbroken = (nearestFirst: readonly Above[]): readonly Above[] =>
  nearestFirst.filter((step, index) => step.distance === index);

/** A repost, which has no thread, is judged together with its original. */
async function judged(ctx: Ctx, post: Post | undefined): Promise<Post> {
  if (post === undefined) throw notFound();
  return post.repostOfId === null ? post : postById(ctx, post.id);
}

const inOrder = (states: readonly PostState[], posts: ReadonlyMap<Id, Post>): Post[] =>
  states.flatMap((state) => posts.get(state.id) ?? []);
