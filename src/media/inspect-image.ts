// Decides what an upload is by its content, never by its name or declared type, and whether it is small
// enough to decode. Nothing is decoded here: the header alone is read.

import { fileTypeFromBuffer } from 'file-type';
import type { Metadata, SharpOptions } from 'sharp';
import { invalid, invalidAll } from '../utils/error.ts';
import { IMAGE_TYPES, type ImageLimits, type ImageType } from './limits.ts';
import { sharp } from './sharp.ts';

export interface Inspected {
  readonly source: Uint8Array;
  readonly type: ImageType;
  /** Of the upright picture; of one frame when there are several. */
  readonly width: number;
  readonly height: number;
  readonly frames: number;
}

// What libvips calls the formats; both opinions must agree.
const FORMATS: Readonly<Record<ImageType, string>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'heif',
};

/** Reads type and dimensions; throws `invalid` on `file` when it is no picture we take or passes a limit. */
export async function inspectImage(source: Uint8Array, limits: ImageLimits): Promise<Inspected> {
  checkSize(source.byteLength, limits);
  const type = await imageType(source);
  const header = await readHeader(source);
  if (header.format !== FORMATS[type]) throw unsupported();
  const frames = type === 'image/gif' || type === 'image/webp' ? (header.pages ?? 1) : 1;
  // Cameras turn single pictures by a mark in the file; animations are never turned.
  const { width, height } = frames === 1 ? header.autoOrient : header;
  const found = { source, type, width, height, frames };
  checkPixels(found, limits);
  return found;
}

function checkSize(size: number, limits: ImageLimits): void {
  if (size > limits.bytes) {
    throw invalid(
      'file',
      'too-large',
      `is larger than ${Math.floor(limits.bytes / 1024 / 1024)} MiB`,
      limits.bytes,
    );
  }
  if (size === 0) throw invalid('file', 'blank', 'is empty');
}

async function imageType(source: Uint8Array): Promise<ImageType> {
  const found = await fileTypeFromBuffer(source);
  // An animated PNG is taken as the still picture it also is.
  const mime = found?.mime === 'image/apng' ? 'image/png' : found?.mime;
  const type = IMAGE_TYPES.find((known) => known === mime);
  if (type === undefined) throw unsupported();
  return type;
}

async function readHeader(source: Uint8Array): Promise<Metadata> {
  try {
    return await sharp(source, { ...DECODER, limitInputPixels: false }).metadata();
  } catch (cause) {
    throw unreadable(cause);
  }
}

function checkPixels({ width, height, frames }: Inspected, limits: ImageLimits): void {
  if (width * height > limits.pixels) {
    throw tooMuch('pixels', `has more than ${limits.pixels} pixels`, limits.pixels);
  }
  if (frames > limits.frames) {
    throw tooMuch('frames', `has more than ${limits.frames} frames`, limits.frames);
  }
  if (frames > 1 && width * height * frames > limits.animationPixels) {
    const message = `has more than ${limits.animationPixels} pixels in all its frames`;
    throw tooMuch('animation', message, limits.animationPixels);
  }
}

/** What a picture may cost to decode; the rule alone would not say whether its size in bytes is meant. */
const tooMuch = (reason: 'pixels' | 'frames' | 'animation', message: string, limit: number) =>
  invalidAll([
    { field: 'file', rule: reason === 'frames' ? 'too-many' : 'too-large', reason, message, limit },
  ]);

/** How every upload is opened: what is damaged is refused, not repaired. */
export const DECODER: SharpOptions = { failOn: 'error', unlimited: false };

/** The error for a picture that says what it is but cannot be decoded. */
export function unreadable(cause: unknown): Error {
  return Object.assign(invalid('file', 'invalid', 'cannot be read as a picture: it may be damaged'), {
    cause,
  });
}

const unsupported = () => invalid('file', 'unsupported', 'must be a JPEG, PNG, GIF, WebP or AVIF picture');
