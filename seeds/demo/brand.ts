// Logos and covers of the demo communities, drawn as vectors.

import { sharp, withVectors } from '../../src/media/sharp.ts';
import type { DemoCommunity } from './content.ts';
import { boat, paint } from './pictures.ts';

type Mark = DemoCommunity['mark'];

const LOGOS: Record<Mark, string> = {
  sail: `<rect width="512" height="512" rx="116" fill="#0b6180"/>
    <path d="M276 84 V328 H428 C416 226 362 134 276 84Z" fill="#ffffff"/>
    <path d="M248 148 V328 H128 C146 256 190 190 248 148Z" fill="#a9d8e6"/>
    <path d="M92 358 H424 L380 420 Q372 432 356 432 H160 Q144 432 136 420Z" fill="#f3b562"/>`,
  sprout: `<rect width="512" height="512" rx="116" fill="#3d6a17"/>
    <path d="M256 412 V250" stroke="#ffffff" stroke-width="30" fill="none"/>
    <path d="M256 330 C150 328 98 262 96 170 C200 172 258 232 256 330Z" fill="#bfe08a"/>
    <path d="M256 262 C254 154 318 92 416 90 C418 196 360 262 256 262Z" fill="#ffffff"/>
    <path d="M128 420 H384" stroke="#f0bf4c" stroke-width="32" stroke-linecap="round"/>`,
};

const furrows = Array.from({ length: 9 }, (_, i) => {
  const y = 318 + i * 24;
  return `<path d="M0 ${y} Q750 ${y - 46} 1500 ${y + 6}" stroke="hsl(${92 + i * 2} 42% ${26 + i * 3}%)" stroke-width="${9 + i * 2}" fill="none"/>`;
}).join('');

const COVERS: Record<Mark, string> = {
  sail: `<defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="#8fb7c9"/><stop offset=".62" stop-color="#f6dcb4"/></linearGradient>
      <linearGradient id="sea" x2="0" y2="1"><stop stop-color="#7fa9b6"/><stop offset="1" stop-color="#1f5a70"/></linearGradient></defs>
    <rect width="1500" height="500" fill="url(#sky)"/><circle cx="1090" cy="226" r="58" fill="#fff0cf"/>
    <path d="M0 270 Q260 186 560 250 T1120 236 T1500 258 V330 H0Z" fill="#86a5ae"/>
    <path d="M0 292 Q420 236 820 284 T1500 280 V330 H0Z" fill="#5f8792"/>
    <rect y="300" width="1500" height="200" fill="url(#sea)"/>
    <path d="M1000 326 h180 M1030 346 h120 M1052 366 h76" stroke="#ffe9bf" stroke-width="5" stroke-linecap="round" opacity=".7"/>
    ${boat(330, 372, 1.15, '#8c3b3b')}${boat(640, 330, 0.6, '#2f4d63')}${boat(820, 414, 1.5, '#26424f')}`,
  sprout: `<defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="#f9e6b8"/><stop offset="1" stop-color="#f4c983"/></linearGradient></defs>
    <rect width="1500" height="500" fill="url(#sky)"/><circle cx="330" cy="176" r="70" fill="#fff6da"/>
    <path d="M0 262 Q340 196 720 248 T1500 226 V330 H0Z" fill="#a9b877"/>
    <path d="M1010 262 V176 L1080 126 L1150 176 V262Z" fill="#8a4f38"/><path d="M996 182 L1080 118 L1164 182" stroke="#5d3424" stroke-width="13" fill="none"/>
    <rect x="1064" y="206" width="34" height="56" fill="#5d3424"/>
    <path d="M0 296 Q700 240 1500 280 V500 H0Z" fill="#57432b"/>${furrows}`,
};

/** A community's logo: a PNG with round corners. */
export const logo = (mark: Mark): Promise<Buffer> =>
  withVectors(() =>
    sharp(Buffer.from(svg(512, 512, LOGOS[mark])))
      .png()
      .toBuffer(),
  );

/** A community's cover, as JPEG. */
export const cover = (mark: Mark): Promise<Buffer> => paint(svg(1500, 500, COVERS[mark]));

const svg = (width: number, height: number, content: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${content}</svg>`;
