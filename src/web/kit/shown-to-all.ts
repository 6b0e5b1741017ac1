// What search engines may have, whoever asks.

import type { Post } from '../../post/post.ts';
import type { User } from '../../user/user.ts';

/** Whether a post is public, and its author lets search engines have their posts. */
export const isShownToAll = ({ visibility }: Post, { profile, state }: User): boolean =>
  visibility === 'public' && profile.indexable && state === 'active';
