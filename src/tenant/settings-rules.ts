// What a community's settings may be. Texts are cleaned and kept as written; whoever shows them renders them.

import { type FieldError, invalidAll } from '../utils/error.ts';
import { cleanLine, cleanText } from '../utils/text/clean.ts';
import type { Rule, Settings } from './settings.ts';

/** Characters of each text. */
export const TEXT_LIMITS = {
  name: 60,
  shortName: 15,
  description: 500,
  about: 20_000,
  contactEmail: 254,
  contactUsername: 30,
  rule: 300,
  hint: 1000,
} as const;

/** How many at least and at most. */
export const NUMBER_LIMITS = {
  maxCharacters: [10, 100_000],
  maxMedia: [1, 16],
  maxFields: [0, 20],
  maxPins: [0, 20],
  maxFeaturedTags: [0, 30],
} as const;

export const MOST_RULES = 30;
const MOST_LANGUAGES = 20;

const LOCALE = /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}$/i;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const USERNAME = /^[a-z0-9_]*$/i;

/** A rule as written; with the id of a present one it replaces that, without it is new. */
export interface WrittenRule {
  readonly id?: string;
  readonly text: string;
  readonly hint?: string;
}

/** Settings as somebody wrote them; absent stays. */
export type WrittenSettings = {
  readonly [Name in Exclude<keyof Settings, 'logo' | 'cover' | 'rules'>]?: Settings[Name] | undefined;
} & { readonly rules?: readonly WrittenRule[] | undefined };

/** Cleans what was given of the settings; throws 'invalid' naming every broken rule. Absent stays absent. */
export function checkSettings(written: WrittenSettings, present: Settings): Partial<Settings> {
  const broken: FieldError[] = [];
  const note = (error: FieldError | undefined) => error !== undefined && broken.push(error);
  const checked: Partial<Record<keyof Settings, unknown>> = {
    ...texts(written, note),
    ...choices(written, note),
    ...numbers(written, note),
    rules: written.rules && rules(written.rules, present.rules, note),
  };
  if (broken.length > 0) throw invalidAll(broken);
  return Object.fromEntries(
    Object.entries(checked).filter(([, value]) => value !== undefined),
  ) as Partial<Settings>;
}

type Note = (error: FieldError | undefined) => unknown;

function texts(written: WrittenSettings, note: Note): Partial<Settings> {
  const line = (field: 'name' | 'shortName' | 'contactEmail' | 'contactUsername') => {
    const text = written[field] === undefined ? undefined : cleanLine(written[field]);
    note(tooLong(field, text, TEXT_LIMITS[field]));
    return text;
  };
  const text = (field: 'description' | 'about') => {
    const clean = written[field] === undefined ? undefined : cleanText(written[field]);
    note(tooLong(field, clean, TEXT_LIMITS[field]));
    return clean;
  };
  const [name, email, username] = [line('name'), line('contactEmail'), line('contactUsername')];
  if (name === '') note({ field: 'name', rule: 'blank', message: "can't be blank" });
  if (email && !EMAIL.test(email)) note(wrong('contactEmail', 'is not a mail address'));
  const contactUsername = username?.replace(/^@/, '');
  if (contactUsername && !USERNAME.test(contactUsername)) note(wrong('contactUsername', 'is not a username'));
  return defined({
    name,
    contactEmail: email,
    contactUsername,
    shortName: line('shortName'),
    description: text('description'),
    about: text('about'),
  });
}

function choices(written: WrittenSettings, note: Note): Partial<Settings> {
  const { registration, publicPreview, languages } = written;
  const accent = written.accent && fullHex(written.accent.trim().toLowerCase());
  if (accent !== undefined && !/^#[0-9a-f]{6}$/.test(accent)) {
    note(wrong('accent', 'is not a colour such as "#4338ca"'));
  }
  if (registration !== undefined && !['open', 'approval', 'closed'].includes(registration)) {
    note(wrong('registration', 'is not one of open, approval and closed'));
  }
  if (languages !== undefined) note(brokenLanguages(languages));
  return defined({ accent, registration, publicPreview, languages });
}

/** `#abc` is short for `#aabbcc`. */
const fullHex = (hex: string): string =>
  /^#[0-9a-f]{3}$/.test(hex) ? `#${[...hex.slice(1)].map((digit) => digit + digit).join('')}` : hex;

function brokenLanguages(languages: readonly string[]): FieldError | undefined {
  if (languages.length === 0) return { field: 'languages', rule: 'blank', message: "can't be blank" };
  if (languages.length > MOST_LANGUAGES) return tooMany('languages', MOST_LANGUAGES);
  if (languages.every((code) => LOCALE.test(code))) return undefined;
  return wrong('languages', 'must be language codes such as "en" or "pt-BR"');
}

function numbers(written: WrittenSettings, note: Note): Partial<Settings> {
  const names = Object.keys(NUMBER_LIMITS) as (keyof typeof NUMBER_LIMITS)[];
  for (const field of names) {
    const [value, [least, most]] = [written[field], NUMBER_LIMITS[field]];
    if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) continue;
    const message = `must be a whole number from ${least} to ${most}`;
    note({ field, rule: 'invalid', limit: most, message });
  }
  return defined(Object.fromEntries(names.map((field) => [field, written[field]])));
}

/** A rule keeps its id for good: reports and moderators' notes point at it. */
function rules(written: readonly WrittenRule[], present: readonly Rule[], note: Note): Rule[] {
  if (written.length > MOST_RULES) note(tooMany('rules', MOST_RULES));
  const known = new Set(present.map((rule) => rule.id));
  let last = Math.max(0, ...present.map((rule) => Number(rule.id) || 0));
  const clean = written.map(({ id, text, hint = '' }) => ({
    id: id !== undefined && known.delete(id) ? id : String(++last),
    text: cleanLine(text),
    hint: cleanText(hint),
  }));
  const kept = clean.filter((rule) => rule.text !== '' || rule.hint !== '');
  if (kept.some((rule) => rule.text === '')) {
    note({ field: 'rules', rule: 'blank', message: 'need a text each' });
  }
  for (const rule of kept) {
    note(tooLong('rules', rule.text, TEXT_LIMITS.rule) ?? tooLong('rules', rule.hint, TEXT_LIMITS.hint));
  }
  return kept;
}

const defined = (values: Partial<Settings>): Partial<Settings> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

function tooLong(field: string, text: string | undefined, limit: number): FieldError | undefined {
  if (text === undefined || [...text].length <= limit) return undefined;
  return { field, rule: 'too-long', limit, message: `is longer than ${limit} characters` };
}

const tooMany = (field: string, limit: number): FieldError => ({
  field,
  rule: 'too-many',
  limit,
  message: `are limited to ${limit}`,
});

const wrong = (field: string, message: string): FieldError => ({ field, rule: 'invalid', message });
