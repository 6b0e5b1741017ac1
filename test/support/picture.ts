// A picture for uploads.

import { randomBytes } from 'node:crypto';
import { sharp } from '../../src/media/sharp.ts';

/** A small PNG of one colour. */
export const pictureOf = (colour: string, width = 64, height = 48): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: colour } })
    .png()
    .toBuffer();

/** A PNG that does not get smaller by packing: three bytes for each pixel. */
export const noisePicture = (width: number, height: number): Promise<Buffer> =>
  sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
