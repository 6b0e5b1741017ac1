// Writing posts and comments.

import { createPost } from '../../post/create.ts';
import { deletePost } from '../../post/delete.ts';
import { editPost } from '../../post/edit.ts';
import type { Id } from '../../utils/id.ts';
import { builder } from '../kit/builder.ts';
import { given } from '../kit/given.ts';
import { mutation } from '../kit/mutation.ts';
import { readId } from '../kit/node.ts';
import { Visibility } from '../types/post.ts';
import { postAnswer } from './answers.ts';
import { FocusInput, mediaId } from './media.ts';

const mediaIdsHelp = 'In order: global ids, or the ids that `POST /api/v2/media` answered.';

mutation('createPost', {
  description: 'Writes a post; with `parentId`, a comment. What is left out is as the author usually has it.',
  scope: 'write:statuses',
  input: (t) => ({
    text: t.string({ required: true }),
    visibility: t.field({ type: Visibility }),
    parentId: t.id({ description: 'The post this is a comment on.' }),
    mediaIds: t.idList({ description: mediaIdsHelp }),
    sensitive: t.boolean({ description: 'Hide media behind a warning.' }),
    spoilerText: t.string({ description: 'A content warning.' }),
    language: t.string({ description: 'Such as `en`.' }),
    idempotencyKey: t.string({ description: 'Repeating it within an hour gives the first post again.' }),
  }),
  run: ({ ctx }, { parentId, mediaIds, ...input }) =>
    createPost(ctx, {
      ...given(input),
      text: input.text,
      ...(parentId != null && { parentId: readId('Post', parentId) }),
      ...(mediaIds != null && { mediaIds: mediaIds.map(mediaId) }),
    }),
  payload: postAnswer,
});

const MediaPatchInput = builder.inputType('MediaPatchInput', {
  fields: (t) => ({
    id: t.id({ required: true }),
    description: t.string({ description: 'Alternative text.' }),
    focus: t.field({ type: FocusInput }),
  }),
});

mutation('editPost', {
  description:
    "Changes a post of the viewer's; what is left out stays. Earlier versions are kept in `history`.",
  scope: 'write:statuses',
  input: (t) => ({
    postId: t.id({ required: true }),
    text: t.string(),
    spoilerText: t.string(),
    sensitive: t.boolean(),
    language: t.string(),
    mediaIds: t.idList({ description: `All pictures. ${mediaIdsHelp}` }),
    media: t.field({ type: [MediaPatchInput], description: 'New descriptions of pictures.' }),
  }),
  run: async ({ ctx }, { postId, mediaIds, media, ...patch }) => {
    const id = readId('Post', postId);
    await editPost(ctx, id, {
      ...given(patch),
      ...(mediaIds != null && { mediaIds: mediaIds.map(mediaId) }),
      ...(media != null && { mediaPatches: media.map((one) => ({ ...given(one), id: mediaId(one.id) })) }),
    });
    return id;
  },
  payload: postAnswer,
});

mutation('deletePost', {
  description: 'Deletes a post of the viewer. Its pictures are kept for a day, to write it anew.',
  scope: 'write:statuses',
  input: (t) => ({ postId: t.id({ required: true }) }),
  run: async ({ ctx }, { postId }) => {
    const post = await deletePost(ctx, readId('Post', postId));
    return { postId, text: post.body.text, mediaIds: post.body.media.map((one): Id => one.id) };
  },
  payload: (t) => ({
    deletedPostId: t.id({ nullable: true, resolve: ({ result }) => result?.postId ?? null }),
    text: t.string({
      nullable: true,
      description: 'As it was written.',
      resolve: ({ result }) => result?.text ?? null,
    }),
    mediaIds: t.idList({
      description: 'Its pictures, for `createPost`.',
      resolve: ({ result }) => result?.mediaIds ?? [],
    }),
  }),
});
