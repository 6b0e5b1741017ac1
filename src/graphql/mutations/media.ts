// Describing pictures. They are uploaded through the REST API.

import { deleteMedia } from '../../media/delete.ts';
import { updateMedia } from '../../media/describe.ts';
import { type Id, isId } from '../../utils/id.ts';
import { builder } from '../kit/builder.ts';
import { given } from '../kit/given.ts';
import { mutation } from '../kit/mutation.ts';
import { readId } from '../kit/node.ts';
import { Media } from '../types/refs.ts';

/** An id of a picture: global, or as the REST upload answered it. */
export const mediaId = (id: string): Id => (isId(id) ? id : readId('Media', id));

export const FocusInput = builder.inputType('FocusInput', {
  description: 'The point to keep in view when cut: -1 to 1, left to right and bottom to top.',
  fields: (t) => ({ x: t.float({ required: true }), y: t.float({ required: true }) }),
});

mutation('updateMedia', {
  description: 'Describes a picture of the viewer that no post uses yet.',
  scope: 'write:media',
  input: (t) => ({
    mediaId: t.id({ required: true, description: 'Global, or as `POST /api/v2/media` answered it.' }),
    description: t.string({ description: 'Alternative text.' }),
    focus: t.field({ type: FocusInput }),
  }),
  run: ({ ctx }, input) =>
    updateMedia(ctx, mediaId(input.mediaId), given({ description: input.description, focus: input.focus })),
  payload: (t) => ({ media: t.field({ type: Media, nullable: true, resolve: ({ result }) => result }) }),
});

mutation('deleteMedia', {
  description: 'Deletes a picture of the viewer that no post uses.',
  scope: 'write:media',
  input: (t) => ({ mediaId: t.id({ required: true }) }),
  run: async ({ ctx }, input) => {
    await deleteMedia(ctx, mediaId(input.mediaId));
    return input.mediaId;
  },
  payload: (t) => ({ deletedMediaId: t.id({ nullable: true, resolve: ({ result }) => result }) }),
});
