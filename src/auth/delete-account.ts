// Deleting one's own account.

import { type Ctx, requireViewer, type Tx, transaction } from '../context.ts';
import { endAccount } from '../user/erase.ts';
import { statement } from '../utils/db/statement.ts';
import { forbidden } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';
import { endAccess } from './end-access.ts';
import { provenLogin } from './proven-login.ts';

const LEFTOVERS = [
  statement('delete-account-login', 'delete from tenant.login where user_id = $1'),
  statement('delete-account-links', 'delete from tenant.login_link where user_id = $1'),
  statement('delete-account-devices', 'delete from tenant.device where user_id = $1'),
];

const findState = statement<{ state: string }>(
  'delete-account-state',
  'select state from tenant.user where id = $1',
);

/**
 * Deletes the viewer's account for good: at once nobody sees it and nothing signs in to it any more, and a
 * job takes away everything it holds. Asks for the present password ('invalid' on `currentPassword`); an
 * owner of the community must hand it over first ('conflict'), and who is suspended may not ('forbidden').
 * Repeating it is harmless.
 */
export async function deleteAccount(ctx: Ctx, password: string): Promise<void> {
  const { id } = requireViewer(ctx);
  const found = await ctx.db.row(findState, id);
  if (found === undefined || found.state === 'deleted') return;
  await provenLogin(ctx, password);
  await transaction(ctx, async (tx) => {
    if (!(await endAccount(tx, id))) throw forbidden();
    await removeAccess(tx, id);
  });
}

async function removeAccess(tx: Tx, userId: Id): Promise<void> {
  await endAccess(tx, userId);
  for (const remove of LEFTOVERS) await tx.db.change(remove, userId);
}
