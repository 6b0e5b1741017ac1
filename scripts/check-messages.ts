// Finds what is wrong with the texts: messages that are none, missing or stray translations, placeholders
// and plural forms that do not fit, keys nobody uses. `--english` looks at English alone, for while a
// feature is being written and its translations are still to come.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { clientMessage } from '../src/utils/messages/client-messages.ts';
import { LOCALES, type LocaleTag } from '../src/utils/messages/locale.ts';
import {
  type Element,
  everyElement,
  isDate,
  isPlural,
  isSelect,
  isTag,
  isTime,
  namesIn,
  parse,
} from '../src/utils/messages/syntax.ts';
import { useFaults } from './message-use.ts';

interface Text {
  readonly file: string;
  readonly tag: LocaleTag;
  readonly key: string;
  readonly text: string;
  readonly elements: readonly Element[];
}

type Texts = ReadonlyMap<string, Text>;

/** Every fault of a tree, one line each. */
export function messageFaults(root: string, onlyEnglish = false): string[] {
  const faults: string[] = [];
  const read = (tag: LocaleTag) => readLocale(root, tag, faults);
  const english = read('en');
  faults.push(...useFaults(root, new Map([...english].map(([key, text]) => [key, namesIn(text.elements)]))));
  if (!onlyEnglish) {
    for (const { tag } of LOCALES.slice(1)) faults.push(...translationFaults(tag, read(tag), english));
  }
  return faults;
}

function readLocale(root: string, tag: LocaleTag, faults: string[]): Texts {
  const texts = new Map<string, Text>();
  const folder = join(root, 'locales', tag);
  for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
    const file = `locales/${tag}/${name}`;
    for (const [key, text] of entries(readFileSync(join(folder, name), 'utf8'))) {
      const fault = (what: string) => faults.push(`${file}: ${key} ${what}`);
      if (texts.has(key)) fault('is there twice');
      if (!key.startsWith(`${basename(name, '.json')}.`)) fault(`does not begin with the name of its file`);
      const found = { file, tag, key, text, elements: parsed(text, fault) };
      for (const what of textFaults(found)) fault(what);
      texts.set(key, found);
    }
  }
  return texts;
}

/** Key by key, so that what is there twice is seen. */
function entries(json: string): [string, string][] {
  const found: [string, string][] = [];
  JSON.parse(json, (key, value: string) => {
    if (typeof value === 'string') found.push([key, value]);
    return value;
  });
  const lines = [...json.matchAll(/^\s*"([^"]+)":/gm)].map(([, key]) => key!);
  const twice = lines.filter((key, index) => lines.indexOf(key) !== index);
  return [...found, ...twice.map((key): [string, string] => [key, found.find(([name]) => name === key)![1]])];
}

function parsed(text: string, fault: (what: string) => void): readonly Element[] {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    fault(`is no ICU message: ${error.message}`);
    return [];
  }
}

function* textFaults({ key, text, tag, elements }: Text): Iterable<string> {
  if (text.trim() === '' || text !== text.trim()) yield 'is empty, or begins or ends with a blank';
  for (const element of everyElement(elements)) {
    if (isDate(element) || isTime(element)) yield `formats a date itself: give {${element.value}} as text`;
    if (isPlural(element)) yield* pluralFaults(element, tag);
  }
  if (key.startsWith('client.')) yield* clientFaults(text, tag);
}

/** French and Spanish have "many" for whole millions; what is never counted so far may do without. */
const OPTIONAL: Partial<Record<LocaleTag, string>> = { fr: 'many', es: 'many' };

function* pluralFaults(plural: Extract<Element, { options: object; offset: number }>, tag: LocaleTag) {
  const type = plural.pluralType ?? 'cardinal';
  const wanted: string[] = new Intl.PluralRules(tag, { type }).resolvedOptions().pluralCategories;
  const given = Object.keys(plural.options).filter((option) => !option.startsWith('='));
  const missing = wanted.filter((category) => !given.includes(category) && category !== OPTIONAL[tag]);
  const stray = given.filter((category) => !wanted.includes(category));
  if (missing.length > 0) yield `lacks the plural form ${missing.join(', ')} of {${plural.value}}`;
  if (stray.length > 0) yield `has a plural form the language does not know: ${stray.join(', ')}`;
}

function* clientFaults(text: string, tag: LocaleTag): Iterable<string> {
  try {
    clientMessage(text, tag);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    yield `is not for the page script: ${error.message}`;
  }
}

function* translationFaults(tag: LocaleTag, texts: Texts, english: Texts): Iterable<string> {
  for (const [key, original] of english) {
    const file = original.file.replace('/en/', `/${tag}/`);
    const text = texts.get(key);
    if (text === undefined) yield `${file}: ${key} is missing`;
    else if (needs(text) !== needs(original)) {
      yield `${file}: ${key} needs ${needs(text) || 'nothing'}, the English ${needs(original) || 'nothing'}`;
    }
  }
  for (const [key, { file }] of texts) if (!english.has(key)) yield `${file}: ${key} is not in English`;
}

/** What a message has to be given: the names of its values, its tags, the choices of its selects. */
function needs({ elements }: Text): string {
  const found = [...everyElement(elements)].flatMap((element) => {
    if (isTag(element)) return [`<${element.value}>`];
    if (isSelect(element)) return [`{${element.value}: ${Object.keys(element.options).sort().join(' ')}}`];
    return namesIn([element]).map((name) => `{${name}}`);
  });
  return [...new Set(found)].sort().join(' ');
}

if (import.meta.main) {
  const faults = messageFaults(join(import.meta.dirname, '..'), process.argv.includes('--english'));
  if (faults.length > 0) {
    process.stderr.write(`${faults.join('\n')}\n${faults.length} faults in the texts\n`);
    process.exitCode = 1;
  }
}
