// When somebody was last here, to the day: home feeds are filled ahead for people active lately.

import { type Ctx, requireViewer } from '../context.ts';
import { statement } from '../utils/db/statement.ts';

const touchUser = statement(
  'touch-user',
  `update tenant.user set last_active_on = current_date
   where id = $1 and last_active_on is distinct from current_date`,
);

/** Notes that the viewer is here; writes once a day. */
export async function touch(ctx: Ctx): Promise<void> {
  const viewer = requireViewer(ctx);
  if (viewer.lastActiveOn === new Date().toISOString().slice(0, 10)) return;
  await ctx.db.change(touchUser, viewer.id);
}
