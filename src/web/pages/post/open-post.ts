// The post an address names: /@author/ID. Whoever is named, the id decides; the right address is led to.

import { authorsOf } from '../../../post/authors.ts';
import { type Post, postById } from '../../../post/post.ts';
import { mayLook } from '../../../tenant/preview.ts';
import type { User } from '../../../user/user.ts';
import { notFound } from '../../../utils/error.ts';
import type { Id } from '../../../utils/id.ts';
import { type Answer, type Redirect, signInFirst } from '../../kit/page.ts';
import type { Visit } from '../../kit/visit.ts';

export interface OpenPost {
  readonly post: Post;
  readonly author: User;
}

/** The address of a post. */
export const postPath = (username: string, id: Id): string => `/@${username}/${id}`;

/** Runs `show` with the post of the address; a repost's address leads to its original. */
export async function withPost(
  visit: Visit,
  rest: string,
  show: (open: OpenPost) => Promise<Answer>,
): Promise<Answer> {
  const { ctx } = visit;
  if (!mayLook(ctx)) return signInFirst(visit.here);
  const asked = await postById(ctx, visit.param('id'));
  const post = asked.repostOfId === null ? asked : await postById(ctx, asked.repostOfId);
  const author = (await authorsOf(ctx, [post], new Map())).get(post.authorId);
  if (author === undefined) throw notFound();
  return misnamed(visit, { post, author }, rest) ?? show({ post, author });
}

/** Where the address should have led. */
export function misnamed(visit: Visit, { post, author }: OpenPost, rest = ''): Redirect | undefined {
  if (visit.param('name') === author.username && visit.param('id') === post.id) return undefined;
  return { redirect: postPath(author.username, post.id) + rest };
}
