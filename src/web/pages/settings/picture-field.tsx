// A picture to choose: what is shown at present (the script shows the chosen one at once), a plain file input, a
// description, and a box to take the picture away.

import type { ComponentChildren, JSX } from 'preact';
import { IMAGE_LIMITS, IMAGE_TYPES } from '../../../media/limits.ts';
import { Check, Field } from '../../components/field.tsx';
import type { Problem } from '../../kit/problem.ts';
import type { Visit } from '../../kit/visit.ts';

export interface PictureFieldProps {
  readonly visit: Visit;
  readonly problem: Problem | undefined;
  readonly name: 'avatar' | 'header' | 'logo' | 'cover';
  readonly label: string;
  readonly hint: string;
  /** As it is at present. */
  readonly preview: ComponentChildren;
  /** There is one to take away. */
  readonly removable: boolean;
  /** More about the picture, as its description. */
  readonly children?: ComponentChildren;
}

export function PictureField(props: PictureFieldProps): JSX.Element {
  const { visit, problem, name, label, hint, preview, removable, children } = props;
  const { t } = visit;
  return (
    <fieldset class={`picture-field of-${name}`} data-picture>
      <legend class="visually-hidden">{label}</legend>
      <div class="preview" data-preview aria-hidden="true">
        {preview}
      </div>
      <div class="form">
        <Field name={name} label={label} hint={hint} problem={problem}>
          <input
            type="file"
            accept={IMAGE_TYPES.join(',')}
            data-most={IMAGE_LIMITS.bytes}
            data-too-large={t('errors.too-large', { size: t.formats.bytes(IMAGE_LIMITS.bytes) })}
          />
        </Field>
        {children}
        {removable && (
          <Check name={`${name}-remove`} label={t('settings.remove-picture')} problem={problem} />
        )}
      </div>
    </fieldset>
  );
}

/** What a form says about a picture: a new one, none any more (null), or nothing. */
export const pictureOf = (visit: Visit, name: string): Uint8Array | null | undefined =>
  visit.file(name)?.bytes ?? (visit.field(`${name}-remove`) === 'yes' ? null : undefined);
