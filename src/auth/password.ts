// Passwords: Argon2id with the parameters OWASP names (19 MiB, 2 passes, 1 lane), computed off the event
// loop. Rules follow NIST SP 800-63B: length, and none of the commonest; no letters-and-digits theatre.

import { hash, verify } from '@node-rs/argon2';
import type { FieldError, Rule } from '../utils/error.ts';
import { COMMON_PASSWORDS } from './common-passwords.ts';

export const PASSWORD_LEAST = 8;
export const PASSWORD_MOST = 128;

const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes a password that `checkPassword` found fit. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), OPTIONS);

/**
 * Whether a password is the hashed one. Without a hash (no such account) it is false after the same work,
 * so that the time of an answer does not tell which accounts exist.
 */
export async function verifyPassword(hashed: string | undefined, password: string): Promise<boolean> {
  const tooLong = [...password].length > PASSWORD_MOST;
  const matches = await verify(hashed ?? (await unused()), tooLong ? '' : password.normalize('NFKC'));
  return matches && hashed !== undefined && !tooLong;
}

let unusedHash: Promise<string> | undefined;

/** A hash nobody knows the password of, made once. */
function unused(): Promise<string> {
  unusedHash ??= hashPassword(crypto.randomUUID());
  return unusedHash;
}

/** The rules a new password breaks. `names`: what it may not be, the person's name and mail address. */
export function checkPassword(password: string, names: readonly string[]): FieldError[] {
  const broken = (rule: Rule, message: string, limit?: number): FieldError[] => [
    { field: 'password', rule, message, ...(limit !== undefined && { limit }) },
  ];
  const length = [...password].length;
  if (length === 0) return broken('blank', "can't be blank");
  if (length < PASSWORD_LEAST) {
    return broken('too-short', `is shorter than ${PASSWORD_LEAST} characters`, PASSWORD_LEAST);
  }
  if (length > PASSWORD_MOST)
    return broken('too-long', `is longer than ${PASSWORD_MOST} characters`, PASSWORD_MOST);
  const lower = password.toLowerCase();
  if (COMMON_PASSWORDS.has(lower)) return broken('common', 'is among the most used ones: choose another');
  if (names.some((name) => name.toLowerCase() === lower))
    return broken('invalid', 'is your name or mail address');
  return [];
}
