// Tokens made without a sign-in, for the command line, seeds and tests.

import type { Ctx } from '../context.ts';
import type { Id } from '../utils/id.ts';
import { openSession } from './session.ts';

/** Makes a token for a person, in the name of an app if one is given. Whoever can call this may do anything. */
export async function mintToken(
  ctx: Ctx,
  userId: Id,
  scopes: readonly string[],
  appId: Id | null = null,
): Promise<string> {
  return (await openSession(ctx, { userId, appId, scopes })).token;
}
