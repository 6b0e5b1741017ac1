// An icon of the sprite. Icons are decoration: what they stand for is said in words beside them or in the
// label of the button around them.

import type { JSX } from 'preact';
import { ICONS } from '../kit/assets.ts';

export interface IconProps {
  /** As in scripts/make-icons.ts. */
  readonly name: string;
  /** `fill` for the pressed state of a heart or bookmark. */
  readonly class?: string | undefined;
}

export function Icon({ name, class: className }: IconProps): JSX.Element {
  return (
    <svg class={className ? `icon ${className}` : 'icon'} aria-hidden="true">
      <use href={`${ICONS}#${name}`} />
    </svg>
  );
}
