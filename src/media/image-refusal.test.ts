import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import { DomainError } from '../utils/error.ts';
import { processImage } from './image.ts';
import { IMAGE_LIMITS } from './limits.ts';
import { sharp, withVectors } from './sharp.ts';

const picture = (width = 200, height = 150) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 50 },
    },
  });

async function refused(upload: Uint8Array, rule: string, limits = IMAGE_LIMITS): Promise<void> {
  await assert.rejects(processImage(upload, limits), (error) => {
    assert.ok(error instanceof DomainError, String(error));
    assert.deepEqual(
      [error.code, error.details[0]?.field, error.details[0]?.rule],
      ['invalid', 'file', rule],
    );
    assert.match(error.message, /^Validation failed: File /);
    return true;
  });
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A PNG of any claimed size with any compressed body, and chunks before it. */
function png(width: number, height: number, body: Uint8Array, before: Buffer[] = []): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    ...before,
    chunk('IDAT', body),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';

test('HTML, SVG, PDF, programs and pictures of other types are refused by their content', async () => {
  const uploads = [
    Buffer.from('<!doctype html><html><script>alert(1)</script></html>'),
    Buffer.from(SVG),
    Buffer.from(`<?xml version="1.0"?>${SVG}`),
    deflateSync(SVG),
    Buffer.from('%PDF-1.7\n1 0 obj <<>> endobj'),
    Buffer.from('\x7fELF\x02\x01\x01', 'latin1'),
    Buffer.from('RIFF, but only as a word'),
    await picture().tiff().toBuffer(),
    Buffer.from('\0\0\0\x18ftypheic\0\0\0\0heicmif1', 'latin1'),
  ];
  for (const bytes of uploads) await refused(bytes, 'unsupported');
});

test('the decoder itself knows no other format, should a disguise pass the first look', async () => {
  for (const bytes of [Buffer.from(SVG), await picture().tiff().toBuffer()]) {
    await assert.rejects(sharp(bytes).metadata(), /unsupported image format/);
  }
});

test('our own drawings may be SVG; uploads at that moment may not, and afterwards nothing may', async () => {
  const draw = () => sharp(Buffer.from(SVG)).png().toBuffer();
  const drawings = [
    withVectors(draw),
    withVectors(() => refused(Buffer.from(SVG), 'unsupported')),
    withVectors(draw),
  ];
  await Promise.all(drawings);
  await assert.rejects(draw(), /unsupported image format/);
});

test('a picture beginning rightly and ending in something else is refused', async () => {
  await refused(Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.from(SVG)]), 'unsupported');
  await refused(Buffer.concat([Buffer.from('GIF89a'), Buffer.from(SVG)]), 'invalid');
  await refused(Buffer.concat([Buffer.from('\xff\xd8\xff\xe0', 'latin1'), Buffer.from(SVG)]), 'invalid');
  await refused(png(50, 50, Buffer.from(SVG)), 'invalid');
});

test('a truncated picture is refused', async () => {
  for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
    const whole = await picture().toFormat(format).toBuffer();
    await refused(whole.subarray(0, Math.floor(whole.length / 2)), 'invalid');
  }
});

test('a few bytes that claim to be 60,000 by 60,000 pixels are refused unread', async () => {
  const bomb = png(60_000, 60_000, deflateSync(Buffer.alloc(1000)));
  assert.ok(bomb.length < 200);
  await refused(bomb, 'too-large');
});

test('compressed text and profiles that unpack to hundreds of megabytes do no harm', async () => {
  const zeros = deflateSync(Buffer.alloc(200_000_000));
  const text = chunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0', 'latin1'), zeros]));
  const profile = chunk('iCCP', Buffer.concat([Buffer.from('p\0\0', 'latin1'), zeros]));
  const rows = deflateSync(Buffer.alloc(10 * 31));
  const before = process.memoryUsage().rss;
  await processImage(png(10, 10, rows, [profile, text])).catch((error) =>
    assert.equal(error.code, 'invalid'),
  );
  await processImage(png(10, 10, zeros)).catch((error) => assert.equal(error.code, 'invalid'));
  assert.ok(process.memoryUsage().rss - before < 100_000_000);
});

test('a file over the size limit is refused, naming the limit', async () => {
  await assert.rejects(processImage(Buffer.alloc(IMAGE_LIMITS.bytes + 1)), {
    message: 'Validation failed: File is larger than 16 MiB',
  });
});

test('an animation with too many frames, or too many pixels in all of them, is refused', async () => {
  const shades = ['#000', '#333', '#666', '#999', '#ccc'];
  const frames = shades.map((background) =>
    sharp({ create: { width: 40, height: 30, channels: 3, background } })
      .png()
      .toBuffer(),
  );
  const upload = await sharp(await Promise.all(frames), { join: { animated: true } })
    .gif()
    .toBuffer();
  await refused(upload, 'too-many', { ...IMAGE_LIMITS, frames: 4 });
  await refused(upload, 'too-large', { ...IMAGE_LIMITS, animationPixels: 5 * 40 * 30 - 1 });
  await processImage(upload, { ...IMAGE_LIMITS, frames: 5, animationPixels: 5 * 40 * 30 });
});

test('an empty file is refused', () => refused(Buffer.alloc(0), 'blank'));
