// One of several, all of them in sight: a group of radio buttons with what each means.

import type { JSX } from 'preact';
import { Icon } from '../../components/icon.tsx';

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly icon?: string;
  /** The language of the label, where it is not the page's. */
  readonly lang?: string;
}

export interface ChoicesProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly chosen: string;
  readonly choices: readonly Choice[];
  /** Side by side, for short ones. */
  readonly row?: boolean;
}

export function Choices({ name, label, hint, chosen, choices, row }: ChoicesProps): JSX.Element {
  const described = hint === undefined ? undefined : `${name}-hint`;
  return (
    <fieldset class="field" aria-describedby={described}>
      <legend>{label}</legend>
      {hint !== undefined && (
        <p class="hint" id={described}>
          {hint}
        </p>
      )}
      <div class={row ? 'choices options in-row' : 'choices options'}>
        {choices.map((choice) => (
          <label class="check option" key={choice.value}>
            <input type="radio" name={name} value={choice.value} checked={choice.value === chosen} />
            <span lang={choice.lang}>
              {choice.icon !== undefined && <Icon name={choice.icon} />}
              {choice.label}
            </span>
            {choice.hint !== undefined && <span class="hint">{choice.hint}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
