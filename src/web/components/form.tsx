// A form that changes something: posts, with the token that shows it is ours.

import type { ComponentChildren, JSX } from 'preact';
import { TOKEN_FIELD } from '../kit/form.ts';
import type { Visit } from '../kit/visit.ts';

export interface FormProps {
  readonly visit: Visit;
  readonly action: string;
  /** It carries files. */
  readonly multipart?: boolean;
  /** Where to go afterwards, for actions that go back to where they came from: `acted`. */
  readonly back?: string;
  /** Instead of the usual column of fields. */
  readonly class?: string;
  readonly id?: string;
  /** What it is for, where no heading says so. */
  readonly label?: string;
  readonly children: ComponentChildren;
}

export function Form(props: FormProps): JSX.Element {
  const { visit, action, multipart, back, class: className = 'form', id, label, children } = props;
  return (
    <form
      method="post"
      action={action}
      class={className}
      id={id}
      aria-label={label}
      enctype={multipart ? 'multipart/form-data' : undefined}
    >
      <input type="hidden" name={TOKEN_FIELD} value={visit.token()} />
      {back !== undefined && <input type="hidden" name="return" value={back} />}
      {children}
    </form>
  );
}
