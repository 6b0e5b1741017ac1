// What an action on a post id is about: the post itself, or, for a repost, its original.

import { type Ctx, requireViewer } from '../context.ts';
import type { Visibility } from '../user/profile.ts';
import { visiblePost } from '../user/visibility.ts';
import { statement } from '../utils/db/statement.ts';
import { forbidden, notFound } from '../utils/error.ts';
import { type Id, isId } from '../utils/id.ts';
import { type Post, postById } from './post.ts';

export interface Target {
  readonly id: Id;
  readonly authorId: Id;
  readonly rootId: Id;
  readonly visibility: Visibility;
}

const findTarget = statement<Target>(
  'post-target',
  `select o.id, o.author_id as "authorId", o.root_id as "rootId", o.visibility
   from tenant.post p join tenant.post o on o.id = coalesce(p.repost_of_id, p.id)
   where p.id = $1 and ${visiblePost('p', '$2')}`,
);

/** The post an action is about; not-found when the viewer may not see it. */
export async function targetOf(ctx: Ctx, id: Id): Promise<Target> {
  const target = isId(id) ? await ctx.db.row(findTarget, id, ctx.viewer?.id ?? null) : undefined;
  if (target === undefined) throw notFound();
  return target;
}

/** The viewer's own post. Another's is forbidden if it can be seen, else not-found. */
export async function ownPost(ctx: Ctx, id: Id): Promise<Post> {
  const viewer = requireViewer(ctx);
  const post = await postById(ctx, id);
  if (post.authorId !== viewer.id) throw forbidden();
  return post;
}
