// Encoding of what is stored. Settings favour the server's time over the last few per cent of size:
// a photograph of 8 million pixels takes about 0.2 s with its small variant.

import type { Sharp } from 'sharp';
import { DECODER, type Inspected, unreadable } from './inspect-image.ts';
import type { ImageType } from './limits.ts';
import { type Box, type Fit, hasFewColours, type Pixels, TIMEOUT } from './pixels.ts';
import { sharp } from './sharp.ts';

/** One stored form of a picture. */
export interface Variant {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
  readonly mime: 'image/jpeg' | 'image/png' | 'image/webp';
}

export type Encoding = 'jpeg' | 'png' | 'webp';

const ENCODERS: Readonly<Record<Encoding, (image: Sharp) => Sharp>> = {
  jpeg: (image) => image.jpeg({ quality: 87, optimiseCoding: false }),
  png: (image) => image.png({ compressionLevel: 6 }),
  webp: (image) => image.webp({ quality: 82, effort: 1 }),
};

/**
 * Photographs become JPEG, drawings stay lossless, what is transparent stays so. JPEG and WebP keep
 * their type.
 */
export function encodingFor(type: ImageType, pixels: Pixels): Encoding {
  if (type === 'image/jpeg') return 'jpeg';
  if (type === 'image/webp') return 'webp';
  if (hasFewColours(pixels)) return 'png';
  return pixels.transparent ? 'webp' : 'jpeg';
}

/** Encodes decoded pixels, scaled to the box. */
export async function encodeStill(pixels: Pixels, encoding: Encoding, box: Box): Promise<Variant> {
  const image = sharp(pixels.data, { raw: pixels.raw });
  const opaque = pixels.transparent ? image : image.removeAlpha();
  const scaled = opaque.resize({ ...box, fit: 'fill' }).timeout(TIMEOUT);
  return { bytes: await ENCODERS[encoding](scaled).toBuffer(), ...box, mime: `image/${encoding}` };
}

/**
 * Decodes and encodes all frames, as WebP whatever they were: writing GIF anew costs six times the
 * processor time, and forty times when scaled, for files three times as large.
 */
export async function encodeAnimation(found: Inspected, box: Box, fit: Fit): Promise<Variant> {
  const bytes = await sharp(found.source, {
    ...DECODER,
    animated: true,
    limitInputPixels: found.width * found.height * found.frames,
  })
    .resize({ ...box, fit })
    .toColourspace('srgb')
    .webp({ quality: 80, effort: 0 })
    .timeout(TIMEOUT)
    .toBuffer()
    .catch((cause) => {
      throw unreadable(cause);
    });
  return { bytes, ...box, mime: 'image/webp' };
}
