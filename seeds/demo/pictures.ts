// Pictures for the demo, drawn as vectors and turned into photographs' formats: nothing is downloaded.

import { sharp, withVectors } from '../../src/media/sharp.ts';
import type { DemoPost } from './content.ts';

type Scene = NonNullable<DemoPost['picture']>['scene'];

const hsl = (hue: number, saturation: number, light: number) => `hsl(${hue} ${saturation}% ${light}%)`;

/** A portrait: two hills of one hue under a sun, different for everybody. */
export function portrait(hue: number): Promise<Buffer> {
  const sun = 90 + ((hue * 7) % 220);
  return paint(`<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400">
    <rect width="400" height="400" fill="${hsl(hue, 55, 78)}"/>
    <circle cx="${sun}" cy="130" r="62" fill="${hsl((hue + 40) % 360, 85, 66)}"/>
    <path d="M0 270 Q110 ${170 + (hue % 60)} 220 260 T400 230 V400 H0Z" fill="${hsl(hue, 50, 48)}"/>
    <path d="M0 330 Q140 ${250 + (hue % 40)} 260 330 T400 310 V400 H0Z" fill="${hsl(hue, 55, 32)}"/>
  </svg>`);
}

/** A header: a wide band of the same hue. */
export function banner(hue: number): Promise<Buffer> {
  return paint(`<svg xmlns="http://www.w3.org/2000/svg" width="1500" height="500">
    <defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="${hsl(hue, 60, 72)}"/>
      <stop offset="1" stop-color="${hsl((hue + 25) % 360, 65, 88)}"/></linearGradient></defs>
    <rect width="1500" height="500" fill="url(#sky)"/>
    <path d="M0 380 Q350 ${250 + (hue % 90)} 750 370 T1500 330 V500 H0Z" fill="${hsl(hue, 45, 50)}"/>
    <path d="M0 440 Q450 350 900 440 T1500 410 V500 H0Z" fill="${hsl(hue, 50, 36)}"/>
  </svg>`);
}

/** A sailing boat, as SVG. */
export const boat = (x: number, y: number, size: number, colour: string) =>
  `<g transform="translate(${x} ${y}) scale(${size})"><path d="M-60 0 H60 L44 26 H-44Z" fill="${colour}"/>
   <path d="M0 -6 V-110 L48 -12Z" fill="#f4efe6"/><path d="M-4 -6 V-90 L-38 -12Z" fill="#e2d9c8"/></g>`;

const stars = Array.from({ length: 140 }, (_, i) => {
  const [x, y] = [(i * 379) % 1200, (i * 211) % 520];
  return `<circle cx="${x}" cy="${y}" r="${0.8 + (i % 5) * 0.4}" fill="#fff" opacity="${0.4 + (i % 6) / 10}"/>`;
}).join('');

const rows = Array.from({ length: 7 }, (_, i) => {
  const y = 470 + i * 55;
  return `<path d="M0 ${y} Q600 ${y - 40} 1200 ${y}" stroke="${hsl(110, 45, 30 + i * 3)}" stroke-width="${18 + i * 5}" fill="none"/>`;
}).join('');

const SCENES: Record<Scene, string> = {
  harbour: `<rect width="1200" height="800" fill="#dfe7ea"/><circle cx="860" cy="210" r="70" fill="#f7e3b5"/>
    <path d="M0 330 Q300 260 620 320 T1200 290 V420 H0Z" fill="#b9c8cd"/><rect y="400" width="1200" height="400" fill="#8fb0bb"/>
    <rect y="400" width="1200" height="70" fill="#a7c2ca"/>${boat(300, 520, 1.3, '#8c3b3b')}${boat(640, 600, 1.7, '#2f4d63')}${boat(980, 500, 1, '#4d5b3a')}`,
  hills: `<rect width="1200" height="800" fill="#bfe0ee"/><path d="M0 380 Q260 180 560 360 T1200 300 V520 H0Z" fill="#6fa05f"/>
    <path d="M0 440 Q420 300 760 440 T1200 400 V520 H0Z" fill="#4f8449"/><rect y="500" width="1200" height="300" fill="#5c93a8"/>
    <path d="M480 600 Q640 660 800 600 L760 660 Q640 690 520 660Z" fill="#a5673a"/><path d="M500 606 Q640 650 780 606" stroke="#dba873" stroke-width="8" fill="none"/>`,
  night: `<rect width="1200" height="800" fill="#0e1730"/>${stars}<path d="M0 560 Q300 500 600 550 T1200 520 V800 H0Z" fill="#0a1022"/>
    <rect x="842" y="540" width="14" height="12" fill="#ffd27a"/><rect y="640" width="1200" height="160" fill="#101b36"/>`,
  garden: `<rect width="1200" height="800" fill="#f6d9a8"/><circle cx="220" cy="240" r="90" fill="#fff1cf"/><rect y="420" width="1200" height="380" fill="#6b4a2f"/>${rows}
    <path d="M930 470 Q1040 350 1150 470Z" fill="#3d2a1b"/><path d="M1000 360 q30 -50 0 -100 M1060 360 q-30 -50 0 -110" stroke="#fff" stroke-width="10" opacity=".5" fill="none"/>`,
  bread: `<rect width="1200" height="800" fill="#e9dcc6"/><rect x="180" y="480" width="840" height="150" rx="30" fill="#b98a5a"/>
    <ellipse cx="600" cy="400" rx="330" ry="200" fill="#6d3f1f"/><ellipse cx="600" cy="370" rx="300" ry="160" fill="#87512a"/>
    <path d="M420 360 L780 380 M600 250 L590 490" stroke="#e3c79b" stroke-width="22" stroke-linecap="round"/>`,
};

/** A photograph of the demo, as JPEG. */
export function photograph(scene: Scene): Promise<Buffer> {
  return paint(`<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800">${SCENES[scene]}</svg>`);
}

/** Turns SVG into a JPEG. */
export const paint = (svg: string): Promise<Buffer> =>
  withVectors(() => sharp(Buffer.from(svg)).jpeg({ quality: 88 }).toBuffer());
