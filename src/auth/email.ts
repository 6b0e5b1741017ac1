// Mail addresses: what is one, and when two are the same.

import { domainToASCII } from 'node:url';
import type { FieldError, Rule } from '../utils/error.ts';

const MOST = 254;
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const HOST = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

/** An address as it is kept: trimmed, its host in small ASCII letters. Two are the same whatever their case. */
export function tidyEmail(input: string): string {
  // PostgreSQL refuses NUL in text.
  const trimmed = input.replaceAll('\0', '').trim();
  const at = trimmed.lastIndexOf('@');
  return at < 1 ? trimmed : `${trimmed.slice(0, at)}@${domainToASCII(trimmed.slice(at + 1)).toLowerCase()}`;
}

/** The rules a tidied address breaks. No quoted local parts, no address literals: nobody's mail needs them. */
export function checkEmail(email: string): FieldError[] {
  const broken = (rule: Rule, message: string, limit?: number): FieldError[] => [
    { field: 'email', rule, message, ...(limit !== undefined && { limit }) },
  ];
  if (email === '') return broken('blank', "can't be blank");
  if (email.length > MOST) return broken('too-long', `is longer than ${MOST} characters`, MOST);
  const at = email.lastIndexOf('@');
  const [local, host] = [email.slice(0, at), email.slice(at + 1)];
  const wellFormed = at > 0 && local.length <= 64 && LOCAL.test(local) && HOST.test(host);
  return wellFormed ? [] : broken('invalid', 'does not look like a mail address');
}
