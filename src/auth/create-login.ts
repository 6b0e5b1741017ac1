// Logins made and mended by the host: no confirmation, no present password.

import { type Ctx, type Tx, transaction } from '../context.ts';
import { invalidAll } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';
import { checkEmail, tidyEmail } from './email.ts';
import { endAccess } from './end-access.ts';
import { insertLogin, loginOf, setPasswordHash } from './login.ts';
import { checkPassword, hashPassword } from './password.ts';

export interface HostLogin {
  readonly userId: Id;
  readonly email: string;
  readonly password: string;
  /** Whether the address counts as the person's own. */
  readonly confirmed: boolean;
}

/** Gives a person made by the host a login; 'invalid' names every broken rule, or that the address is taken. */
export async function createLogin(tx: Tx, input: HostLogin): Promise<void> {
  const email = tidyEmail(input.email);
  const broken = [...checkEmail(email), ...checkPassword(input.password, [email])];
  if (broken.length > 0) throw invalidAll(broken);
  const passwordHash = await hashPassword(input.password);
  const { userId, confirmed } = input;
  await insertLogin(tx, { userId, email, passwordHash, confirmed, approved: true, reason: '' });
}

/** Sets a person's password and ends all their sessions, app tokens and codes. */
export async function setPassword(ctx: Ctx, userId: Id, password: string): Promise<void> {
  const login = await loginOf(ctx, userId);
  const broken = checkPassword(password, [login.username, login.email]);
  if (broken.length > 0) throw invalidAll(broken);
  const passwordHash = await hashPassword(password);
  await transaction(ctx, async (tx) => {
    await setPasswordHash(tx, userId, passwordHash);
    await endAccess(tx, userId);
  });
}
