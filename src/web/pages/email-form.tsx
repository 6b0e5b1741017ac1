// One mail address, and something is sent to it.

import type { JSX } from 'preact';
import { Field } from '../components/field.tsx';
import { Form } from '../components/form.tsx';
import type { Problem } from '../kit/problem.ts';
import type { Visit } from '../kit/visit.ts';

export interface EmailFormProps {
  readonly visit: Visit;
  readonly action: string;
  readonly problem: Problem | undefined;
  /** On the button. */
  readonly words: string;
}

export const EmailForm = ({ visit, action, problem, words }: EmailFormProps): JSX.Element => (
  <Form visit={visit} action={action}>
    <Field name="email" label={visit.t('account.email')} problem={problem}>
      <input type="email" value={visit.field('email')} autocomplete="email" required />
    </Field>
    <button type="submit" class="button wide">
      {words}
    </button>
  </Form>
);
