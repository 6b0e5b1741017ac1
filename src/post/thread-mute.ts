// Muted threads: no notification from any post of a conversation, whichever of its posts was muted.

import { type Ctx, requireViewer } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { targetOf } from './target.ts';

const insertMute = statement(
  'mute-thread',
  'insert into tenant.thread_mute (user_id, root_id) values ($1, $2) on conflict do nothing',
);

const removeMute = statement(
  'unmute-thread',
  'delete from tenant.thread_mute where user_id = $1 and root_id = $2',
);

/** Mutes the thread a visible post belongs to. Repeating changes nothing. */
export async function muteThread(ctx: Ctx, id: Id): Promise<void> {
  const viewer = requireViewer(ctx);
  const { rootId } = await targetOf(ctx, id);
  await ctx.db.change(insertMute, viewer.id, rootId);
}

/** Lets the thread of a visible post notify again. */
export async function unmuteThread(ctx: Ctx, id: Id): Promise<void> {
  const viewer = requireViewer(ctx);
  const { rootId } = await targetOf(ctx, id);
  await ctx.db.change(removeMute, viewer.id, rootId);
}
