// What the mails say, in the language of who gets them. A text is a subject, paragraphs, and at most one
// button; both the plain and the HTML form are made from it.

import type { Mails } from '../auth/mail.ts';
import type { Translator } from '../utils/messages/translator.ts';

export interface MailText {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly button?: { readonly label: string; readonly link: string };
  readonly after?: readonly string[];
}

type Write<Values> = (t: Translator, values: Values, community: string) => MailText;

export const MAIL_TEXTS: { readonly [Name in keyof Mails]: Write<Mails[Name]> } = {
  confirm: (t, { name, link }, community) => ({
    subject: t('mail.confirm-subject', { community }),
    paragraphs: [t('mail.hello', { name }), t('mail.confirm-text', { community })],
    button: { label: t('mail.confirm-button'), link },
    after: [t('mail.link-two-days'), t('mail.confirm-not-you')],
  }),
  'already-registered': (t, { signInLink, resetLink }, community) => ({
    subject: t('mail.already-registered-subject', { community }),
    paragraphs: [
      t('mail.already-registered-text', { community }),
      t('mail.already-registered-reset', { link: resetLink }),
    ],
    button: { label: t('mail.sign-in-button'), link: signInLink },
    after: [t('mail.not-you')],
  }),
  reset: (t, { name, link }, community) => ({
    subject: t('mail.reset-subject', { community }),
    paragraphs: [t('mail.hello', { name }), t('mail.reset-text', { community })],
    button: { label: t('mail.reset-button'), link },
    after: [t('mail.link-one-hour'), t('mail.not-you')],
  }),
  'change-email': (t, { name, link }, community) => ({
    subject: t('mail.change-email-subject', { community }),
    paragraphs: [t('mail.hello', { name }), t('mail.change-email-text', { community })],
    button: { label: t('mail.change-email-button'), link },
    after: [t('mail.link-one-day'), t('mail.not-you')],
  }),
  'email-changed': (t, { name, email, securityLink }, community) => ({
    subject: t('mail.email-changed-subject', { community }),
    paragraphs: [
      t('mail.hello', { name }),
      t('mail.email-changed-text', { community, email }),
      t('mail.email-changed-not-you'),
    ],
    button: { label: t('mail.email-changed-button'), link: securityLink },
  }),
  'password-changed': (t, { name, resetLink }, community) => ({
    subject: t('mail.password-changed-subject', { community }),
    paragraphs: [
      t('mail.hello', { name }),
      t('mail.password-changed-text', { community }),
      t('mail.password-changed-not-you'),
    ],
    button: { label: t('mail.reset-button'), link: resetLink },
  }),
  'new-device': (t, { name, device, address, time, securityLink }, community) => ({
    subject: t('mail.new-device-subject', { community }),
    paragraphs: [
      t('mail.hello', { name }),
      t('mail.new-device-text', { community }),
      [
        t('mail.new-device-device', { device }),
        t('mail.new-device-address', { address }),
        t('mail.new-device-time', { time: t.formats.dateTime(time) }),
      ].join('\n'),
      t('mail.new-device-not-you'),
    ],
    button: { label: t('mail.new-device-button'), link: securityLink },
  }),
  approved: (t, { name, signInLink }, community) => ({
    subject: t('mail.approved-subject', { community }),
    paragraphs: [t('mail.hello', { name }), t('mail.approved-text', { community })],
    button: { label: t('mail.sign-in-button'), link: signInLink },
  }),
  'sign-up-waiting': (t, { name, reason }, community) => ({
    subject: t('mail.sign-up-waiting-subject', { name, community }),
    paragraphs: [
      t('mail.sign-up-waiting-text', { name, community }),
      reason === '' ? t('mail.sign-up-waiting-no-reason') : t('mail.sign-up-waiting-reason', { reason }),
    ],
  }),
};
