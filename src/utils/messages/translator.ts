// What a page or a mail asks for its texts: t('post.reply'), t('post.likes', { count: 3 }). Values are plain
// strings and numbers and the result is plain text, to be escaped where it is shown.

import { type MessageKey, messageOf } from './catalogue.ts';
import { type Compiled, compile } from './compile.ts';
import { type Formats, formats } from './formats.ts';
import { LOCALES, type Locale, type LocaleTag } from './locale.ts';

export interface Translator {
  /** The text of a key with its values. */
  (key: MessageKey, values?: Readonly<Record<string, string | number>>): string;
  /**
   * The same as a list, with the given things where their names stand: a link in a sentence. A tag,
   * `<rules>read them</rules>`, takes a function from its texts to what shows them.
   */
  parts<Thing extends object>(key: MessageKey, values: Parts<Thing>): (string | Thing)[];
  readonly locale: Locale;
  readonly formats: Formats;
}

export type Parts<Thing> = Readonly<
  Record<string, string | number | Thing | ((inside: (string | Thing)[]) => Thing)>
>;

const translators = new Map<LocaleTag, Translator>();

/** The texts of a language; messages are compiled when first asked for. */
export function translator(tag: LocaleTag): Translator {
  let made = translators.get(tag);
  if (made === undefined) {
    made = makeTranslator(LOCALES.find((locale) => locale.tag === tag)!);
    translators.set(tag, made);
  }
  return made;
}

function makeTranslator(locale: Locale): Translator {
  const compiled = new Map<MessageKey, Compiled>();
  const find = (key: MessageKey): Compiled => {
    let message = compiled.get(key);
    if (message === undefined) {
      const { text, tag } = messageOf(locale.tag, key);
      message = compile(text, tag);
      compiled.set(key, message);
    }
    return message;
  };
  const t = (key: MessageKey, values?: Readonly<Record<string, unknown>>): string => {
    const message = find(key);
    return typeof message === 'string' ? message : message.text(values);
  };
  const parts = <Thing extends object>(key: MessageKey, values: Parts<Thing>) => {
    const message = find(key);
    return (typeof message === 'string' ? [message] : message.parts(values)) as (string | Thing)[];
  };
  return Object.assign(t, { parts, locale, formats: formats(locale.tag) });
}
