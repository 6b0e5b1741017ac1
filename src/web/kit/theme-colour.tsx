// The colour of the bars a browser draws around a page: that of the surface, so that page and browser are one.

import type { JSX } from 'preact';
import { toHex } from '../../tenant/colour.ts';
import { brandShades } from './brand.ts';
import type { Visit } from './visit.ts';

/** `--surface` of the tokens on light ground, and in a community's hue on dark. */
export const LIGHT_SURFACE = '#ffffff';
const DARK = { lightness: 0.205, chroma: 0.014 };

export function ThemeColour({ visit }: { visit: Visit }): JSX.Element {
  const { hue } = brandShades(visit.ctx.tenant.settings);
  const dark = toHex({ ...DARK, hue });
  const { theme } = visit.look;
  if (theme !== 'system')
    return <meta name="theme-color" content={theme === 'dark' ? dark : LIGHT_SURFACE} />;
  return (
    <>
      <meta name="theme-color" content={LIGHT_SURFACE} media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content={dark} media="(prefers-color-scheme: dark)" />
    </>
  );
}
