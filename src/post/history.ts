// The versions of a post, as they were when others answered to them.

import type { Ctx } from '../context.ts';
import type { Media } from '../media/media.ts';
import { statementForEach } from '../utils/db/for-each-owner.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { type Post, postById, postsById } from './post.ts';

export interface PostVersion {
  readonly writtenAt: Date;
  /** As written. */
  readonly text: string;
  readonly html: string;
  readonly spoilerText: string;
  readonly sensitive: boolean;
  readonly media: readonly Media[];
}

/** Of a post edited more often, the newest versions are shown. */
const MOST_VERSIONS = 100;

const earlierVersions = statement<PostVersion>(
  'earlier-versions',
  `select written_at as "writtenAt", text, html, spoiler_text as "spoilerText", sensitive, media
   from tenant.post_edit where post_id = $1 order by id desc limit ${MOST_VERSIONS}`,
);

/** All versions of a post the viewer may see, the first one first, today's last. */
export async function editsOf(ctx: Ctx, id: Id): Promise<{ post: Post; versions: PostVersion[] }> {
  const post = await postById(ctx, id);
  const earlier = post.version === 1 ? [] : await ctx.db.rows(earlierVersions, id);
  return { post, versions: withPresent(post, earlier) };
}

const earlierForEach = statementForEach(earlierVersions);

/** All versions of each of these posts; one the viewer may not see is absent. */
export async function editsOfEach(ctx: Ctx, ids: readonly Id[]): Promise<Map<Id, PostVersion[]>> {
  const posts = [...(await postsById(ctx, ids)).values()];
  const edited = posts.filter((post) => post.version > 1).map((post) => post.id);
  const rows = edited.length === 0 ? [] : await ctx.db.rows(earlierForEach, edited);
  const byPost = Map.groupBy(rows, (row) => row.ownerId);
  return new Map(posts.map((post) => [post.id, withPresent(post, byPost.get(post.id) ?? [])]));
}

function withPresent(post: Post, latestFirst: readonly PostVersion[]): PostVersion[] {
  const { body } = post;
  return [...latestFirst.toReversed(), { ...body, writtenAt: body.editedAt ?? body.createdAt }];
}
