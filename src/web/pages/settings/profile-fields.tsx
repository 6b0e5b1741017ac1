// The short facts of a profile as rows of a form.

import type { JSX } from 'preact';
import { FIELD_LIMIT } from '../../../user/profile-rules.ts';
import type { Profile } from '../../../user/user.ts';
import { Icon } from '../../components/icon.tsx';
import type { Problem } from '../../kit/problem.ts';
import type { Visit } from '../../kit/visit.ts';
import { shown } from './frame.tsx';

/** The rows of the form, empty ones too. */
export const writtenFields = (visit: Visit) =>
  rowsOf(visit).map((row) => ({
    name: visit.field(`field-name-${row}`),
    value: visit.field(`field-value-${row}`),
  }));

const rowsOf = ({ ctx }: Visit): number[] => [...Array(ctx.tenant.settings.maxFields).keys()];

interface PartProps {
  readonly visit: Visit;
  readonly problem: Problem | undefined;
  readonly profile: Profile;
}

export function ProfileFields({ visit, problem, profile }: PartProps): JSX.Element {
  const { t } = visit;
  const text = problem?.fields.get('fields');
  return (
    <fieldset class="field own-fields" aria-describedby={text ? 'fields-problem fields-hint' : 'fields-hint'}>
      <legend class="visually-hidden">{t('settings.fields')}</legend>
      <p class="hint" id="fields-hint">
        {t('settings.fields-hint')}
      </p>
      {text !== undefined && (
        <p class="problem" id="fields-problem">
          <Icon name="circle-alert" />
          {text}
        </p>
      )}
      {rowsOf(visit).map((row) => (
        <div class="pair" key={row}>
          <FieldInput {...{ visit, problem, profile, row }} kind="name" />
          <FieldInput {...{ visit, problem, profile, row }} kind="value" />
        </div>
      ))}
    </fieldset>
  );
}

function FieldInput({
  visit,
  problem,
  profile,
  row,
  kind,
}: PartProps & { row: number; kind: 'name' | 'value' }) {
  const name = `field-${kind}-${row}`;
  const label = visit.t(kind === 'name' ? 'settings.field-name' : 'settings.field-value', { row: row + 1 });
  return (
    <input
      type="text"
      dir="auto"
      name={name}
      aria-label={label}
      placeholder={visit.t(kind === 'name' ? 'settings.field-name-example' : 'settings.field-value-example')}
      maxlength={FIELD_LIMIT}
      value={shown(visit, problem, name, profile.fields[row]?.[kind] ?? '')}
      autofocus={problem?.first === 'fields' && row === 0 && kind === 'name'}
    />
  );
}
