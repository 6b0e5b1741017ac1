// Signing up. The answer to a sign-up is the same whether or not the mail address belongs to somebody
// already: a waiting account is made either way, and only the address's owner is told, by mail.

import { type Ctx, type Tx, transaction } from '../context.ts';
import { createUser } from '../user/create.ts';
import { checkUsername } from '../user/username.ts';
import { DomainError, type FieldError, forbidden, invalidAll } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';
import { addressKey, countAttempt, LIMITS, typedKey } from './attempt.ts';
import { admitOrAsk, sendConfirmation } from './confirm.ts';
import { checkEmail, tidyEmail } from './email.ts';
import { insertLogin, ownerOfEmail } from './login.ts';
import { checkPassword, hashPassword } from './password.ts';

export const REASON_LIMIT = 1000;

export interface Registration {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  /** The rules of the community are accepted. */
  readonly agreement: boolean;
  /** Why somebody wants to join, where the staff approves sign-ups. */
  readonly reason?: string;
  readonly locale?: string;
}

/**
 * Signs somebody up; anybody may call it where registration is not closed. The person may act once the
 * mail address is confirmed and, where the community wants it, the staff has agreed. Errors: 'forbidden'
 * (closed), 'limited', 'invalid' with every broken rule.
 */
export async function register(ctx: Ctx, input: Registration): Promise<{ userId: Id }> {
  const mode = ctx.tenant.settings.registration;
  if (mode === 'closed')
    throw forbidden('This community is not open for registration', 'registration-closed');
  const email = tidyEmail(input.email);
  const broken = brokenRules({ ...input, email });
  if (broken.length > 0) throw invalidAll(broken);
  await countAttempt(ctx, addressKey('register', ctx.client.address), LIMITS.registerAddress);
  // Nobody's mailbox is flooded from many places.
  await countAttempt(ctx, typedKey('register', email), LIMITS.registerEmail);
  const passwordHash = await hashPassword(input.password);
  return transaction(ctx, async (tx) => {
    const userId = await createUser(tx, newMember(input));
    const confirmed = await confirmsAtOnce(tx, email);
    const reason = input.reason?.replaceAll('\0', '').trim() ?? '';
    await insertLogin(tx, { userId, email, passwordHash, confirmed, approved: mode === 'open', reason });
    if (confirmed) await admitOrAsk(tx, userId);
    else
      await sendConfirmation(tx, { userId, email, username: input.username, locale: input.locale ?? 'en' });
    return { userId };
  });
}

function brokenRules(input: Registration): FieldError[] {
  const broken = [
    ...usernameErrors(input.username),
    ...checkEmail(input.email),
    ...checkPassword(input.password, [input.username, input.email]),
  ];
  if (!input.agreement) broken.push({ field: 'agreement', rule: 'accepted', message: 'must be accepted' });
  if ((input.reason?.length ?? 0) > REASON_LIMIT) {
    const message = `is longer than ${REASON_LIMIT} characters`;
    broken.push({ field: 'reason', rule: 'too-long', message, limit: REASON_LIMIT });
  }
  return broken;
}

function usernameErrors(username: string): readonly FieldError[] {
  try {
    checkUsername(username);
    return [];
  } catch (error) {
    if (error instanceof DomainError && error.code === 'invalid') return error.details;
    throw error;
  }
}

const newMember = (input: Registration) => ({
  username: input.username,
  state: 'pending' as const,
  ...(input.locale !== undefined && { locale: input.locale }),
});

/** Trials without mail: an address counts as confirmed, unless it is somebody's already. */
async function confirmsAtOnce(tx: Tx, email: string): Promise<boolean> {
  return !tx.switches.mailConfirmation && (await ownerOfEmail(tx, email)) === undefined;
}
