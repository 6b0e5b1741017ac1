// A forgotten password: a single-use link to the confirmed mail address, worth one hour.

import { type Ctx, transaction } from '../context.ts';
import { invalidAll } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';
import { addressKey, countAttempt, LIMITS, typedKey } from './attempt.ts';
import { tidyEmail } from './email.ts';
import { endAccess } from './end-access.ts';
import { evenly } from './even.ts';
import { makeLink, pageLink, peekLink, useLink } from './link.ts';
import { loginOf, ownerOfEmail, setPasswordHash } from './login.ts';
import { enqueueMail } from './mail.ts';
import { checkPassword, hashPassword } from './password.ts';

/**
 * Mails a link that sets a new password, if an account has this address. Anybody may call it; the answer
 * and its time are the same either way. 'limited' per address typed and per sender.
 */
export async function requestReset(ctx: Ctx, email: string): Promise<void> {
  const address = tidyEmail(email);
  await countAttempt(ctx, addressKey('mail', ctx.client.address), LIMITS.mailAddress);
  await countAttempt(ctx, typedKey('reset', address), LIMITS.mailAccount);
  await evenly(() => mailLink(ctx, address));
}

async function mailLink(ctx: Ctx, address: string): Promise<void> {
  const login = await ownerOfEmail(ctx, address);
  if (login === undefined || login.state === 'suspended') return;
  await transaction(ctx, async (tx) => {
    const link = await makeLink(tx, login.userId, 'reset', login.email);
    await enqueueMail(tx, login.email, 'reset', { name: login.username, link }, login.locale);
  });
}

/**
 * Sets a new password by the secret of a reset link, once, and ends every session, app token and code of
 * the person. A password against the rules leaves the link good for another try.
 */
export async function resetPassword(ctx: Ctx, secret: string, password: string): Promise<{ userId: Id }> {
  await countAttempt(ctx, addressKey('link', ctx.client.address), LIMITS.linkAddress);
  const link = await peekLink(ctx, secret, 'reset');
  const { username, email, locale } = await loginOf(ctx, link.userId);
  const broken = checkPassword(password, [username, email]);
  if (broken.length > 0) throw invalidAll(broken);
  const passwordHash = await hashPassword(password);
  return transaction(ctx, async (tx) => {
    const { userId } = await useLink(tx, secret, 'reset');
    await setPasswordHash(tx, userId, passwordHash);
    await endAccess(tx, userId);
    const values = { name: username, resetLink: pageLink(tx, '/reset') };
    await enqueueMail(tx, email, 'password-changed', values, locale);
    return { userId };
  });
}
