// Turns an ICU message into what is quick to fill in: most are plain text, and most others hold nothing but
// names. What has a plural, a choice or a tag is left to intl-messageformat.

import { type Formatters, IntlMessageFormat } from 'intl-messageformat';
import type { LocaleTag } from './locale.ts';
import { everyElement, isArgument, isLiteral, isPlural, namesIn, parse } from './syntax.ts';

export type Values = Readonly<Record<string, unknown>>;

/** Plain text, or what fills the values in. */
export type Compiled = string | Filled;

export interface Filled {
  text(values: Values | undefined): string;
  /** Text, and in its place what was given that is no text. */
  parts(values: Values): readonly unknown[];
}

/** Compiles a message; throws a SyntaxError for what is no ICU message. */
export function compile(text: string, tag: LocaleTag): Compiled {
  if (!/[{<']/.test(text)) return text;
  const elements = parse(text);
  if (elements.every(isLiteral)) return elements.map(({ value }) => value).join('');
  if (!elements.every((element) => isLiteral(element) || isArgument(element))) return formatted(text, tag);
  return named(
    elements.map((element) => ({ literal: isLiteral(element), value: element.value })),
    tag,
  );
}

interface Slot {
  readonly literal: boolean;
  /** The text, or the value's name. */
  readonly value: string;
}

/** Text and names in turns: "{name} follows you". */
function named(slots: readonly Slot[], tag: LocaleTag): Filled {
  const write = writer(tag);
  return {
    text(values) {
      let written = '';
      for (const { literal, value } of slots) written += literal ? value : write(values?.[value], value);
      return written;
    },
    parts: (values) =>
      slots.map(({ literal, value: name }) => {
        const value = literal ? name : values[name];
        return isThing(value) ? value : write(value, name);
      }),
  };
}

function formatted(text: string, tag: LocaleTag): Filled {
  const format = new IntlMessageFormat(text, tag, undefined, { formatters: formattersOf(tag) });
  const elements = format.getAst();
  const counts = new Set([...everyElement(elements)].filter(isPlural).map(({ value }) => value));
  const names = namesIn(elements).map((name) => ({ name, count: counts.has(name) }));
  const write = writer(tag);
  const fill = (values: Values | undefined) => {
    const filled: Record<string, unknown> = {};
    for (const { name, count } of names) {
      const value = values?.[name];
      // A plural chooses by the number itself; `#` writes it.
      filled[name] = isThing(value) || (count && typeof value === 'number') ? value : write(value, name);
    }
    return filled as Record<string, string>;
  };
  return {
    text: (values) => format.format(fill(values)) as string,
    parts: (values) => format.formatToParts(fill(values)).map(({ value }) => value),
  };
}

const isThing = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

/** Numbers as the language writes them. A missing value shows its name: a text never breaks a page. */
function writer(tag: LocaleTag): (value: unknown, name: string) => string {
  const numbers = formattersOf(tag).getNumberFormat(tag);
  return (value, name) => {
    if (typeof value === 'string') return value;
    return typeof value === 'number' ? numbers.format(value) : `{${name}}`;
  };
}

const made = new Map<LocaleTag, Formatters>();

/** The formatters of a language, which keep their answers for small numbers: Intl takes longer than all the rest. */
function formattersOf(tag: LocaleTag): Formatters {
  let formatters = made.get(tag);
  if (formatters === undefined) {
    const numbers = numberFormat(tag);
    const rules = { cardinal: pluralRules(tag, 'cardinal'), ordinal: pluralRules(tag, 'ordinal') };
    formatters = {
      getNumberFormat: (_, options) => (options ? new Intl.NumberFormat(tag, options) : numbers),
      getPluralRules: (_, options) => rules[options?.type ?? 'cardinal'],
      getDateTimeFormat: () => {
        throw new TypeError('A message takes a date as text: only its caller knows the time zone');
      },
    };
    made.set(tag, formatters);
  }
  return formatters;
}

function numberFormat(tag: LocaleTag): Intl.NumberFormat {
  const numbers = new Intl.NumberFormat(tag);
  const format = remembered((value) => numbers.format(value));
  return Object.defineProperty(new Intl.NumberFormat(tag), 'format', { value: format });
}

function pluralRules(tag: LocaleTag, type: Intl.PluralRuleType): Intl.PluralRules {
  const rules = new Intl.PluralRules(tag, { type });
  const select = remembered((value) => rules.select(value));
  return Object.assign(new Intl.PluralRules(tag, { type }), { select });
}

/** The function, with its answers for 0 to 999 kept. */
function remembered<Answer>(ask: (value: number) => Answer): (value: number) => Answer {
  const answers: Answer[] = [];
  return (value) => {
    if (!Number.isInteger(value) || value < 0 || value > 999) return ask(value);
    answers[value] ??= ask(value);
    return answers[value];
  };
}
