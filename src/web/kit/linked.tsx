// Sentences with a link in them: "New here? <link>Sign up</link>".

import type { ComponentChildren, VNode } from 'preact';
import type { MessageKey } from '../../utils/messages/catalogue.ts';
import type { Translator } from '../../utils/messages/translator.ts';

/** The text of a key whose tag `link` leads to `href`. */
export const linked = (
  t: Translator,
  key: MessageKey,
  href: string,
  values: Readonly<Record<string, string | number>> = {},
): ComponentChildren => t.parts<VNode>(key, { ...values, link: (words) => <a href={href}>{words}</a> });

/** The text of a key with a name in it that is set off: a person, an app, an address. */
export const emphasised = (
  t: Translator,
  key: MessageKey,
  values: Readonly<Record<string, string>>,
): ComponentChildren => {
  const strong = Object.entries(values).map(([name, value]) => [name, <strong key={name}>{value}</strong>]);
  return t.parts<VNode>(key, Object.fromEntries(strong));
};
