// Pictures sent by the compose form's script, one at a time, before the post.

import { deleteMedia } from '../../../media/delete.ts';
import { updateMedia } from '../../../media/describe.ts';
import { mediaById } from '../../../media/media.ts';
import { uploadOnce } from '../../../post/upload-once.ts';
import { conflict, DomainError, invalid } from '../../../utils/error.ts';
import type { Answer } from '../../kit/page.ts';
import type { Visit } from '../../kit/visit.ts';
import { focusOf, saidOf } from './received.ts';

/** POST /compose/media: a file, with an Idempotency-Key. */
export async function addMedia(visit: Visit): Promise<Answer> {
  const file = visit.file('file');
  if (file === undefined) throw invalid('file', 'blank', "can't be blank");
  const key = String(visit.request.headers['idempotency-key'] ?? '').slice(0, 200);
  const id = await uploadOnce(visit.ctx, { bytes: file.bytes }, key);
  const media = (await mediaById(visit.ctx, [id])).get(id);
  if (media === undefined) throw conflict('This upload has been used already');
  const { width, height } = media.meta.small;
  return { data: { ok: true, id, previewUrl: media.previewUrl, width, height } };
}

/** POST /compose/media/ID: its description and focus point. */
export async function describeMedia(visit: Visit): Promise<Answer> {
  const id = visit.param('id');
  const { description } = saidOf(visit, id);
  const focus = focusOf(visit.field('focus') || visit.field(`focus-${id}`));
  const said = (visit.request.body as { description?: unknown } | undefined)?.description;
  const media = await updateMedia(visit.ctx, id, {
    description: typeof said === 'string' ? visit.field('description') : description,
    focus,
  });
  return { data: { ok: true, id, description: media.description, focus: media.meta.focus } };
}

/** POST /compose/media/ID/delete. Repeating is harmless. */
export async function removeMedia(visit: Visit): Promise<Answer> {
  try {
    await deleteMedia(visit.ctx, visit.param('id'));
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'not-found') throw error;
  }
  return { data: { ok: true } };
}
