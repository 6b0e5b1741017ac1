// Taking in an attachment: checked and encoded anew, stored, then entered. The row comes last, so that
// whatever a reader finds has its files.

import { type Ctx, requireViewer } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { checkPatch, type MediaPatch } from './describe.ts';
import type { Variant } from './encode-image.ts';
import { processImage } from './image.ts';
import { MEDIA_COLUMNS, type Media, type MediaRow, type StoredVariant, toMedia } from './media.ts';
import { fileKeys, storing } from './storage.ts';

const nextId = statement<{ id: Id }>('media-next-id', 'select nexus.next_id() as id');

const insert = statement<MediaRow>(
  'insert-media',
  `insert into tenant.media (id, user_id, variants, blurhash, description, focus_x, focus_y)
   values ($1, $2, $3, $4, $5, $6, $7)
   returning ${MEDIA_COLUMNS}`,
);

/**
 * Stores an upload of the viewer's, for a post to use within a day. Throws `invalid` on `file`,
 * `description` or `focus`. Repeating it makes another.
 */
export async function uploadMedia(
  ctx: Ctx,
  upload: MediaPatch & { readonly bytes: Uint8Array },
): Promise<Media> {
  const viewer = requireViewer(ctx);
  const { description = '', focus = { x: 0, y: 0 } } = upload;
  checkPatch(upload);
  const image = await processImage(upload.bytes);
  const { id } = (await ctx.db.row(nextId))!;
  const key = fileKeys({ tenant: ctx.tenant.slug, kind: 'attachment', id });
  const variants = {
    original: stored(image.original, key('original', image.original.mime)),
    small: stored(image.small, key('small', image.small.mime)),
  };
  const files = new Map([
    [variants.original.key, image.original.bytes],
    [variants.small.key, image.small.bytes],
  ]);
  const values = [id, viewer.id, JSON.stringify(variants), image.blurhash, description, focus.x, focus.y];
  return storing(files, async () => toMedia((await ctx.db.row(insert, ...values))!));
}

const stored = ({ bytes, ...variant }: Variant, key: string): StoredVariant => ({
  ...variant,
  key,
  bytes: bytes.length,
});
