// What the buttons below a post do. Repeating any of them is harmless.

import type { Ctx } from '../../context.ts';
import { bookmarkPost, unbookmarkPost } from '../../post/bookmark.ts';
import { likePost, unlikePost } from '../../post/like.ts';
import { pinPost, unpinPost } from '../../post/pin.ts';
import { postById } from '../../post/post.ts';
import { repost, unrepost } from '../../post/repost.ts';
import { muteThread, unmuteThread } from '../../post/thread-mute.ts';
import type { Id } from '../../utils/id.ts';
import { acted, memberAction, type WebApp } from '../kit/page.ts';

type Act = (ctx: Ctx, postId: Id) => Promise<unknown>;

const ACTS: Readonly<Record<string, Act>> = {
  like: likePost,
  unlike: unlikePost,
  repost: (ctx, id) => repost(ctx, id, {}),
  unrepost,
  bookmark: bookmarkPost,
  unbookmark: unbookmarkPost,
  pin: pinPost,
  unpin: unpinPost,
  mute: muteThread,
  unmute: unmuteThread,
};

export const postActionPages = (app: WebApp): void => {
  for (const [name, act] of Object.entries(ACTS)) {
    memberAction(app, `/posts/:id/${name}`, async (visit) => {
      const id = visit.param('id');
      await act(visit.ctx, id);
      const post = await postById(visit.ctx, id);
      const counts = { likes: post.likeCount, reposts: post.repostCount, comments: post.commentCount };
      return acted(visit, { pressed: !name.startsWith('un'), counts }, `#post-${id}`);
    });
  }
};
