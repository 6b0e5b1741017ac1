// Pictures people upload. Nothing of an upload is kept: it is decoded, turned upright, brought to sRGB and
// encoded anew, so that places, names, other formats hidden in the file and exploits for viewers are gone.

import { inDecodeTurn } from './decode-turn.ts';
import { type Encoding, encodeAnimation, encodeStill, encodingFor, type Variant } from './encode-image.ts';
import { type Inspected, inspectImage } from './inspect-image.ts';
import { IMAGE_LIMITS } from './limits.ts';
import { type Box, blurhash, decodeStill } from './pixels.ts';

export interface ProcessedImage {
  readonly original: Variant;
  /** For lists; always a still picture. */
  readonly small: Variant;
  readonly blurhash: string;
}

// The API's clients lay pictures out for these sizes. Areas, so that any shape fits.
const ORIGINAL_AREA = 3840 * 2160;
const ANIMATION_AREA = 1280 * 720;
const SMALL_AREA = 640 * 360;
const LONGEST_SIDE = 8192;

/**
 * Checks an attachment by its content and makes what is stored of it. Throws `invalid` on `file` when it
 * is not a picture we take, is damaged, or passes a limit.
 */
export function processImage(source: Uint8Array, limits = IMAGE_LIMITS): Promise<ProcessedImage> {
  return inDecodeTurn(async () => {
    const found = await inspectImage(source, limits);
    return found.frames > 1 ? processAnimation(found) : processStill(found);
  });
}

async function processStill(found: Inspected): Promise<ProcessedImage> {
  const box = within(found, ORIGINAL_AREA);
  const pixels = await decodeStill(found, box, 'fill');
  const encoding = encodingFor(found.type, pixels);
  return {
    original: await encodeStill(pixels, encoding, box),
    small: await encodeStill(pixels, encoding, within(box, SMALL_AREA)),
    blurhash: await blurhash(pixels),
  };
}

async function processAnimation(found: Inspected): Promise<ProcessedImage> {
  const box = within(found, ANIMATION_AREA);
  const firstFrame = await decodeStill(found, box, 'fill');
  return {
    original: await encodeAnimation(found, box, 'fill'),
    small: await encodeStill(firstFrame, 'webp', within(box, SMALL_AREA)),
    blurhash: await blurhash(firstFrame),
  };
}

/** The largest box of the same shape with at most this area; never larger than the picture. */
export function within({ width, height }: Box, area: number): Box {
  const longest = LONGEST_SIDE / Math.max(width, height);
  const scale = Math.min(1, Math.sqrt(area / (width * height)), longest);
  const scaled = (side: number) => Math.max(1, Math.floor(side * scale));
  return { width: scaled(width), height: scaled(height) };
}

export interface ProcessedPicture {
  readonly original: Variant;
  /** The first frame of an animation; absent when the picture is still. */
  readonly still?: Variant;
}

const PICTURE_BOXES = { avatar: { width: 400, height: 400 }, header: { width: 1500, height: 500 } } as const;

export type PictureKind = keyof typeof PICTURE_BOXES;

/** Checks a profile picture like an attachment and cuts it to its kind's shape, from the middle. */
export function processPicture(
  source: Uint8Array,
  kind: PictureKind,
  limits = IMAGE_LIMITS,
): Promise<ProcessedPicture> {
  const box = PICTURE_BOXES[kind];
  return inDecodeTurn(async () => {
    const found = await inspectImage(source, limits);
    const pixels = await decodeStill(found, box, 'cover');
    // An animation that would grow past the limit by being scaled up is shown by its first frame.
    const animate = found.frames > 1 && found.frames * box.width * box.height <= limits.animationPixels;
    const encoding: Encoding = found.frames > 1 ? 'webp' : encodingFor(found.type, pixels);
    const still = await encodeStill(pixels, encoding, box);
    return animate ? { original: await encodeAnimation(found, box, 'cover'), still } : { original: still };
  });
}
