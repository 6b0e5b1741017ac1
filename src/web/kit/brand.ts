// A community's own colours, as the one style sheet that stands in its pages.

import { type AccentShades, accentShades } from '../../tenant/brand.ts';
import type { Settings } from '../../tenant/settings.ts';

interface Brand {
  readonly shades: AccentShades;
  readonly sheet: string;
}

const brands = new WeakMap<Settings, Brand>();

/** The sheet of a community; the same text while its settings stay. */
export const brandSheet = (settings: Settings): string => brandOf(settings).sheet;

/** The shades of a community's accent. */
export const brandShades = (settings: Settings): AccentShades => brandOf(settings).shades;

function brandOf(settings: Settings): Brand {
  let brand = brands.get(settings);
  if (brand === undefined) {
    const shades = accentShades(settings.accent);
    brand = { shades, sheet: sheetOf(shades) };
    brands.set(settings, brand);
  }
  return brand;
}

const sheetOf = ({ light, onLight, dark, onDark, hue }: AccentShades): string =>
  `:root{--accent-light:${light};--on-accent-light:${onLight};--accent-dark:${dark};--on-accent-dark:${onDark};--hue:${hue}}`;
