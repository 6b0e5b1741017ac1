// What went wrong with a posted form: beside its fields where it is about one that is shown, else above the form.

import { DomainError } from '../../utils/error.ts';
import { statusOf } from './error-page.tsx';
import { errorText, fieldErrors } from './error-text.ts';
import type { Visit } from './visit.ts';

export interface Problem {
  readonly status: number;
  /** To stand above the form. */
  readonly text: string;
  /** Sentences by the domain's name of the field. */
  readonly fields: ReadonlyMap<string, string>;
  /** The field to mend first, which gets the focus. */
  readonly first: string | undefined;
}

/**
 * The problem behind a domain error, for a form that shows `fields` (as the domain names them). What is not the
 * visitor's to mend is thrown again.
 */
export function problemOf({ t }: Visit, error: unknown, fields: readonly string[] = []): Problem {
  if (!(error instanceof DomainError) || error.code === 'unavailable') throw error;
  const { details } = error;
  const isShown = details.length > 0 && details.every(({ field }) => fields.includes(field));
  return {
    status: statusOf(error),
    text: isShown ? t('errors.see-fields', { count: details.length }) : errorText(t, error),
    fields: new Map([...fieldErrors(t, error)].filter(([field]) => fields.includes(field))),
    first: fields.find((field) => details.some((detail) => detail.field === field)),
  };
}
