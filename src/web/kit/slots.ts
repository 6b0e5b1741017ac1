// A text that is sent often and differs only in one short value: cut at its slots and compressed once. The value is set
// between the pieces, in the compressed form as a stored block (RFC 1951, 3.2.4), so that sending costs no
// compression. All of it is one gzip member (RFC 1952).

import { constants, crc32, deflateRawSync } from 'node:zlib';

/** Gives a text with a value in all its slots, which is short. */
export interface Slotted {
  plain(value: string): Buffer;
  gzip(value: string): Buffer;
}

/** Cuts a text at its slots. */
export function slotted(text: string, slot: string): Slotted {
  const pieces = text.split(slot).map((piece) => Buffer.from(piece));
  let packed: readonly Buffer[] | undefined;
  return {
    plain: (value) => Buffer.concat(between(pieces, Buffer.from(value))),
    gzip: (value) => {
      packed ??= pieces.map((piece, index) => deflated(piece, index === pieces.length - 1));
      const bytes = Buffer.from(value);
      return Buffer.concat([HEADER, ...between(packed, storedBlock(bytes)), trailer(pieces, bytes)]);
    },
  };
}

// No name, no time, and no system, so that the same text gives the same bytes.
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);

const between = (pieces: readonly Buffer[], value: Buffer): Buffer[] =>
  pieces.flatMap((piece, index) => (index === 0 ? [piece] : [value, piece]));

/** A full flush ends at a whole byte, and what follows refers to nothing before it. */
const deflated = (piece: Buffer, isLast: boolean): Buffer =>
  deflateRawSync(piece, { level: 9, finishFlush: isLast ? constants.Z_FINISH : constants.Z_FULL_FLUSH });

function storedBlock(bytes: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt16LE(bytes.length, 1);
  head.writeUInt16LE(~bytes.length & 0xffff, 3);
  return Buffer.concat([head, bytes]);
}

/** The checksum and the length of the text. */
function trailer(pieces: readonly Buffer[], value: Buffer): Buffer {
  let [sum, length] = [0, 0];
  for (const part of between(pieces, value)) {
    sum = crc32(part, sum);
    length += part.length;
  }
  const end = Buffer.alloc(8);
  end.writeUInt32LE(sum >>> 0, 0);
  end.writeUInt32LE(length % 2 ** 32, 4);
  return end;
}
