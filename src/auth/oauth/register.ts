// Signing up through an app, as phone apps do it.

import type { Ctx } from '../../context.ts';
import { forbidden } from '../../utils/error.ts';
import { type Registration, register } from '../register.ts';
import { openSession } from '../session.ts';
import type { IssuedToken } from './token.ts';

/**
 * Signs somebody up and gives the app a token for them. The token is refused until the address is confirmed
 * and, where the community wants it, the staff has agreed. Needs an app's own token.
 */
export async function registerThroughApp(ctx: Ctx, input: Registration): Promise<IssuedToken> {
  const { access, viewer } = ctx;
  if (access?.appId == null || viewer !== null) {
    throw forbidden('This method requires an client credentials authentication');
  }
  const { userId } = await register(ctx, input);
  const { scopes } = access;
  const opened = await openSession(ctx, { userId, appId: access.appId, scopes });
  return { token: opened.token, scopes, createdAt: opened.createdAt };
}
