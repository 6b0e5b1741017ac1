// What a profile may hold: each rule cleans what was typed and names what it breaks.

import type { Settings } from '../tenant/settings.ts';
import { type FieldError, invalidAll } from '../utils/error.ts';
import { cleanLine, cleanText } from '../utils/text/clean.ts';
import { isLongerThan } from '../utils/text/length.ts';

/** The limits are Mastodon's; the instance's configuration announces them. */
export const DISPLAY_NAME_LIMIT = 30;
export const BIO_LIMIT = 500;
export const FIELD_LIMIT = 255;
export const PICTURE_DESCRIPTION_LIMIT = 1500;

const LOCALE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/;

export interface WrittenProfile {
  readonly displayName?: string | undefined;
  readonly bio?: string | undefined;
  readonly fields?: readonly { readonly name: string; readonly value: string }[] | undefined;
  readonly avatarDescription?: string | undefined;
  readonly headerDescription?: string | undefined;
  readonly locale?: string | undefined;
  /** Empty: none chosen, posts are in the person's own language. */
  readonly defaultLanguage?: string | undefined;
}

/** Cleans what was given of a profile; throws 'invalid' naming every broken rule. Absent stays absent. */
export function checkProfile(written: WrittenProfile, settings: Settings): WrittenProfile {
  const broken: FieldError[] = [];
  const line = (field: string, text: string | undefined, limit: number) => {
    const clean = text === undefined ? undefined : cleanLine(text);
    if (clean !== undefined && [...clean].length > limit) broken.push(tooLong(field, limit));
    return clean;
  };
  const language = (field: string, code: string | undefined, empty: boolean) => {
    if (code === undefined || (empty && code === '') || LOCALE.test(code)) return code;
    broken.push({ field, rule: 'invalid', message: 'is not a language code such as "en" or "pt-BR"' });
    return undefined;
  };
  const checked: WrittenProfile = {
    displayName: line('displayName', written.displayName, DISPLAY_NAME_LIMIT),
    bio: written.bio === undefined ? undefined : cleanText(written.bio),
    fields: written.fields
      ?.map((field) => ({
        name: line('fields', field.name, FIELD_LIMIT)!,
        value: line('fields', field.value, FIELD_LIMIT)!,
      }))
      .filter((field) => field.name !== '' || field.value !== ''),
    avatarDescription: line('avatarDescription', written.avatarDescription, PICTURE_DESCRIPTION_LIMIT),
    headerDescription: line('headerDescription', written.headerDescription, PICTURE_DESCRIPTION_LIMIT),
    locale: language('locale', written.locale, false),
    defaultLanguage: language('defaultLanguage', written.defaultLanguage, true),
  };
  if (isLongerThan(checked.bio ?? '', BIO_LIMIT)) broken.push(tooLong('bio', BIO_LIMIT));
  broken.push(...brokenFields(checked.fields ?? [], settings.maxFields));
  if (broken.length > 0) throw invalidAll(broken);
  return checked;
}

function* brokenFields(fields: NonNullable<WrittenProfile['fields']>, most: number): Iterable<FieldError> {
  if (fields.length > most) {
    yield { field: 'fields', rule: 'too-many', message: `are limited to ${most}`, limit: most };
  }
  if (fields.some((field) => field.name === '')) {
    yield { field: 'fields', rule: 'blank', message: 'need a name each' };
  }
}

const tooLong = (field: string, limit: number): FieldError => ({
  field,
  rule: 'too-long',
  message: `is longer than ${limit} characters`,
  limit,
});
