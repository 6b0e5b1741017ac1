// The MutedAccount entity: an account, and when its mute ends by itself.

import { Type } from 'typebox';
import type { Ctx } from '../../context.ts';
import type { Muted } from '../../user/mute.ts';
import { ACCOUNT, accountEntity } from './account.ts';

/** For the reference page. */
export const MUTED_ACCOUNT = Type.Interface([ACCOUNT], {
  mute_expires_at: Type.Union([Type.String(), Type.Null()], { description: 'Null: without end.' }),
});

export const mutedAccountEntity = (ctx: Ctx, { user, expiresAt }: Muted) => ({
  ...accountEntity(ctx, user),
  mute_expires_at: expiresAt?.toISOString() ?? null,
});
