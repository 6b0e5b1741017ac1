// When somebody was last here, to the day: home feeds are filled ahead for people active lately.

import { type Ctx, requireViewer, type Viewer } from '../context.ts';
import { statement } from '../utils/db/statement.ts';

const touchUser = statement(
  'touch-user',
  `update tenant.user set last_active_on = current_date
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
