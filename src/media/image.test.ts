import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode } from 'blurhash';
import { processImage, processPicture } from './image.ts';
import { sharp } from './sharp.ts';

const blank = (width: number, height: number, background = '#3b6ea5') =>
  sharp({ create: { width, height, channels: 3, background } });

const noise = (width: number, height: number) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  });

/** Left half red, right half blue: tells whether a picture was turned. */
const halves = (width: number, height: number) =>
  blank(width, height, '#f00').composite([
    {
      input: { create: { width: width / 2, height, channels: 3, background: '#00f' } },
      left: width / 2,
      top: 0,
    },
  ]);

async function animation(frames: number, width = 40, height = 30): Promise<Buffer> {
  const shades = Array.from({ length: frames }, (_, i) =>
    blank(width, height, `hsl(${i * 40}, 80%, 50%)`)
      .png()
      .toBuffer(),
  );
  return sharp(await Promise.all(shades), { join: { animated: true } })
    .gif({ delay: Array(frames).fill(70), loop: 3 })
    .toBuffer();
}

async function colourAt(bytes: Buffer, left: number, top: number): Promise<number[]> {
  const pixel = await sharp(bytes).extract({ left, top, width: 1, height: 1 }).removeAlpha().raw().toBuffer();
  return [...pixel];
}

test('what the camera wrote into the file is gone: place, maker, XMP, colour profile', async () => {
  const upload = await noise(300, 200)
    .withExif({ IFD0: { Make: 'SecretCamera' }, IFD3: { GPSLatitude: '52/1 31/1 0/1', GPSLatitudeRef: 'N' } })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret/></x:xmpmeta>')
    .withIccProfile('p3')
    .jpeg()
    .toBuffer();
  assert.ok(upload.includes('SecretCamera'));
  const { original, small } = await processImage(upload);
  for (const { bytes } of [original, small]) {
    const { exif, xmp, icc, iptc } = await sharp(bytes).metadata();
    assert.deepEqual(
      { exif, xmp, icc, iptc },
      { exif: undefined, xmp: undefined, icc: undefined, iptc: undefined },
    );
    assert.ok(!bytes.includes('SecretCamera'));
  }
});

test('wide colours are brought to sRGB before the profile is dropped', async () => {
  const upload = await blank(64, 64, '#ff0000').withIccProfile('p3').png().toBuffer();
  const { original } = await processImage(upload);
  const [red, green, blue] = await colourAt(original.bytes, 32, 32);
  assert.ok(red! > 240 && green! < 30 && blue! < 30, `${[red, green, blue]}`);
});

test('a picture taken sideways is stored upright', async () => {
  const upload = await halves(200, 100).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const { original } = await processImage(upload);
  assert.deepEqual([original.width, original.height], [100, 200]);
  const [top, bottom] = [await colourAt(original.bytes, 50, 20), await colourAt(original.bytes, 50, 180)];
  assert.ok(top[0]! > 200 && bottom[2]! > 200, 'turned clockwise: red on top, blue below');
});

test('bytes hidden behind a picture are not stored', async () => {
  const html = Buffer.from('<html><script>alert(document.domain)</script></html>');
  for (const format of ['png', 'jpeg', 'gif', 'webp'] as const) {
    const upload = Buffer.concat([await noise(60, 40).toFormat(format).toBuffer(), html]);
    const { original, small } = await processImage(upload);
    for (const { bytes } of [original, small]) assert.ok(!bytes.includes('<script'), format);
  }
});

test('each type is stored as a type every browser shows, with its true dimensions', async () => {
  const uploads: [string, Buffer, string][] = [
    ['JPEG', await noise(90, 60).jpeg().toBuffer(), 'image/jpeg'],
    ['CMYK JPEG', await noise(90, 60).toColourspace('cmyk').jpeg().toBuffer(), 'image/jpeg'],
    ['grey PNG', await noise(90, 60).toColourspace('b-w').png().toBuffer(), 'image/png'],
    ['drawn PNG', await blank(90, 60).png().toBuffer(), 'image/png'],
    ['photographic PNG', await noise(90, 60).png().toBuffer(), 'image/jpeg'],
    ['16-bit PNG', await noise(90, 60).toColourspace('rgb16').png().toBuffer(), 'image/jpeg'],
    ['WebP', await noise(90, 60).webp().toBuffer(), 'image/webp'],
    ['AVIF', await noise(90, 60).avif({ effort: 0 }).toBuffer(), 'image/jpeg'],
    ['still GIF', await blank(90, 60).gif().toBuffer(), 'image/png'],
  ];
  for (const [name, upload, mime] of uploads) {
    const { original } = await processImage(upload);
    const { width, height, space } = await sharp(original.bytes).metadata();
    assert.equal(original.mime, mime, name);
    assert.deepEqual([width, height, space], [90, 60, 'srgb'], name);
    assert.deepEqual([original.width, original.height], [90, 60], name);
  }
});

