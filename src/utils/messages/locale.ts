// The languages Nexus speaks, and which of them somebody gets.

import { LRUCache } from 'lru-cache';

export interface Locale {
  /** The language tag, for `lang` and for Intl. */
  readonly tag: LocaleTag;
  /** What its speakers call it. */
  readonly name: string;
  readonly dir: 'ltr' | 'rtl';
}

export type LocaleTag = 'en' | 'fr' | 'es' | 'ar' | 'am';

/** Every language of the interface; English first, since it stands in where a translation is missing. */
export const LOCALES: readonly Locale[] = [
  { tag: 'en', name: 'English', dir: 'ltr' },
  { tag: 'fr', name: 'Français', dir: 'ltr' },
  { tag: 'es', name: 'Español', dir: 'ltr' },
  { tag: 'ar', name: 'العربية', dir: 'rtl' },
  { tag: 'am', name: 'አማርኛ', dir: 'ltr' },
];

const ENGLISH = LOCALES[0]!;

/** The language for a chosen tag ("fr-CA" is French), else the best of an Accept-Language, else English. */
export function localeOf(acceptLanguage?: string, preferred?: string | null): Locale {
  return (preferred && spoken(preferred)) || (acceptLanguage && accepted(acceptLanguage)) || ENGLISH;
}

/** Our language for a tag, by the language alone: nobody is refused French for being in Canada. */
function spoken(tag: string): Locale | undefined {
  const language = tag.split(/[-_]/, 1)[0]!.toLowerCase();
  return LOCALES.find((locale) => locale.tag === language);
}

const decided = new LRUCache<string, Locale>({ max: 500 });

/** Browsers send a few dozen different headers, over and over. */
function accepted(header: string): Locale {
  // Nobody speaks as many languages as fit in here; a longer header is not worth keeping.
  const known = header.slice(0, 200);
  let locale = decided.get(known);
  if (locale === undefined) {
    locale = negotiate(known);
    decided.set(known, locale);
  }
  return locale;
}

/** RFC 9110, 12.5.4: the ranges by their weight, the first of equals before the others; `q=0` is a no. */
function negotiate(header: string): Locale {
  const ranges = header.split(',').map((range) => {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
    const weight = parameters.find((parameter) => /^q=/i.test(parameter))?.slice(2) ?? '1';
    return { tag, weight: Number(weight) };
  });
  const wanted = ranges.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  for (const { tag } of wanted) {
    const locale = spoken(tag);
    if (locale !== undefined) return locale;
  }
  return ENGLISH;
}
