// The picture decoder, made safe for strangers' files: this process loads only the
// formats we accept, from memory (libvips also knows SVG, TIFF, …), caches nothing, gives each one thread.

import sharp from 'sharp';

const LOADERS = ['Jpeg', 'Png', 'Nsgif', 'Webp', 'Heif']; // Heif reads AVIF; HEIC's codec is not built in
const VECTOR = { operation: ['VipsForeignLoadSvgBuffer'] };

sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: LOADERS.map((name) => `VipsForeignLoad${name}Buffer`) });
sharp.cache(false);
sharp.concurrency(1);

let drawing = 0;

/**
 * Lets the decoder read SVG while `work` runs, for drawings of our own. Uploads are refused by their
 * content before they reach the decoder, then as ever.
 */
export async function withVectors<T>(work: () => Promise<T>): Promise<T> {
  if (drawing++ === 0) sharp.unblock(VECTOR);
  try {
    return await work();
  } finally {
    if (--drawing === 0) sharp.block(VECTOR);
  }
}

export { sharp };
