// The MediaAttachment entity: a picture of a post, or one waiting for its post.

import { Type } from 'typebox';
import type { Dimensions, Media } from '../../media/media.ts';

/** For the reference page. */
export const MEDIA_ATTACHMENT = Type.Object(
  {
    id: Type.String(),
    type: Type.String(),
    url: Type.String(),
    preview_url: Type.String(),
    description: Type.Union([Type.String(), Type.Null()]),
    blurhash: Type.Union([Type.String(), Type.Null()]),
  },
  { additionalProperties: true },
);

/** `origin` is the community's: clients want whole addresses. */
export function mediaAttachmentEntity(origin: string, media: Media) {
  const { original, small, focus } = media.meta;
  return {
    id: media.id,
    type: media.kind,
    url: origin + media.url,
    preview_url: origin + media.previewUrl,
    remote_url: null,
    meta: { original: sizeEntity(original), small: sizeEntity(small), focus },
    description: media.description || null,
    blurhash: media.blurhash,
  };
}

const sizeEntity = ({ width, height }: Dimensions) => ({
  width,
  height,
  size: `${width}x${height}`,
  aspect: width / height,
});
