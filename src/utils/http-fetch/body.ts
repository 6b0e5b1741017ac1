// Reads an answer, unpacked, into memory: never more than was agreed on, however small it comes over the wire.

import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { FetchRefused } from './refused.ts';

export const ENCODINGS = 'gzip, deflate, br';

/** The whole body; throws `too-large` as soon as `limit` bytes are passed, packed or unpacked. */
export async function readBody(response: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(response.headers['content-length'] ?? 0) > limit) throw new FetchRefused('too-large');
  const packed = await first(response, limit);
  const unpack = unpackerOf(response.headers['content-encoding']);
  if (unpack === undefined || packed.length === 0) return packed;
  unpack.end(packed);
  return first(unpack, limit);
}

/** All that a stream has. It is destroyed when it has more. */
async function first(source: NodeJS.ReadableStream, limit: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  await pipeline(source, async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > limit) throw new FetchRefused('too-large');
      parts.push(chunk);
    }
  });
  return Buffer.concat(parts);
}

/** None for a plain body. Bodies packed twice are not asked for and not read. */
function unpackerOf(encoding = 'identity'): Transform | undefined {
  switch (encoding.trim().toLowerCase()) {
    case 'identity':
      return undefined;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      throw new FetchRefused('malformed');
  }
}