test('transparency is kept', async () => {
  const clear = {
    create: { width: 80, height: 80, channels: 4 as const, background: { r: 200, g: 0, b: 0, alpha: 0.5 } },
  };
  for (const format of ['png', 'webp', 'avif'] as const) {
    const { original, small } = await processImage(await sharp(clear).toFormat(format).toBuffer());
    for (const { bytes } of [original, small]) {
      assert.equal((await sharp(bytes).stats()).isOpaque, false, format);
    }
  }
});

test('a large picture is scaled to 8 million pixels, its small variant to 640 by 360, in proportion', async () => {
  const { original, small } = await processImage(await blank(6000, 3000).jpeg().toBuffer());
  assert.ok(original.width * original.height <= 3840 * 2160 && original.width * original.height > 8_200_000);
  assert.ok(small.width * small.height <= 230_400 && small.width * small.height > 228_000);
  for (const { width, height } of [original, small]) assert.ok(Math.abs(width / height - 2) < 0.01);
});

test('a small picture is not enlarged, and the thinnest is not lost', async () => {
  const { original, small } = await processImage(await blank(20, 10).png().toBuffer());
  assert.deepEqual([original.width, small.width], [20, 20]);
  const thin = await processImage(await blank(30_000, 1).png().toBuffer());
  assert.deepEqual([thin.original.width, thin.original.height], [8192, 1]);
});

test('the blurhash decodes to the colours of the picture', async () => {
  const { blurhash } = await processImage(await halves(200, 100).png().toBuffer());
  const pixels = decode(blurhash, 8, 4);
  const [left, right] = [pixels.slice(0, 3), pixels.slice(7 * 4, 7 * 4 + 3)];
  assert.ok(left[0]! > left[2]! && right[2]! > right[0]!, `${left} | ${right}`);
});

test('an animation stays one, as WebP with its timing, and its small variant is still', async () => {
  const upload = await animation(5);
  for (const bytes of [upload, await sharp(upload, { animated: true }).webp().toBuffer()]) {
    const { original, small } = await processImage(bytes);
    const stored = await sharp(original.bytes, { animated: true }).metadata();
    assert.deepEqual(
      [stored.format, stored.pages, stored.loop, stored.delay],
      ['webp', 5, 3, Array(5).fill(70)],
    );
    assert.deepEqual([original.width, original.height], [40, 30]);
    assert.equal((await sharp(small.bytes).metadata()).pages, undefined);
  }
});

test('profile pictures are cut from the middle to their shape', async () => {
  const upload = await halves(900, 300).jpeg().toBuffer();
  const avatar = await processPicture(upload, 'avatar');
  assert.deepEqual([avatar.original.width, avatar.original.height, avatar.still], [400, 400, undefined]);
  const [left, right] = [
    await colourAt(avatar.original.bytes, 20, 200),
    await colourAt(avatar.original.bytes, 380, 200),
  ];
  assert.ok(left[0]! > 200 && right[2]! > 200);
  const header = await processPicture(upload, 'header');
  assert.deepEqual([header.original.width, header.original.height], [1500, 500]);
});

test('an animated avatar has a still companion; one too long to enlarge is shown by its first frame', async () => {
  const upload = await animation(4);
  const { original, still } = await processPicture(upload, 'avatar');
  const { pages, pageHeight, width } = await sharp(original.bytes, { animated: true }).metadata();
  assert.deepEqual([pages, pageHeight, width], [4, 400, 400]);
  assert.equal((await sharp(still!.bytes).metadata()).pages, undefined);
  const limits = { bytes: 1e6, pixels: 1e6, frames: 10, animationPixels: 3 * 400 * 400 };
  const cut = await processPicture(upload, 'avatar', limits);
  assert.equal(cut.still, undefined);
  assert.equal((await sharp(cut.original.bytes).metadata()).pages, undefined);
});
