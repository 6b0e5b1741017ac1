// Deleting a post: its counts are taken off its author, its parent and, with its reposts, their authors.
// Likes, bookmarks, mentions and notifications go with the row; comments stay, without a parent.

import { announce, type Ctx, type Tx, transaction } from '../context.ts';
import { deleteMediaOf } from '../media/delete.ts';
import { statement } from '../utils/db/statement.ts';
import { notFound } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';
import { forgetKeyOf } from './idempotency.ts';
import type { Post } from './post.ts';
import { unrepost } from './repost.ts';
import { unlinkTags } from './tag-link.ts';
import { ownPost } from './target.ts';

// The post after its author and before its reposters: who reposts at this moment has their own row
// locked and waits for the post, but is not among the reposters yet.
const lockAuthor = statement('delete-lock-author', 'select from tenant.user where id = $1 for no key update');
const lockPost = statement<{ counted: boolean }>(
  'delete-lock-post',
  `select visibility in ('public', 'unlisted') as counted from tenant.post where id = $1 for update`,
);

const uncountAuthors = statement(
  'delete-uncount-authors',
  `with written as (
     select author_id, count(*)::int as posts from tenant.post
     where repost_of_id = $1 or (id = $1 and visibility <> 'direct') group by author_id),
   locked as materialized (
     select id from tenant.user where id in (select author_id from written) order by id for no key update)
   update tenant.user u set post_count = greatest(0, u.post_count - written.posts)
   from written join locked on locked.id = written.author_id where u.id = written.author_id`,
);

const uncountParent = statement(
  'delete-uncount-parent',
  'update tenant.post set comment_count = greatest(0, comment_count - 1) where id = $1',
);

const removePost = statement('delete-post', 'delete from tenant.post where id = $1');

/**
 * Deletes the viewer's own post and gives it as it was, its source text in `body.text`. Its media stay
 * for a day, unattached, to be posted anew, unless `media: 'delete'`. Another's post is forbidden.
 */
export async function deletePost(
  ctx: Ctx,
  id: Id,
  options: { media?: 'keep' | 'delete' } = {},
): Promise<Post> {
  const post = await ownPost(ctx, id);
  if (post.repostOfId !== null) await unrepost(ctx, post.id);
  else await transaction(ctx, (tx) => deleteIn(tx, post, options.media ?? 'keep'));
  return post;
}

async function deleteIn(tx: Tx, post: Post, media: 'keep' | 'delete'): Promise<void> {
  await tx.db.row(lockAuthor, post.authorId);
  const locked = await tx.db.row(lockPost, post.id);
  if (locked === undefined) throw notFound();
  await uncount(tx, post, locked.counted);
  if (media === 'delete') await deleteMediaOf(tx, [post.id]);
  await forgetKeyOf(tx, post.authorId, post.id);
  await tx.db.change(removePost, post.id);
  announce(tx, { kind: 'post-gone', postId: post.id, authorId: post.authorId });
}

async function uncount(tx: Tx, post: Post, counted: boolean): Promise<void> {
  await tx.db.change(uncountAuthors, post.id);
  if (post.parentId !== null && counted) {
    await tx.db.change(uncountParent, post.parentId);
    announce(tx, { kind: 'counts-changed', postId: post.parentId });
  }
  if (post.body.tags.length > 0)
    await unlinkTags(tx, { postId: post.id, authorId: post.authorId, counted }, []);
}
