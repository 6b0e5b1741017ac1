// Who may find, follow and read somebody: the boxes that the profile and the privacy section both show.

import type { JSX } from 'preact';
import type { ProfilePatch } from '../../../user/profile.ts';
import type { Profile } from '../../../user/user.ts';
import { Check } from '../../components/field.tsx';
import type { Problem } from '../../kit/problem.ts';
import type { Visit } from '../../kit/visit.ts';
import { ticked } from './frame.tsx';

const SWITCHES = ['locked', 'discoverable', 'indexable', 'hideCollections'] as const;

export interface SwitchesProps {
  readonly visit: Visit;
  readonly problem: Problem | undefined;
  readonly profile: Profile;
}

export const AccountSwitches = ({ visit, problem, profile }: SwitchesProps): JSX.Element => (
  <>
    {SWITCHES.map((name) => (
      <Check
        key={name}
        name={name}
        label={visit.t(`settings.${name}`)}
        hint={visit.t(`settings.${name}-hint`)}
        checked={ticked(visit, problem, name, profile[name])}
      />
    ))}
  </>
);

/** What the boxes say. */
export const switchesOf = (visit: Visit): ProfilePatch =>
  Object.fromEntries(SWITCHES.map((name) => [name, visit.field(name) === 'yes']));
