// Decoded still pictures: every variant and the blurhash are made from these, so that an upload is decoded once.

import { encode } from 'blurhash';
import { DECODER, type Inspected, unreadable } from './inspect-image.ts';
import { sharp } from './sharp.ts';

/** An upright sRGB picture in memory, 8 bits per channel. */
export interface Pixels {
  readonly data: Buffer;
  readonly raw: { readonly width: number; readonly height: number; readonly channels: 3 | 4 };
  /** Whether any pixel is not opaque. */
  readonly transparent: boolean;
}

export interface Box {
  readonly width: number;
  readonly height: number;
}

/** Longest time one picture may take; header checks keep honest ones far below. */
export const TIMEOUT = { seconds: 30 };

/** How a picture of another shape comes into a box: stretched, or cut from the middle. */
export type Fit = 'fill' | 'cover';

/** Decodes an upload, or its first frame, into a box. */
export async function decodeStill(found: Inspected, box: Box, fit: Fit): Promise<Pixels> {
  const { data, info } = await sharp(found.source, {
    ...DECODER,
    autoOrient: found.frames === 1,
    limitInputPixels: found.width * found.height,
  })
    .resize({ ...box, fit })
    .toColourspace('srgb')
    .timeout(TIMEOUT)
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((cause) => {
      throw unreadable(cause);
    });
  // In sRGB there are always three channels, with transparency four.
  const raw = { width: info.width, height: info.height, channels: info.channels as 3 | 4 };
  return { data, raw, transparent: raw.channels === 4 && !(await sharp(data, { raw }).stats()).isOpaque };
}

const SAMPLES = 32_768;
const FEW = 2048;

/** Whether the picture looks drawn (a screenshot, a diagram) rather than photographed, by a sample of its colours. */
export function hasFewColours({ data, raw }: Pixels): boolean {
  const step = raw.channels * Math.max(1, Math.floor((raw.width * raw.height) / SAMPLES));
  const colours = new Set<number>();
  for (let at = 0; at < data.length && colours.size <= FEW; at += step) colours.add(data.readUIntBE(at, 3));
  return colours.size <= FEW;
}

/** The few characters from which clients paint a blurred stand-in while the picture loads. */
export async function blurhash({ data, raw }: Pixels): Promise<string> {
  const { data: thumbnail, info } = await sharp(data, { raw })
    .resize({ width: 32, height: 32, fit: 'inside' })
    .flatten({ background: '#ffffff' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const [across, down] = raw.width >= raw.height ? [4, 3] : [3, 4];
  return encode(new Uint8ClampedArray(thumbnail), info.width, info.height, across, down);
}
