// Asking for the present password before something that cannot be undone: a browser left open is not proof of
// its owner.

import { type Ctx, requireViewer } from '../context.ts';
import { invalid } from '../utils/error.ts';
import { countAttempt, forgetAttempts, LIMITS } from './attempt.ts';
import { type Login, loginOf } from './login.ts';
import { verifyPassword } from './password.ts';

/**
 * The viewer's login, if the password is theirs; else 'invalid' on `currentPassword`. Wrong ones are
 * counted: a stolen session must not guess.
 */
export async function provenLogin(ctx: Ctx, password: string): Promise<Login> {
  const viewer = requireViewer(ctx);
  const key = `password-check:${viewer.id}`;
  await countAttempt(ctx, key, LIMITS.passwordCheck);
  const login = await loginOf(ctx, viewer.id);
  if (!(await verifyPassword(login.passwordHash, password))) {
    throw invalid('currentPassword', 'mismatch', 'is not your present password');
  }
  await forgetAttempts(ctx, key);
  return login;
}
