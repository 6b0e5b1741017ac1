// Posting with its job done at once: in tests no worker runs.

import { distributePost } from '../../src/feed/distribute.ts';
import { createPost } from '../../src/post/create.ts';
import type { NewPost } from '../../src/post/draft.ts';
import { repost } from '../../src/post/repost.ts';
import type { Id } from '../../src/utils/id.ts';
import type { Community, Person } from './community.ts';

/** Creates a post and brings it into home feeds. */
export async function publish(community: Community, author: Person, input: string | NewPost): Promise<Id> {
  const postId = await createPost(author.ctx(), typeof input === 'string' ? { text: input } : input);
  await distributePost(community.ctx(), { postId });
  return postId;
}

/** Reposts a post and brings the repost into home feeds. */
export async function publishRepost(community: Community, author: Person, id: Id): Promise<Id> {
  const postId = await repost(author.ctx(), id);
  await distributePost(community.ctx(), { postId });
  return postId;
}
