// What stands above comments, many comments at once: what a page shows above each of them.

import type { Ctx } from '../context.ts';
import { type Post, postsById } from '../post/post.ts';
import { shownAuthor } from '../user/hidden.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';

const MOST = 40;

interface Step {
  ownerId: Id;
  id: Id;
  /** Whether the viewer neither blocks nor mutes the author. */
  shown: boolean;
}

// Nearest first; each step is a probe of the primary key.
const walks = statement<Step>(
  'ancestors-of-each',
  `with recursive up(owner_id, id, parent_id, author_id, distance) as (
     select p.id, p.id, p.parent_id, p.author_id, 0 from tenant.post p where p.id = any($1::bigint[])
     union all
     select up.owner_id, p.id, p.parent_id, p.author_id, up.distance + 1
     from up join tenant.post p on p.id = up.parent_id where up.distance < ${MOST})
   select owner_id as "ownerId", id, ${shownAuthor('author_id', '$2')} as shown
   from up where distance > 0 order by distance`,
);

/**
 * The nearest ancestors, at most forty, of posts the viewer may see, topmost first. From the first one
 * that cannot be seen everything above is cut.
 */
export async function ancestorsOf(ctx: Ctx, ids: readonly Id[]): Promise<Map<Id, Post[]>> {
  const steps = await ctx.db.rows(walks, ids, ctx.viewer?.id ?? null);
  const posts = await postsById(ctx, [...new Set(steps.map((step) => step.id))]);
  const byOwner = Map.groupBy(steps, (step) => step.ownerId);
  return new Map(ids.map((id) => [id, visibleUp(byOwner.get(id) ?? [], posts)]));
}

function visibleUp(nearestFirst: readonly Step[], posts: ReadonlyMap<Id, Post>): Post[] {
  const cut = nearestFirst.findIndex((step) => !posts.has(step.id));
  const seen = cut === -1 ? nearestFirst : nearestFirst.slice(0, cut);
  return seen.toReversed().flatMap((step) => (step.shown ? (posts.get(step.id) ?? []) : []));
}
