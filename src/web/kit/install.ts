// The addresses by which browsers install a community, and draw it in tabs and on home screens.

import { createHash } from 'node:crypto';
import type { Settings } from '../../tenant/settings.ts';
import { markSvg } from './mark.ts';

/** Sizes in pixels: tab, Apple's home screen, Android's, its splash screen, and that in the shape of Android's icons. */
export const ICON_SIZES = ['32', '180', '192', '512', 'maskable'] as const;

export type IconSize = (typeof ICON_SIZES)[number];

/** The address of a community's icon: its logo, or what is drawn instead. */
export function iconAddress(settings: Settings, size: IconSize): string {
  const { logo } = settings;
  if (logo !== null && size !== 'maskable') return logo[size];
  return `/icons/${size}.png?${version(settings)}`;
}

/** The drawn mark that is sharp in every size; undefined where there is a logo. */
export const markAddress = (settings: Settings): string | undefined =>
  settings.logo === null ? `/icons/mark.svg?${version(settings)}` : undefined;

/** Icons for tabs while something is unread: of any community, and sharp where there is no logo. */
export const unreadAddress = (settings: Settings, format: 'png' | 'svg'): string =>
  `/icons/unread.${format}?${version(settings)}`;

const versions = new WeakMap<Settings, string>();

/** What is drawn is kept for long, so its address says what it is drawn from. */
function version(settings: Settings): string {
  let made = versions.get(settings);
  if (made === undefined) {
    const source = settings.logo?.['512'] ?? markSvg(settings);
    made = createHash('sha256').update(source).digest('base64url').slice(0, 8);
    versions.set(settings, made);
  }
  return made;
}
