// Taking in a picture for a post under a key, like a post itself: a client that repeats a lost request gets
// the upload it made the first time.

import { type Ctx, requireViewer, transaction } from '../context.ts';
import { deleteMedia } from '../media/delete.ts';
import type { MediaPatch } from '../media/describe.ts';
import { uploadMedia } from '../media/upload.ts';
import type { Id } from '../utils/id.ts';
import { once } from './idempotency.ts';

/**
 * Stores an upload of the viewer's and gives its id; repeating the key within an hour gives the first one's.
 * Throws `invalid` on `file`, `description` or `focus`. The picture is worked on outside the transaction,
 * which would else be held open for seconds: the later of two at once takes its own back.
 */
export async function uploadOnce(
  ctx: Ctx,
  upload: MediaPatch & { readonly bytes: Uint8Array },
  key: string,
): Promise<Id> {
  const viewer = requireViewer(ctx);
  const made = (await uploadMedia(ctx, upload)).id;
  const id = await transaction(ctx, (tx) => once(tx, viewer.id, key && `upload ${key}`, async () => made));
  if (id !== made) await deleteMedia(ctx, made);
  return id;
}
