// Posts: looked up by id, always as a list, always through the one rule of who sees them. A comment is a
// post with a parent; a repost is a post with an original and no words of its own.

import type { Ctx } from '../context.ts';
import { mayLook } from '../tenant/preview.ts';
import type { Visibility } from '../user/profile.ts';
import { type AuthorRow, authorColumns } from '../user/user.ts';
import { visibleAlone, visiblePost } from '../user/visibility.ts';
import { type EVER, ifEver } from '../utils/db/ever.ts';
import { statement } from '../utils/db/statement.ts';
import { notFound } from '../utils/error.ts';
import { type Id, isId } from '../utils/id.ts';
import { bodiesOf, type PostBody } from './body.ts';

/** What changes often or depends on who asks, of its author too. The marks are the viewer's; false for nobody. */
export interface PostState extends AuthorRow {
  readonly id: Id;
  readonly repostOfId: Id | null;
  readonly parentId: Id | null;
  readonly parentAuthorId: Id | null;
  /** The first post of the thread; its own id for a first post. */
  readonly rootId: Id;
  readonly visibility: Visibility;
  readonly version: number;
  readonly likeCount: number;
  readonly repostCount: number;
  readonly commentCount: number;
  readonly viewCount: number;
  readonly liked: boolean;
  readonly reposted: boolean;
  readonly bookmarked: boolean;
  /** The viewer wants no notifications from this thread. */
  readonly muted: boolean;
  readonly pinned: boolean;
}

export interface Post extends PostState {
  /** The same object while the version stays. */
  readonly body: PostBody;
}

// Each mark is one probe of a primary key, as in the visibility rule, and spared where a count shows that there is none;
// for most viewers the table is not even opened (`ifEver`).
/** The columns of a PostState of the post `p`, whose author's row is `author`, to `viewer`, a parameter like `$2`. */
export function postState(viewer: string, author: string): string {
  const who = `${viewer}::bigint`;
  const mark = (kind: keyof typeof EVER, condition: string) =>
    ifEver(kind, viewer, { asked: `(${condition})`, otherwise: false });
  return `p.id, p.author_id as "authorId", p.repost_of_id as "repostOfId", p.parent_id as "parentId",
  p.parent_author_id as "parentAuthorId", p.root_id as "rootId", p.visibility, p.version,
  p.like_count as "likeCount", p.repost_count as "repostCount", p.comment_count as "commentCount",
  p.view_count as "viewCount",
  ${mark(
    'somebody',
    `p.like_count > 0 and (
    select true from tenant.post_like l where l.user_id = ${who} and l.post_id = p.id) is not null`,
  )} as liked,
  ${mark(
    'somebody',
    `p.repost_count > 0 and (
    select true from tenant.post r where r.repost_of_id = p.id and r.author_id = ${who}) is not null`,
  )} as reposted,
  ${mark(
    'bookmarks',
    `(
    select true from tenant.bookmark b where b.user_id = ${who} and b.post_id = p.id) is not null`,
  )} as bookmarked,
  ${mark(
    'threadMutes',
    `(
    select true from tenant.thread_mute t where t.user_id = ${who} and t.root_id = p.root_id) is not null`,
  )} as muted,
  ${mark(
    'pins',
    `p.author_id = ${who} and (
    select true from tenant.pin where pin.user_id = ${who} and pin.post_id = p.id) is not null`,
  )} as pinned,
  ${authorColumns(author)}`;
}

/** The columns of a PostState of the post `p` by `a` to the viewer `$2`. */
export const POST_STATE = postState('$2', 'a');

const statesById = statement<PostState>(
  'post-states-by-id',
  `select ${POST_STATE} from tenant.post p join tenant.user a on a.id = p.author_id
   where p.id = any($1::bigint[]) and ${visiblePost('p', '$2', 'a.state')}`,
);

// Each row is judged alone; a repost whose original is not among the rows is dropped below.
const statesWithOriginals = statement<PostState>(
  'post-states-with-originals',
  `select ${POST_STATE}
   from (select unnest($1::bigint[]) as id
         union
         select repost_of_id from tenant.post where id = any($1::bigint[])) wanted
   join tenant.post p on p.id = wanted.id join tenant.user a on a.id = p.author_id
   where ${visibleAlone('p', '$2', 'a.state')}`,
);

/** Posts by id, those the viewer may see. The originals of reposts are not among them. */
export async function postsById(ctx: Ctx, ids: readonly Id[]): Promise<Map<Id, Post>> {
  if (ids.length === 0 || !mayLook(ctx)) return new Map();
  return completePosts(ctx, await ctx.db.rows(statesById, ids, ctx.viewer?.id ?? null));
}

/** Posts by id with the originals of reposts in the same map, in as many statements as without. */
export async function postsWithOriginals(ctx: Ctx, ids: readonly Id[]): Promise<Map<Id, Post>> {
  if (ids.length === 0 || !mayLook(ctx)) return new Map();
  const states = await ctx.db.rows(statesWithOriginals, ids, ctx.viewer?.id ?? null);
  const seen = new Set(states.map((state) => state.id));
  return completePosts(
    ctx,
    states.filter((state) => state.repostOfId === null || seen.has(state.repostOfId)),
  );
}

/** One post the viewer may see; not-found otherwise, whatever the reason. */
export async function postById(ctx: Ctx, id: Id): Promise<Post> {
  const post = isId(id) ? (await postsById(ctx, [id])).get(id) : undefined;
  if (post === undefined) throw notFound();
  return post;
}

/** Posts from states that a statement with the rule of visibility has read; the states become the posts. */
export async function completePosts(ctx: Ctx, states: readonly PostState[]): Promise<Map<Id, Post>> {
  const bodies = await bodiesOf(ctx, states);
  const posts = new Map<Id, Post>();
  for (const state of states) {
    const body = bodies.get(state.id);
    if (body !== undefined) posts.set(state.id, Object.assign(state, { body }));
  }
  return posts;
}
