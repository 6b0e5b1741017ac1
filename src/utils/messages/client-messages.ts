// Texts for the script in the browser, which carries no message library: a plural is given as one text for
// each of the language's plural categories, and values are `{n}`, `{name}` to be put in.

import { type MessageKey, messageOf } from './catalogue.ts';
import type { LocaleTag } from './locale.ts';
import { type Element, isArgument, isCount, isLiteral, isPlural, parse } from './syntax.ts';

export type ClientMessage = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

/** The messages of these keys. Throws for what the script could not fill in: choices, tags, two plurals, `=0`. */
export function clientMessages(
  tag: LocaleTag,
  keys: readonly MessageKey[],
): Readonly<Record<string, ClientMessage>> {
  return Object.fromEntries(
    keys.map((key) => {
      const message = messageOf(tag, key);
      return [key, clientMessage(message.text, message.tag)];
    }),
  );
}

/** One message as the script takes it. */
export function clientMessage(text: string, tag: LocaleTag): ClientMessage {
  const elements = parse(text);
  const plurals = elements.filter(isPlural);
  if (plurals.length === 0) return elements.map((element) => write(element, 'other')).join('');
  if (plurals.length > 1 || Object.keys(plurals[0]!.options).some((option) => option.startsWith('='))) {
    throw new SyntaxError(`The page script takes one plural without exact numbers: ${text}`);
  }
  const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions();
  return Object.fromEntries(
    pluralCategories.map((category) => [
      category,
      elements.map((element) => write(element, category)).join(''),
    ]),
  );
}

function write(element: Element, category: Intl.LDMLPluralRule): string {
  if (isLiteral(element)) return element.value;
  if (isCount(element)) return '{n}';
  if (isArgument(element)) return `{${element.value}}`;
  if (!isPlural(element)) throw new SyntaxError(`The page script cannot fill in {${element.value}}`);
  const option = element.options[category] ?? element.options.other;
  return option!.value.map((inner) => write(inner, category)).join('');
}
