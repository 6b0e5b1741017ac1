// A page of comments: they run forward in either order, unlike the lists that are newest first.

import type { CommentsOptions } from '../../feed/comments.ts';
import type { Post } from '../../post/post.ts';
import type { Slice } from '../../utils/cursor.ts';
import type { Id } from '../../utils/id.ts';
import type { Loader } from '../engine/loader.ts';
import { type Connection, readPage } from '../kit/connection.ts';

export interface CommentArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly orderBy?: 'oldest' | 'newest' | null;
}

export function commentPage({ first = null, after = null, orderBy }: CommentArguments): CommentsOptions {
  const { wanted, maxId } = readPage({ first, after });
  return { first: wanted, after: maxId, order: orderBy ?? 'oldest' };
}

export async function commentConnection(
  lists: Loader<Id, Slice<Post>>,
  post: Post,
  page: CommentsOptions,
): Promise<Connection<Post>> {
  const { items = [], more = false, first, last } = (await lists.load(post.repostOfId ?? post.id)) ?? {};
  return {
    edges: items.map((node) => ({ node, cursor: node.id })),
    totalCount: post.commentCount,
    pageInfo: {
      hasNextPage: more,
      hasPreviousPage: page.after !== undefined,
      startCursor: first,
      endCursor: last,
    },
  };
}
