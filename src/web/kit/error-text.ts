// What a domain error says to a visitor, in the visitor's language. The domain gives codes: rule, reason and
// limit; the sentences are those of the catalogue. A code without a sentence does not compile.

import type { DomainError, ErrorCode, FieldError, Reason, Rule } from '../../utils/error.ts';
import type { MessageKey } from '../../utils/messages/catalogue.ts';
import type { Translator } from '../../utils/messages/translator.ts';

/** One sentence (or one for each broken rule) for a note above a form, a toast, or a page. */
export function errorText(t: Translator, error: DomainError): string {
  if (error.details.length > 0) return error.details.map((detail) => labelled(t, detail)).join(' ');
  if (error.reason !== undefined) return t(OF_REASON[error.reason]);
  const minutes = Math.max(1, Math.ceil((error.retryAfter ?? 60) / 60));
  return t(OF_CODE[error.code], { minutes });
}

/** The sentence of each field that breaks a rule, to stand beside it. */
export function fieldErrors(t: Translator, error: DomainError): ReadonlyMap<string, string> {
  const sentences = error.details.map((detail) => [detail.field, sentence(t, detail)] as const);
  // The first is the one to mend first.
  return new Map(sentences.reverse());
}

/** A sentence that speaks of no field is given the field's name. */
function labelled(t: Translator, detail: FieldError): string {
  const label = LABELS[detail.field];
  const problem = sentence(t, detail);
  return label === undefined || isOwn(detail) ? problem : t('errors.labelled', { label: t(label), problem });
}

function sentence(t: Translator, detail: FieldError): string {
  const { field, rule, reason, limit } = detail;
  const key = reason === undefined ? (OF_FIELD[`${field} ${rule}`] ?? OF_RULE[rule]) : OF_REASON[reason];
  return limit === undefined
    ? t(rule in WITH_LIMIT ? 'errors.invalid' : key)
    : t(key, { limit, size: t.formats.bytes(limit) });
}

const isOwn = ({ field, rule, reason }: FieldError): boolean =>
  reason !== undefined || `${field} ${rule}` in OF_FIELD;

const WITH_LIMIT: Partial<Record<Rule, true>> = {
  'too-large': true,
  'too-long': true,
  'too-many': true,
  'too-short': true,
};

const OF_CODE: Record<ErrorCode, MessageKey> = {
  conflict: 'errors.conflict',
  forbidden: 'errors.forbidden',
  invalid: 'errors.invalid',
  limited: 'errors.limited',
  'not-found': 'errors.not-found',
  unauthenticated: 'errors.unauthenticated',
  unavailable: 'errors.unavailable',
};

const OF_REASON: Record<Reason, MessageKey> = {
  animation: 'errors.picture-animation',
  direct: 'errors.pin-direct',
  frames: 'errors.picture-animation',
  mentions: 'errors.text-mentions',
  'no-text': 'errors.no-text',
  'not-for-everybody': 'errors.not-for-everybody',
  pixels: 'errors.picture-pixels',
  'registration-closed': 'errors.registration-closed',
  repost: 'errors.pin-repost',
  suspended: 'errors.suspended',
  tags: 'errors.text-tags',
  unapproved: 'errors.unapproved',
  unconfirmed: 'errors.unconfirmed',
  undone: 'errors.undone',
};

const OF_RULE: Record<Rule, MessageKey> = {
  accepted: 'errors.agreement',
  blank: 'errors.blank',
  common: 'errors.password-common',
  expired: 'errors.link-expired',
  invalid: 'errors.invalid',
  mismatch: 'errors.invalid',
  'not-followed': 'errors.endorse-not-followed',
  reserved: 'errors.reserved',
  taken: 'errors.taken',
  'too-large': 'errors.too-large',
  'too-long': 'errors.too-long',
  'too-many': 'errors.too-many',
  'too-short': 'errors.too-short',
  unknown: 'errors.not-found',
  unsupported: 'errors.unsupported',
};

/** Where the rule alone says too little; a picture breaks the same rules whatever it is for. */
const OF_FIELD: Readonly<Record<string, MessageKey>> = {
  'account not-followed': 'errors.endorse-not-followed',
  'agreement accepted': 'errors.agreement',
  'currentPassword mismatch': 'errors.current-password-mismatch',
  'defaultLanguage invalid': 'errors.language-invalid',
  'email invalid': 'errors.email-invalid',
  'email taken': 'errors.email-taken',
  'fields blank': 'errors.fields-name',
  'fields too-many': 'errors.fields-too-many',
  'focus invalid': 'errors.focus-invalid',
  'following too-many': 'errors.following-too-many',
  'language invalid': 'errors.language-invalid',
  'locale invalid': 'errors.language-invalid',
  'media invalid': 'errors.media-invalid',
  'media too-many': 'errors.media-too-many',
  'name too-many': 'errors.featured-tag-too-many',
  'password common': 'errors.password-common',
  'password invalid': 'errors.password-is-name',
  'password mismatch': 'errors.sign-in-mismatch',
  'post too-many': 'errors.pin-too-many',
  'secret expired': 'errors.link-expired',
  'text blank': 'errors.text-blank',
  'username invalid': 'errors.username-invalid',
  'username reserved': 'errors.username-reserved',
  'username taken': 'errors.username-taken',
  'visibility invalid': 'errors.repost-visibility',
  ...Object.fromEntries(
    ['file', 'avatar', 'header', 'logo', 'cover'].flatMap((field): [string, MessageKey][] => [
      [`${field} blank`, 'errors.picture-blank'],
      [`${field} invalid`, 'errors.picture-invalid'],
      [`${field} too-large`, 'errors.too-large'],
      [`${field} unsupported`, 'errors.picture-unsupported'],
    ]),
  ),
};

const LABELS: Readonly<Record<string, MessageKey>> = {
  avatarDescription: 'errors.label-description',
  bio: 'errors.label-bio',
  description: 'errors.label-description',
  displayName: 'errors.label-display-name',
  duration: 'errors.label-duration',
  email: 'errors.label-email',
  fields: 'errors.label-fields',
  headerDescription: 'errors.label-description',
  languages: 'errors.label-languages',
  name: 'errors.label-name',
  note: 'errors.label-note',
  password: 'errors.label-password',
  reason: 'errors.label-reason',
  redirectUris: 'errors.label-redirect',
  text: 'errors.label-text',
  username: 'errors.label-username',
  website: 'errors.label-website',
};
