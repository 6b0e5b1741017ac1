// The mails that sign-in sends. Each is enqueued in the transaction that causes it and written by
// `deliver/mail`. A payload may hold the secret of a link: it has to reach the mail somehow, the database
// keeps its hash alone elsewhere, the job goes once the mail is sent, and the secret dies within the time
// its link says.

import type { Tx } from '../context.ts';
import { enqueue } from '../utils/queue.ts';

/** Every mail with what it needs to be written. All links are made from the tenant's own origin. */
export interface Mails {
  confirm: { name: string; link: string };
  /** To the owner of an address that somebody used to sign up. */
  'already-registered': { signInLink: string; resetLink: string };
  reset: { name: string; link: string };
  'change-email': { name: string; link: string };
  /** To the old address. */
  'email-changed': { name: string; email: string; securityLink: string };
  'password-changed': { name: string; resetLink: string };
  /** `time`: ISO 8601. */
  'new-device': { name: string; device: string; address: string; time: string; securityLink: string };
  approved: { name: string; signInLink: string };
  'sign-up-waiting': { name: string; reason: string };
}

/** Adds a mail, in the language of who gets it, to the caller's transaction. */
export function enqueueMail<Name extends keyof Mails>(
  tx: Tx,
  to: string,
  template: Name,
  values: Mails[Name],
  locale: string,
): Promise<void> {
  return enqueue(tx, 'deliver/mail', { to, template, values: { ...values }, locale });
}
