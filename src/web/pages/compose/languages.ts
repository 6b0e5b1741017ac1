// The languages a post may say it is in: the community's and the author's first, then those most written.

import type { Translator } from '../../../utils/messages/translator.ts';

const COMMON = (
  'af am ar az be bg bn bs ca cs cy da de el en eo es et eu fa fi fr ga gl gu ha he hi hr hu hy id ig is it ja ' +
  'jv ka kk km kn ko ku ky lo lt lv mk ml mn mr ms my ne nl no om or pa pl ps pt pt-BR ro ru rw sd si sk sl so ' +
  'sq sr sv sw ta te tg th ti tk tl tr uk ur uz vi xh yo zh zh-TW zu'
).split(' ');

export interface Language {
  readonly code: string;
  readonly name: string;
}

const sorted = new Map<string, readonly Language[]>();

/** `near` first, then all by name. */
export function languageChoices(t: Translator, near: readonly string[]): readonly Language[] {
  const first = [...new Set(near)].filter((code) => code !== '');
  const named = first.map((code) => ({ code, name: t.formats.language(code) }));
  return [...named, ...common(t).filter(({ code }) => !first.includes(code))];
}

function common(t: Translator): readonly Language[] {
  const { tag } = t.locale;
  let list = sorted.get(tag);
  if (list === undefined) {
    const named = COMMON.map((code) => ({ code, name: t.formats.language(code) }));
    list = named.sort((a, b) => a.name.localeCompare(b.name, tag));
    sorted.set(tag, list);
  }
  return list;
}
