// The language a post says it is in.

import { invalid } from '../utils/error.ts';

// Language, script and region, at most two variants: what a person may mean, and bounded.
const TAG = /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i;

/** Brings a BCP 47 language tag (`en`, `pt-BR`) to its canonical form; empty or `und` is null. */
export function checkLanguage(given: string): string | null {
  if (given === '' || given.toLowerCase() === 'und') return null;
  const canonical = TAG.test(given) ? canonicalise(given) : undefined;
  if (canonical === undefined)
    throw invalid('language', 'invalid', 'is not a language code such as en or pt-BR');
  return canonical;
}

function canonicalise(given: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(given)[0];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
