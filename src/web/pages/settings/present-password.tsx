// Asks for the present password before something that matters.

import type { JSX } from 'preact';
import { Field } from '../../components/field.tsx';
import type { Problem } from '../../kit/problem.ts';
import type { Visit } from '../../kit/visit.ts';

/** The name is there for password managers alone. */
export const PresentPassword = ({
  visit,
  problem,
}: {
  visit: Visit;
  problem: Problem | undefined;
}): JSX.Element => (
  <>
    <input name="username" value={visit.ctx.viewer?.username} autocomplete="username" hidden readOnly />
    <Field
      name="present"
      field="currentPassword"
      label={visit.t('account.security-present')}
      problem={problem}
    >
      <input type="password" autocomplete="current-password" required />
    </Field>
  </>
);
