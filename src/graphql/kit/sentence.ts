// A broken rule as a sentence for people: "Display name is longer than 30 characters."

import type { FieldError } from '../../utils/error.ts';

export function sentence({ field, message }: Pick<FieldError, 'field' | 'message'>): string {
  const words = field.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${message}`;
}
