// A community chooses one colour. What is drawn in it must be readable on light and on dark ground, so each
// gets a shade of it.

import { contrast, type Oklch, toHex, toOklch } from './colour.ts';

export interface AccentShades {
  /** Text, links and filled buttons on light ground, and what is read on such a button. */
  readonly light: string;
  readonly onLight: string;
  /** The same on dark ground. */
  readonly dark: string;
  readonly onDark: string;
  /** Degrees in OKLCH: for neutrals with a breath of the accent. */
  readonly hue: number;
}

/** The least contrast of text (WCAG 2, level AA). */
const READABLE = 4.5;
/** Of the neutrals of a community whose accent is grey. */
const NO_HUE = 265;
const ON_ACCENT = ['#ffffff', '#14121f'] as const;

// The grounds of src/web/styles/tokens.css that are hardest to be read on, by the accent's hue: the darkest
// of the light ones, the lightest of the dark ones. On both stands also a mark tinted with the accent.
const SUNKEN = { lightness: 0.956, chroma: 0.008 };
const RAISED = { lightness: 0.245, chroma: 0.016 };
const WHITE = { lightness: 1, chroma: 0 };
const SURFACE = { lightness: 0.205, chroma: 0.014 };
const TINT = 0.12;

const STEP = 0.005;
/** A shade made for dark ground is at least this light, and no stronger than this: else it broods, or glows. */
const DARK = { lightness: 0.74, chroma: 0.16 };

/**
 * The shades of a colour `#rrggbb`: the colour itself where it can be read, else a lightness that can; the
 * hue stays. Text of a shade has a contrast of at least 4.5 on its ground, and so has `on…` on it.
 */
export function accentShades(hex: string): AccentShades {
  const accent = toOklch(hex);
  const light = readable(hex, accent, -STEP, (shade) => grounds(SUNKEN, WHITE, shade));
  const calm = {
    lightness: Math.max(accent.lightness, DARK.lightness),
    chroma: Math.min(accent.chroma, DARK.chroma),
    hue: accent.hue,
  };
  const dark = readable(hex, calm, STEP, (shade) => grounds(RAISED, SURFACE, shade));
  return {
    light,
    onLight: readOn(light),
    dark,
    onDark: readOn(dark),
    hue: accent.chroma < 0.02 ? NO_HUE : Math.round(accent.hue),
  };
}

function readable(
  hex: string,
  from: Oklch,
  step: number,
  groundsOf: (shade: Oklch) => readonly string[],
): string {
  const isReadable = (shade: string) =>
    groundsOf(toOklch(shade)).every((ground) => contrast(shade, ground) >= READABLE);
  if (isReadable(hex)) return hex.toLowerCase();
  let shade = toHex(from);
  for (let { lightness } = from; !isReadable(shade); lightness += step) {
    shade = toHex({ ...from, lightness: Math.min(1, Math.max(0, lightness)) });
    if (lightness < 0 || lightness > 1) break;
  }
  return shade;
}

type Neutral = Omit<Oklch, 'hue'>;

function grounds(plain: Neutral, tinted: Neutral, shade: Oklch): string[] {
  const mixed = (ground: number, own: number) => ground * (1 - TINT) + own * TINT;
  const tint = {
    lightness: mixed(tinted.lightness, shade.lightness),
    chroma: mixed(tinted.chroma, shade.chroma),
    hue: shade.hue,
  };
  return [toHex({ ...plain, hue: shade.hue }), toHex(tint)];
}

const readOn = (shade: string): string => ON_ACCENT.find((one) => contrast(one, shade) >= READABLE)!;
