// A community's logo, which is also its app's icon: square PNGs in the sizes that browsers and phones ask for.

import { inDecodeTurn } from './decode-turn.ts';
import { inspectImage } from './inspect-image.ts';
import { IMAGE_LIMITS } from './limits.ts';
import { decodeStill, type Pixels, TIMEOUT } from './pixels.ts';
import { sharp } from './sharp.ts';

/** Pixels: tab, Apple's home screen, Android's, and its splash screen. */
export const LOGO_SIZES = [32, 180, 192, 512] as const;

const LARGEST = 512;
/** Apple paints black behind what is transparent. */
const OPAQUE = 180;

/**
 * Checks an upload like any other picture and gives it in each of `LOGO_SIZES`: the whole of it, what is
 * missing for a square left transparent. Throws `invalid` on `file`.
 */
export function processLogo(source: Uint8Array, limits = IMAGE_LIMITS): Promise<Buffer[]> {
  return inDecodeTurn(async () => {
    const found = await inspectImage(source, limits);
    const scale = LARGEST / Math.max(found.width, found.height);
    const side = (length: number) => Math.max(1, Math.round(length * scale));
    const pixels = await decodeStill(found, { width: side(found.width), height: side(found.height) }, 'fill');
    return Promise.all(LOGO_SIZES.map((size) => drawn(pixels, size)));
  });
}

async function drawn({ data, raw }: Pixels, size: number): Promise<Buffer> {
  const opaque = size === OPAQUE;
  const square = {
    width: size,
    height: size,
    fit: 'contain',
    background: opaque ? '#fff' : '#0000',
  } as const;
  const image = sharp(data, { raw }).ensureAlpha().resize(square);
  const shown = opaque ? image.flatten({ background: '#fff' }) : image;
  return shown.png({ compressionLevel: 9 }).timeout(TIMEOUT).toBuffer();
}
