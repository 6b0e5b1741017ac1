// Direct answers to posts, many posts at once: what a page shows below each of its posts.

import type { Ctx } from '../context.ts';
import { completePosts, POST_STATE, type Post, type PostState } from '../post/post.ts';
import { shownAuthor } from '../user/hidden.ts';
import { visibleAlone } from '../user/visibility.ts';
import { MAX_ID, type Slice } from '../utils/cursor.ts';
import { type Statement, statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';

export interface CommentsOptions {
  readonly first: number;
  /** Continue behind this comment. */
  readonly after?: Id | undefined;
  readonly order?: 'oldest' | 'newest' | undefined;
}

// Relies on the index post_by_parent, once per post. One more than asked for tells whether more follow. The
// states come with the ids: a page of posts with their comments costs one statement for all of these.
const commentsText = (comparison: string, order: string) => `
  select c.* from unnest($1::bigint[]) parent(id)
  cross join lateral (
    select ${POST_STATE} from tenant.post p join tenant.user a on a.id = p.author_id
    where p.parent_id = parent.id and p.id ${comparison} $3
      and ${visibleAlone('p', '$2', 'a.state')} and ${shownAuthor('p.author_id', '$2')}
    order by p.id ${order} limit $4) c`;

const oldest = statement<PostState>('comments-oldest', commentsText('>', 'asc'));
const newest = statement<PostState>('comments-newest', commentsText('<', 'desc'));

/**
 * Comments on posts the viewer may see, per post, without authors they block or mute; the oldest first
 * unless told. Every id given is in the map. One statement for any number of posts (and for bodies not held yet).
 */
export async function commentsOf(
  ctx: Ctx,
  ids: readonly Id[],
  { first, after, order = 'oldest' }: CommentsOptions,
): Promise<Map<Id, Slice<Post>>> {
  if (ids.length === 0) return new Map();
  const [text, start]: [Statement<PostState>, Id] = order === 'oldest' ? [oldest, '0'] : [newest, MAX_ID];
  const rows = await ctx.db.rows(text, ids, ctx.viewer?.id ?? null, after ?? start, first + 1);
  const posts = await completePosts(ctx, rows);
  const byParent = Map.groupBy(rows, (row) => row.parentId);
  return new Map(ids.map((id) => [id, sliceOf(byParent.get(id) ?? [], first, posts)]));
}

function sliceOf(rows: readonly PostState[], first: number, posts: ReadonlyMap<Id, Post>): Slice<Post> {
  const page = rows.slice(0, first);
  return {
    items: page.flatMap((row) => posts.get(row.id) ?? []),
    first: page.at(0)?.id,
    last: page.at(-1)?.id,
    more: rows.length > first,
  };
}
