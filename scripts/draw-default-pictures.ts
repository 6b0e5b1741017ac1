// Draws the avatar and header of people who have chosen none. Run by hand when the design changes:
// bin/nexus --node scripts/draw-default-pictures.ts

import sharp from 'sharp';

const AVATAR = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400">
  <defs><linearGradient id="sky" x1="0" y1="0" x2="1" y2="1">
    <stop offset="0" stop-color="#8a97b8"/><stop offset="1" stop-color="#5b6789"/>
  </linearGradient></defs>
  <rect width="400" height="400" fill="url(#sky)"/>
  <g fill="#e9edf6"><circle cx="200" cy="158" r="68"/><ellipse cx="200" cy="372" rx="132" ry="122"/></g>
</svg>`;

const HEADER = `<svg xmlns="http://www.w3.org/2000/svg" width="1500" height="500">
  <defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
    <stop offset="0" stop-color="#93a0c0"/><stop offset="1" stop-color="#c9d2e6"/>
  </linearGradient></defs>
  <rect width="1500" height="500" fill="url(#sky)"/>
  <path d="M0 340 C 260 240 470 400 760 320 S 1240 250 1500 350 V500 H0Z" fill="#7c8aae"/>
  <path d="M0 410 C 300 330 560 460 860 390 S 1300 360 1500 420 V500 H0Z" fill="#5b6789"/>
</svg>`;

for (const [name, svg] of [
  ['avatar', AVATAR],
  ['header', HEADER],
] as const) {
  const path = new URL(`../src/media/assets/${name}.png`, import.meta.url).pathname;
  await sharp(Buffer.from(svg)).png({ palette: true, colours: 128, compressionLevel: 9 }).toFile(path);
}
