// The community's mark and name, as the way to its front page.

import type { JSX } from 'preact';
import type { Settings } from '../../tenant/settings.ts';
import type { Visit } from '../kit/visit.ts';

export function Brand({ visit }: { visit: Visit }): JSX.Element {
  const { settings } = visit.ctx.tenant;
  return (
    <a class="brand" href="/">
      <Mark settings={settings} />
      <span dir="auto">{settings.name}</span>
    </a>
  );
}

/** The logo, or the first letter on the accent; always beside the name, so it says nothing to a screen reader. */
export const Mark = ({ settings: { logo, name } }: { settings: Settings }): JSX.Element =>
  logo === null ? (
    <span class="mark" aria-hidden="true">
      {firstLetter(name)}
    </span>
  ) : (
    <img src={logo['192']} alt="" width={32} height={32} decoding="async" />
  );

/** The first character as people see it, in upper case. */
export const firstLetter = (name: string): string => {
  // Segmenting costs a hundred times as much, and most names begin with a letter that stands alone.
  const letter = /^\s*([\p{L}\p{N}])(?![\p{M}\u200d])/u.exec(name)?.[1];
  if (letter !== undefined) return letter.toUpperCase();
  const [first] = characters.segment(name.trim().slice(0, 40))[Symbol.iterator]();
  return first?.segment.toUpperCase() ?? '?';
};

const characters = new Intl.Segmenter();
