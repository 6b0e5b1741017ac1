// Changing one's own password and mail address. Both ask for the present password, since a browser left
// open is not proof of its owner.

import { type Ctx, type Tx, transaction } from '../context.ts';
import { type FieldError, invalidAll } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';
import { addressKey, countAttempt, LIMITS } from './attempt.ts';
import { checkEmail, tidyEmail } from './email.ts';
import { endAccess } from './end-access.ts';
import { evenly } from './even.ts';
import { dropLinks, makeLink, pageLink, useLink } from './link.ts';
import { type Login, loginOf, ownerOfEmail, setConfirmedEmail, setPasswordHash } from './login.ts';
import { enqueueMail } from './mail.ts';
import { checkPassword, hashPassword } from './password.ts';
import { provenLogin } from './proven-login.ts';

/**
 * Replaces the viewer's password and ends all sessions and app tokens but the one in use. 'invalid' when
 * `present` is not the present password (field `currentPassword`) or `next` is against the rules.
 */
export async function changePassword(ctx: Ctx, present: string, next: string): Promise<void> {
  const login = await provenLogin(ctx, present);
  refuse(checkPassword(next, [login.username, login.email]));
  const passwordHash = await hashPassword(next);
  await transaction(ctx, async (tx) => {
    await setPasswordHash(tx, login.userId, passwordHash);
    await endAccess(tx, login.userId, ctx.access?.sessionId ?? null);
    const values = { name: login.username, resetLink: pageLink(tx, '/reset') };
    await enqueueMail(tx, login.email, 'password-changed', values, login.locale);
  });
}

/**
 * Begins to change the viewer's mail address: a link goes to the new one, and nothing changes before it is
 * used. An address that is somebody's already gets the same answer here; its owner is told by mail.
 */
export async function changeEmail(ctx: Ctx, password: string, email: string): Promise<void> {
  const login = await provenLogin(ctx, password);
  const address = tidyEmail(email);
  refuse(checkEmail(address));
  await countAttempt(ctx, addressKey('mail', ctx.client.address), LIMITS.mailAddress);
  await evenly(() => transaction(ctx, (tx) => mailChangeLink(tx, login, address)));
}

async function mailChangeLink(tx: Tx, login: Login, address: string): Promise<void> {
  const owner = await ownerOfEmail(tx, address);
  if (owner !== undefined && owner.userId !== login.userId) {
    const links = { signInLink: pageLink(tx, '/sign-in'), resetLink: pageLink(tx, '/reset') };
    return enqueueMail(tx, address, 'already-registered', links, owner.locale);
  }
  await dropLinks(tx, login.userId, 'change-email');
  const link = await makeLink(tx, login.userId, 'change-email', address);
  await enqueueMail(tx, address, 'change-email', { name: login.username, link }, login.locale);
}

/** Makes the new address the person's own, by the secret of its link; the old address is told. */
export async function confirmEmailChange(ctx: Ctx, secret: string): Promise<{ userId: Id }> {
  await countAttempt(ctx, addressKey('link', ctx.client.address), LIMITS.linkAddress);
  return transaction(ctx, async (tx) => {
    const { userId, email } = await useLink(tx, secret, 'change-email');
    const old = await loginOf(tx, userId);
    await setConfirmedEmail(tx, userId, email);
    await dropLinks(tx, userId, 'reset', 'change-email');
    const values = { name: old.username, email, securityLink: pageLink(tx, '/settings/security') };
    await enqueueMail(tx, old.email, 'email-changed', values, old.locale);
    return { userId };
  });
}

function refuse(broken: readonly FieldError[]): void {
  if (broken.length > 0) throw invalidAll(broken);
}
