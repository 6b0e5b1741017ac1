// When somebody was last here, to the day: home feeds are filled ahead for people active lately. With it is found out
// what there has ever been of whoever came before that was noted (`EVER`).

import { type Ctx, requireViewer, type Viewer } from '../context.ts';
import { EVER } from '../utils/db/ever.ts';
import { statement } from '../utils/db/statement.ts';

/** By the column that names the person. */
const TRACES: readonly (readonly [bit: number, table: string, person: string])[] = [
  [EVER.blocks, 'block', 'blocker_id'],
  [EVER.blocked, 'block', 'blocked_id'],
  [EVER.mutes, 'mute', 'muter_id'],
  [EVER.bookmarks, 'bookmark', 'user_id'],
  [EVER.threadMutes, 'thread_mute', 'user_id'],
  [EVER.pins, 'pin', 'user_id'],
  [EVER.tagFollows, 'tag_follow', 'user_id'],
];

const found = TRACES.map(
  ([bit, table, person]) =>
    `case when exists (select from tenant.${table} trace where trace.${person} = u.id) then ${bit} else 0 end`,
).join(' | ');

// A row that is being made is not found, and need not be: its trigger waits for this one, or this one for it.
const touchUser = statement(
  'touch-user',
  `update tenant.user u set last_active_on = current_date,
     ever = case when ever & ${EVER.unknown} = 0 then ever else (ever & ~${EVER.unknown}) | ${found} end
   where id = $1 and last_active_on is distinct from current_date`,
);

/** Whether somebody has been here today. */
export const isHere = ({ lastActiveOn }: Pick<Viewer, 'lastActiveOn'>): boolean =>
  lastActiveOn === new Date().toISOString().slice(0, 10);

/** Notes that the viewer is here; writes once a day. */
export async function touch(ctx: Ctx): Promise<void> {
  const viewer = requireViewer(ctx);
  if (isHere(viewer)) return;
  await ctx.db.change(touchUser, viewer.id);
}
