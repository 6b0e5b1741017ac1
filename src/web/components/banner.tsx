// The picture at the top of a profile, or a quiet drawing in the community's colour that is always the same for
// the same person.

import type { JSX } from 'preact';
import type { Profile } from '../../user/user.ts';
import type { Translator } from '../../utils/messages/translator.ts';

export function Banner({ t, profile }: { t: Translator; profile: Profile }): JSX.Element {
  const { header, headerDescription, displayName, username, id } = profile;
  if (header === null) return <Drawing seed={Number(BigInt(id) >> 8n) % 9973} />;
  const name = displayName || username;
  return (
    <div class="banner">
      <img
        src={header.url}
        alt={headerDescription || t('profile.header-of', { name })}
        width={1500}
        height={500}
        fetchpriority="high"
      />
    </div>
  );
}

const BANDS = 5;

/** Soft hills, one behind the other. */
function Drawing({ seed }: { seed: number }): JSX.Element {
  return (
    <div class="banner drawn" aria-hidden="true">
      <svg viewBox="0 0 600 200" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">
        {Array.from({ length: BANDS }, (_, band) => (
          <path key={band} class={`band-${band}`} d={hill(seed, band)} />
        ))}
      </svg>
    </div>
  );
}

/** A smooth line across, and everything below it. */
function hill(seed: number, band: number): string {
  const base = 36 + band * 34;
  const height = (step: number) =>
    Math.round(base + 26 * Math.sin(seed * 0.7 + band * 1.9 + step * (1.1 + (seed % 7) / 9)));
  let path = `M0 200V${height(0)}`;
  for (let step = 1; step <= 4; step++) {
    const [from, to] = [(step - 1) * 150, step * 150];
    path += `C${from + 75} ${height(step - 1)} ${to - 75} ${height(step)} ${to} ${height(step)}`;
  }
  return `${path}V200Z`;
}
