import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { slotted } from './slots.ts';

const LONG = Array.from({ length: 3000 }, (_, index) => `<p>line ${index} ሰላም</p>`).join('\n');

for (const [name, text] of [
  ['in the middle', `${LONG}{slot}${LONG}`],
  ['at both ends and side by side', `{slot}{slot}${LONG}{slot}`],
  ['nowhere', LONG],
  ['alone', '{slot}'],
  ['in nothing', ''],
] as const) {
  test(`a text with the slot ${name} comes out whole, with the value of each time`, () => {
    const packed = slotted(text, '{slot}');
    for (const value of ['first', 'another-Value_9', '']) {
      const whole = text.replaceAll('{slot}', value);
      assert.equal(packed.plain(value).toString(), whole);
      assert.equal(gunzipSync(packed.gzip(value)).toString(), whole);
    }
  });
}

test('other programs read it too, and it is small', () => {
  const packed = slotted(`${LONG}{slot}${LONG}`, '{slot}').gzip('abc');
  const { stdout, status } = spawnSync('gzip', ['-dc'], { input: packed, maxBuffer: 1e8 });
  assert.equal(status, 0);
  assert.equal(stdout.toString(), `${LONG}abc${LONG}`);
  assert.ok(packed.length < LONG.length / 4);
});
