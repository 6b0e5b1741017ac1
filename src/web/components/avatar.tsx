// A person's picture, or their first letter on a colour of their own. Always beside the person's name, so it says
// nothing to a screen reader.

import type { JSX } from 'preact';
import type { Profile } from '../../user/user.ts';
import { firstLetter } from './brand.tsx';

export interface AvatarProps {
  readonly profile: Pick<Profile, 'id' | 'username' | 'displayName' | 'avatar'>;
  readonly size?: 'tiny' | 'small' | 'large';
}

const PIXELS = { tiny: 24, small: 32, usual: 44, large: 96 };
const TONES = 12n;

export function Avatar({ profile, size }: AvatarProps): JSX.Element {
  const { avatar, displayName, username, id } = profile;
  if (avatar === null) {
    const tone = (BigInt(id) >> 8n) % TONES;
    return (
      <span class={`avatar ${size ?? ''} tone-${tone}`} aria-hidden="true">
        {firstLetter(displayName || username)}
      </span>
    );
  }
  const pixels = PIXELS[size ?? 'usual'];
  return (
    <img
      class={`avatar ${size ?? ''}`}
      src={avatar.url}
      alt=""
      width={pixels}
      height={pixels}
      loading="lazy"
      decoding="async"
    />
  );
}
