// What the compose form sends: pictures are stored first, so that whatever else is wrong they are kept.

import type { Ctx } from '../../../context.ts';
import { updateMedia } from '../../../media/describe.ts';
import { type Focus, type Media, mediaById } from '../../../media/media.ts';
import { uploadOnce } from '../../../post/upload-once.ts';
import { DomainError } from '../../../utils/error.ts';
import type { Id } from '../../../utils/id.ts';
import { errorText } from '../../kit/error-text.ts';
import type { Visit } from '../../kit/visit.ts';

export interface ReceivedPictures {
  /** All that the post shall have, in order. */
  readonly ids: readonly Id[];
  /** Sentences by the form's field: a file that is no picture, a description that is too long. */
  readonly wrong: ReadonlyMap<string, string>;
}

/** A form holds no more than this, whatever it claims. */
const MOST = 16;

/** Takes in the form's new files and what is said of the pictures that were there before. */
export async function receivePictures(visit: Visit): Promise<ReceivedPictures> {
  const dropped = new Set(visit.fields('drop'));
  const kept = [...new Set(visit.fields('media'))]
    .filter((id) => id !== '' && !dropped.has(id))
    .slice(0, MOST);
  const wrong = new Map<string, string>();
  const note = async <T>(field: string, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'invalid') throw error;
      wrong.set(field, errorText(visit.t, error));
      return undefined;
    }
  };
  const added: Id[] = [];
  for (const number of [1, 2, 3, 4]) {
    const file = visit.file(`file-${number}`);
    if (file === undefined) continue;
    const upload = { bytes: file.bytes, description: visit.field(`alt-${number}`) };
    const key = visit.field('key') && `${visit.field('key')} ${number}`;
    const id = await note(`file-${number}`, () => uploadOnce(visit.ctx, upload, key));
    if (id !== undefined) added.push(id);
  }
  for (const id of kept) await note(`description-${id}`, () => describe(visit.ctx, saidOf(visit, id)));
  return { ids: [...kept, ...added], wrong };
}

export interface Said {
  readonly id: Id;
  readonly description: string | undefined;
  readonly focus: Focus | undefined;
}

/** What the form says of a picture; a form without these fields says nothing. */
export function saidOf(visit: Visit, id: Id): Said {
  const body = visit.request.body as Record<string, unknown> | undefined;
  const isThere = typeof body?.[`description-${id}`] === 'string';
  return {
    id,
    description: isThere ? visit.field(`description-${id}`) : undefined,
    focus: focusOf(visit.field(`focus-${id}`)),
  };
}

/** "0.2,-1"; undefined when there is none. */
export function focusOf(text: string): Focus | undefined {
  const [x, y] = text.split(',').map(Number);
  return text === '' || x === undefined || y === undefined ? undefined : { x, y };
}

/** A picture that has been posted by now, as when a form is sent twice, stays as it is. */
async function describe(ctx: Ctx, { id, ...patch }: Said): Promise<void> {
  try {
    await updateMedia(ctx, id, patch);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'not-found') throw error;
  }
}

/** The pictures for a form that is shown again; what is no longer the viewer's to use is left out. */
export async function picturesOf(
  ctx: Ctx,
  ids: readonly Id[],
  known: readonly Media[] = [],
): Promise<Media[]> {
  const found = await mediaById(ctx, ids);
  return ids.flatMap((id) => found.get(id) ?? known.find((one) => one.id === id) ?? []);
}
