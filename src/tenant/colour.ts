// Colours as eyes judge them: OKLCH (lightness, chroma, hue) to and from sRGB, and contrast as WCAG 2 counts
// it. The matrices are Björn Ottosson's (https://bottosson.github.io/posts/oklab/).

export interface Oklch {
  /** 0 black to 1 white. */
  readonly lightness: number;
  /** 0 grey; sRGB holds up to about 0.32. */
  readonly chroma: number;
  /** Degrees. */
  readonly hue: number;
}

type Triple = readonly [number, number, number];

const toLinear = (channel: number): number =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;

const fromLinear = (light: number): number =>
  light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;

/** The linear light of `#rrggbb`. */
const linearOf = (hex: string): Triple => [
  toLinear(Number.parseInt(hex.slice(1, 3), 16) / 255),
  toLinear(Number.parseInt(hex.slice(3, 5), 16) / 255),
  toLinear(Number.parseInt(hex.slice(5, 7), 16) / 255),
];

/** `#rrggbb` in OKLCH. */
export function toOklch(hex: string): Oklch {
  const [r, g, b] = linearOf(hex);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const y = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return {
    lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    chroma: Math.hypot(a, y),
    hue: ((Math.atan2(y, a) * 180) / Math.PI + 360) % 360,
  };
}

function toLinearRgb({ lightness, chroma, hue }: Oklch): Triple {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

const EDGE = 1e-4;
const fits = (rgb: Triple): boolean => rgb.every((light) => light >= -EDGE && light <= 1 + EDGE);

/** As `#rrggbb`. What no screen can show loses chroma until one can; lightness and hue stay. */
export function toHex(colour: Oklch): string {
  let [low, high] = [0, colour.chroma];
  if (fits(toLinearRgb(colour))) low = high;
  for (let step = 0; step < 12 && low < high; step++) {
    const chroma = (low + high) / 2;
    if (fits(toLinearRgb({ ...colour, chroma }))) low = chroma;
    else high = chroma;
  }
  const channels = toLinearRgb({ ...colour, chroma: low }).map((light) =>
    Math.round(fromLinear(Math.min(1, Math.max(0, light))) * 255),
  );
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** Contrast of two colours `#rrggbb`, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = linearOf(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
