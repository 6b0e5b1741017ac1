// Names of deleted accounts: nobody else ever gets one.

import type { Ctx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';

const findRetired = statement<{ found: boolean }>(
  'retired-name',
  'select true as found from tenant.retired_username where name = lower($1)',
);

/** Whether an account of this name was deleted by its owner. */
export const isRetired = async (ctx: Ctx, username: string): Promise<boolean> =>
  (await ctx.db.row(findRetired, username)) !== undefined;
