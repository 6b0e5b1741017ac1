// What an edit would make of a post, and whether that is anything new.

import type { Tx } from '../context.ts';
import type { MediaPatch } from '../media/describe.ts';
import type { Media } from '../media/media.ts';
import type { Id } from '../utils/id.ts';
import type { PostBody } from './body.ts';
import { checkMediaIds } from './draft.ts';
import { checkLanguage } from './language.ts';
import type { Post } from './post.ts';
import { findWords, type Words } from './words.ts';

/** What is absent stays as it is; visibility and parent never change. */
export interface PostPatch {
  readonly text?: string | undefined;
  readonly spoilerText?: string | undefined;
  readonly sensitive?: boolean | undefined;
  readonly language?: string | undefined;
  /** All attachments after the edit, in order; what is left out stays in the history only. */
  readonly mediaIds?: readonly Id[] | undefined;
  /** New descriptions and focus points of attachments. */
  readonly mediaPatches?: readonly (MediaPatch & { readonly id: Id })[] | undefined;
}

export interface Revision {
  readonly words: Words;
  readonly sensitive: boolean;
  readonly language: string | null;
  readonly mediaIds: readonly Id[];
  readonly mediaPatches: readonly (MediaPatch & { readonly id: Id })[];
}

/** Completes a patch with what the post says now, under the rules of a new post. */
export async function revise(tx: Tx, post: Post, patch: PostPatch): Promise<Revision> {
  const { body } = post;
  const mediaIds = checkMediaIds(tx, patch.mediaIds ?? body.media.map((media) => media.id));
  const words = await findWords(tx, post.authorId, {
    text: patch.text ?? body.text,
    spoilerText: patch.spoilerText ?? body.spoilerText,
    hasMedia: mediaIds.length > 0,
  });
  return {
    words,
    mediaIds,
    mediaPatches: patch.mediaPatches ?? [],
    sensitive: (patch.sensitive ?? body.sensitive) || words.spoilerText !== '',
    language: patch.language === undefined ? body.language : checkLanguage(patch.language),
  };
}

/** Whether the revision says anything the post does not say already. */
export function differs(body: PostBody, next: Revision): boolean {
  const { words } = next;
  return (
    words.text !== body.text ||
    words.spoilerText !== body.spoilerText ||
    next.sensitive !== body.sensitive ||
    next.language !== body.language ||
    next.mediaIds.join() !== body.media.map(({ id }) => id).join() ||
    next.mediaPatches.some((patch) => redescribes(patch, body.media))
  );
}

function redescribes({ id, description, focus }: MediaPatch & { id: Id }, media: readonly Media[]): boolean {
  const known = media.find((one) => one.id === id);
  if (known === undefined) return true;
  const { x, y } = known.meta.focus;
  const moved = focus !== undefined && (focus.x !== x || focus.y !== y);
  return moved || (description !== undefined && description !== known.description);
}
