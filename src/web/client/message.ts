// Filling in a text of the server's catalogue: see utils/messages/client-messages.ts for how it is written.

import type { ClientMessage } from '../../utils/messages/client-messages.ts';

export type Values = Readonly<Record<string, string | number>>;

/** The text with its values; `n` chooses the plural and is written as the language writes numbers. */
export function fillIn(tag: string, message: ClientMessage, values: Values = {}): string {
  const { n } = values;
  const text = typeof message === 'string' ? message : (message[pluralOf(tag, n)] ?? message.other ?? '');
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = values[name];
    if (value === undefined) return hole;
    return typeof value === 'number' ? new Intl.NumberFormat(tag).format(value) : value;
  });
}

const pluralOf = (tag: string, n: string | number | undefined): Intl.LDMLPluralRule =>
  new Intl.PluralRules(tag).select(Number(n ?? 0));
