// Who may see a post, from the fewest to everybody.

import type { Visibility } from '../../../user/profile.ts';

const WIDTHS: readonly Visibility[] = ['direct', 'followers', 'unlisted', 'public'];

/** What somebody may choose, the widest first; a reply is never wider than what it answers. */
export function choices(parent: Visibility | undefined): readonly Visibility[] {
  const most = parent === undefined ? WIDTHS.length : WIDTHS.indexOf(parent) + 1;
  return WIDTHS.slice(0, most).toReversed();
}

/** The asked one, or the widest allowed where that is narrower. */
export function narrowed(asked: string, parent: Visibility | undefined): Visibility | undefined {
  const allowed = choices(parent);
  const wanted = WIDTHS.find((one) => one === asked);
  return wanted === undefined || allowed.includes(wanted) ? wanted : allowed[0];
}

/** Icon and words of each. */
export const VISIBILITIES = {
  public: { icon: 'globe', name: 'compose.public', hint: 'compose.public-hint' },
  unlisted: { icon: 'eye-off', name: 'compose.unlisted', hint: 'compose.unlisted-hint' },
  followers: { icon: 'lock', name: 'compose.followers', hint: 'compose.followers-hint' },
  direct: { icon: 'at-sign', name: 'compose.direct', hint: 'compose.direct-hint' },
} as const;
