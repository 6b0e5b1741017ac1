// The mark of a community without a logo: its first letter on its accent, drawn once per letter and colour.

import { LRUCache } from 'lru-cache';
import { sharp, withVectors } from '../../media/sharp.ts';
import { fileUrl, findFile } from '../../media/storage.ts';
import type { Settings } from '../../tenant/settings.ts';
import { brandShades } from './brand.ts';
import { letterPath } from './letter.ts';

/** Android cuts its icons to a circle of 80 % and smaller shapes; Apple rounds the corners of a square itself. */
export type Shape = 'rounded' | 'square' | 'maskable';

/** The mark as SVG, for tabs. */
export const markSvg = (settings: Settings): string => draw(settings, 'rounded');

/** The mark with the dot that tells of something unread. */
export const unreadSvg = (settings: Settings): string => markSvg(settings).replace('</svg>', `${DOT}</svg>`);

const DOT = '<circle cx="18.5" cy="5.5" r="4.7" fill="#dc2626" stroke="#ffffff" stroke-width="1.6"/>';

const drawn = new LRUCache<string, Promise<Buffer>>({ max: 2000 });

/** The mark as PNG. */
export function markPng(settings: Settings, shape: Shape, size: number): Promise<Buffer> {
  const svg = draw(settings, shape);
  return kept(`${size} ${svg}`, () =>
    withVectors(() => sharp(Buffer.from(svg)).resize(size).png().toBuffer()),
  );
}

/** The tab's icon, logo or mark, with the dot. */
export function unreadPng(settings: Settings): Promise<Buffer> {
  const { logo } = settings;
  const dotted = (svg: string) => withVectors(() => sharp(Buffer.from(svg)).resize(32).png().toBuffer());
  if (logo === null) return kept(`dot ${unreadSvg(settings)}`, () => dotted(unreadSvg(settings)));
  return kept(`dot ${logo['32']}`, async () => {
    const dot = await dotted(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">${DOT}</svg>`);
    return sharp(await readLogo(logo['32']))
      .composite([{ input: dot }])
      .png()
      .toBuffer();
  });
}

/** A logo with room around it, so that nothing of it is cut away. */
export function maskableLogo(logo: string): Promise<Buffer> {
  return kept(logo, async () => {
    const inner = await sharp(await readLogo(logo))
      .resize(320, 320, { fit: 'inside' })
      .toBuffer();
    const ground = { width: 512, height: 512, channels: 3, background: '#ffffff' } as const;
    return sharp({ create: ground })
      .composite([{ input: inner }])
      .png()
      .toBuffer();
  });
}

function kept(key: string, make: () => Promise<Buffer>): Promise<Buffer> {
  let made = drawn.get(key);
  if (made === undefined) {
    made = make();
    drawn.set(key, made);
    // A failure is not kept: the next request tries again.
    made.catch(() => drawn.delete(key));
  }
  return made;
}

async function readLogo(path: string): Promise<Buffer> {
  const file = await findFile(path.slice(fileUrl('').length));
  if (file === null) throw new Error(`The logo ${path} is not in the store`);
  return Buffer.concat(await Array.fromAsync(await file.open()));
}

const SCALES: Readonly<Record<Shape, number>> = { rounded: 1, square: 0.92, maskable: 0.72 };

function draw(settings: Settings, shape: Shape): string {
  const { light, onLight } = brandShades(settings);
  const scale = SCALES[shape];
  const shift = 12 * (1 - scale);
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512" viewBox="0 0 24 24">' +
    `<rect width="24" height="24" rx="${shape === 'rounded' ? 6.6 : 0}" fill="${light}"/>` +
    `<path transform="translate(${shift} ${shift}) scale(${scale})" d="${letterPath(settings.name)}" fill="none" ` +
    `stroke="${onLight}" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/></svg>`
  );
}
