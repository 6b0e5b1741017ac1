// What people say about their pictures: alternative text and the point to keep in view.

import { type Ctx, requireViewer, type Tx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import { type FieldError, invalidAll, notFound } from '../utils/error.ts';
import { type Id, isId } from '../utils/id.ts';
import { DESCRIPTION_LIMIT } from './limits.ts';
import { type Focus, MEDIA_COLUMNS, type Media, type MediaRow, toMedia } from './media.ts';

/** What is absent stays as it is. */
export interface MediaPatch {
  readonly description?: string | undefined;
  readonly focus?: Focus | undefined;
}

const update = (name: string, condition: string) =>
  statement<MediaRow>(
    name,
    `update tenant.media
     set description = coalesce($3, description), focus_x = coalesce($4, focus_x), focus_y = coalesce($5, focus_y)
     where id = $1 and user_id = $2 and ${condition}
     returning ${MEDIA_COLUMNS}`,
  );

const updateUnattached = update('update-media', 'post_id is null');
const updateAttached = update('update-media-of-post', 'post_id = $6');

/** Describes an upload of the viewer's that no post uses yet; any other is not found. */
export async function updateMedia(ctx: Ctx, id: Id, patch: MediaPatch): Promise<Media> {
  const viewer = requireViewer(ctx);
  checkPatch(patch);
  if (!isId(id)) throw notFound();
  const row = await ctx.db.row(updateUnattached, id, viewer.id, ...values(patch));
  if (row === undefined) throw notFound();
  return toMedia(row);
}

/** Describes media of a post that its author edits; the caller raises the post's version. */
export async function describeMediaOf(
  tx: Tx,
  postId: Id,
  patches: readonly (MediaPatch & { readonly id: Id })[],
): Promise<void> {
  const viewer = requireViewer(tx);
  for (const patch of patches) {
    checkPatch(patch);
    if (!isId(patch.id)) throw notFound();
    const row = await tx.db.row(updateAttached, patch.id, viewer.id, ...values(patch), postId);
    if (row === undefined) throw notFound();
  }
}

/** Throws `invalid` when the text is too long or the focus lies outside the picture. */
export function checkPatch({ description = '', focus = { x: 0, y: 0 } }: MediaPatch): void {
  const errors: FieldError[] = [];
  if ([...description].length > DESCRIPTION_LIMIT) {
    const message = `is longer than ${DESCRIPTION_LIMIT} characters`;
    errors.push({ field: 'description', rule: 'too-long', limit: DESCRIPTION_LIMIT, message });
  }
  // Written so that NaN fails too.
  if (!(Math.abs(focus.x) <= 1 && Math.abs(focus.y) <= 1)) {
    errors.push({ field: 'focus', rule: 'invalid', limit: 1, message: 'must be two numbers from -1 to 1' });
  }
  if (errors.length > 0) throw invalidAll(errors);
}

const values = ({ description, focus }: MediaPatch) => [
  description ?? null,
  focus?.x ?? null,
  focus?.y ?? null,
];
