// The viewer's private note about somebody; nobody else ever reads it.

import { type Ctx, requireViewer } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import { invalid, notFound } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';
import { userById } from './user.ts';

const NOTE_LIMIT = 2000;

const upsertNote = statement(
  'upsert-user-note',
  `insert into tenant.user_note (user_id, target_id, text) values ($1, $2, $3)
   on conflict (user_id, target_id) do update set text = excluded.text`,
);

const deleteNote = statement(
  'delete-user-note',
  'delete from tenant.user_note where user_id = $1 and target_id = $2',
);

/** Sets the viewer's note about a person; an empty text removes it. */
export async function setNote(ctx: Ctx, userId: Id, text: string): Promise<void> {
  const viewer = requireViewer(ctx);
  const note = text.replaceAll('\0', '').trim();
  if ([...note].length > NOTE_LIMIT) {
    throw invalid('note', 'too-long', `is longer than ${NOTE_LIMIT} characters`, NOTE_LIMIT);
  }
  if ((await userById(ctx, userId)) === undefined) throw notFound();
  if (note === '') await ctx.db.change(deleteNote, viewer.id, userId);
  else await ctx.db.change(upsertNote, viewer.id, userId, note);
}
