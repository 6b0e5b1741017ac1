// Names of deleted accounts: nobody else ever gets one.

import type { Ctx } from '../context.ts';
import { mayLook } from '../tenant/preview.ts';
import { statement } from '../utils/db/statement.ts';

const findRetired = statement<{ found: boolean }>(
  'retired-name',
  'select true as found from tenant.retired_username where name = lower($1)',
);

/** Whether an account of this name was deleted by its owner; no, to visitors where people are for members only. */
export const isRetired = async (ctx: Ctx, username: string): Promise<boolean> =>
  mayLook(ctx) && (await ctx.db.row(findRetired, username)) !== undefined;
