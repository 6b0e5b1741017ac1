// Proof that a mail address reaches the person who signed up with it.

import { type Ctx, type Tx, transaction } from '../context.ts';
import { admitUser } from '../user/admit.ts';
import type { Id } from '../utils/id.ts';
import { tellStaff } from './approve.ts';
import { addressKey, countAttempt, LIMITS, typedKey } from './attempt.ts';
import { tidyEmail } from './email.ts';
import { evenly } from './even.ts';
import { dropLinks, makeLink, pageLink, useLink } from './link.ts';
import { claimsOfEmail, loginOf, ownerOfEmail, setConfirmedEmail } from './login.ts';
import { enqueueMail } from './mail.ts';

export interface Claim {
  readonly userId: Id;
  readonly username: string;
  readonly email: string;
  readonly locale: string;
}

/** Mails the link that confirms a sign-up; to an address that is somebody's already, word of the attempt. */
export async function sendConfirmation(tx: Tx, claim: Claim): Promise<void> {
  const owner = await ownerOfEmail(tx, claim.email);
  if (owner !== undefined) {
    const links = { signInLink: pageLink(tx, '/sign-in'), resetLink: pageLink(tx, '/reset') };
    return enqueueMail(tx, claim.email, 'already-registered', links, owner.locale);
  }
  const link = await makeLink(tx, claim.userId, 'confirm', claim.email);
  await enqueueMail(tx, claim.email, 'confirm', { name: claim.username, link }, claim.locale);
}

/**
 * Confirms a sign-up by the secret of its link and gives whose it was. The person may sign in now, unless
 * the staff has still to agree. 'invalid' when the link is worthless or another account took the address.
 */
export async function confirmEmail(ctx: Ctx, secret: string): Promise<{ userId: Id; approved: boolean }> {
  await countAttempt(ctx, addressKey('link', ctx.client.address), LIMITS.linkAddress);
  return transaction(ctx, async (tx) => {
    const { userId, email } = await useLink(tx, secret, 'confirm');
    await setConfirmedEmail(tx, userId, email);
    await dropLinks(tx, userId, 'confirm');
    return { userId, approved: await admitOrAsk(tx, userId) };
  });
}

/** Lets a confirmed person in, or tells the staff that one waits; whether the person is in. */
export async function admitOrAsk(tx: Tx, userId: Id): Promise<boolean> {
  const { approved } = await loginOf(tx, userId);
  if (approved) await admitUser(tx, userId);
  else await tellStaff(tx, userId);
  return approved;
}

/** Mails the confirmation once more. The answer is the same whether or not anybody waits under the address. */
export async function resendConfirmation(ctx: Ctx, email: string): Promise<void> {
  const address = tidyEmail(email);
  await countAttempt(ctx, addressKey('mail', ctx.client.address), LIMITS.mailAddress);
  await countAttempt(ctx, typedKey('confirm', address), LIMITS.mailAccount);
  await evenly(() =>
    transaction(ctx, async (tx) => {
      const [newest] = await claimsOfEmail(tx, address);
      if (newest !== undefined) await sendConfirmation(tx, newest);
    }),
  );
}
