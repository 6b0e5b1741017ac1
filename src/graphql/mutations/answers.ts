// What payloads answer: most give the changed person or post, read anew, as the viewer now sees it.

import type { Id } from '../../utils/id.ts';
import type { PayloadBuilder } from '../kit/mutation.ts';
import { Post, User } from '../types/refs.ts';

/** A payload with the person that was acted on. */
export const userAnswer = (t: PayloadBuilder<Id>) => ({
  user: t.field({
    type: User,
    nullable: true,
    resolve: ({ result }, _args, { users }) => (result === null ? null : users.load(result)),
  }),
});

/** A payload with the post that was acted on. */
export const postAnswer = (t: PayloadBuilder<Id>) => ({
  post: t.field({
    type: Post,
    nullable: true,
    resolve: ({ result }, _args, { posts }) => (result === null ? null : posts.load(result)),
  }),
});
