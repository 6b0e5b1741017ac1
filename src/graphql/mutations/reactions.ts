// What people do with posts: like, repost, bookmark, pin, mute the thread, have seen it.

import { type Ctx, requireViewer } from '../../context.ts';
import { bookmarkPost, unbookmarkPost } from '../../post/bookmark.ts';
import { likePost, unlikePost } from '../../post/like.ts';
import { pinPost, unpinPost } from '../../post/pin.ts';
import { repost, unrepost } from '../../post/repost.ts';
import { muteThread, unmuteThread } from '../../post/thread-mute.ts';
import { countView } from '../../post/view.ts';
import { invalid } from '../../utils/error.ts';
import type { Id } from '../../utils/id.ts';
import { LIMITS } from '../engine/limits.ts';
import { given } from '../kit/given.ts';
import { mutation } from '../kit/mutation.ts';
import { readId } from '../kit/node.ts';
import { Visibility } from '../types/post.ts';
import { postAnswer } from './answers.ts';

mutation('repost', {
  description: 'Shows a post to the followers of the viewer. Repeating it gives the first repost again.',
  scope: 'write:statuses',
  input: (t) => ({ postId: t.id({ required: true }), visibility: t.field({ type: Visibility }) }),
  run: ({ ctx }, { postId, ...input }) => repost(ctx, readId('Post', postId), given(input)),
  payload: postAnswer,
});

simple('like', 'write:favourites', 'Likes a post. Repeating changes nothing.', likePost);
simple('unlike', 'write:favourites', 'Takes a like back.', unlikePost);
simple('unrepost', 'write:statuses', 'Takes the repost of a post back.', unrepost);
simple('bookmark', 'write:bookmarks', 'Keeps a post for later; nobody else sees it.', bookmarkPost);
simple('unbookmark', 'write:bookmarks', 'Takes a bookmark away.', unbookmarkPost);
simple('pin', 'write:accounts', "Shows a post of the viewer at the top of the viewer's profile.", pinPost);
simple('unpin', 'write:accounts', 'Takes a pin away.', unpinPost);
simple('muteThread', 'write:mutes', 'No more notifications from the thread of this post.', muteThread);
simple('unmuteThread', 'write:mutes', 'Notifications from the thread of this post again.', unmuteThread);

/** A mutation that takes a post and nothing else. */
function simple(
  name: string,
  scope: string,
  description: string,
  act: (ctx: Ctx, postId: Id) => Promise<unknown>,
): void {
  mutation(name, {
    description,
    scope,
    input: (t) => ({ postId: t.id({ required: true }) }),
    run: async ({ ctx }, { postId }) => {
      const id = readId('Post', postId);
      await act(ctx, id);
      return id;
    },
    payload: postAnswer,
  });
}

mutation('countViews', {
  description: 'Says that the viewer has seen these posts; each person counts once per post.',
  scope: 'write:statuses',
  input: (t) => ({ postIds: t.idList({ required: true, description: `At most ${LIMITS.page}.` }) }),
  run: async ({ ctx }, { postIds }) => {
    requireViewer(ctx);
    if (postIds.length > LIMITS.page) {
      throw invalid('postIds', 'too-many', `are more than ${LIMITS.page}`, LIMITS.page);
    }
    await countView(
      ctx,
      postIds.map((id) => readId('Post', id)),
    );
    return true;
  },
});
