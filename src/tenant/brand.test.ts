import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { accentShades } from './brand.ts';
import { contrast, toHex, toOklch } from './colour.ts';

const colours = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);
const HEX = /^#[0-9a-f]{6}$/;

// As src/web/styles/tokens.css has them, for any hue of the neutrals.
const LIGHT = ['#ffffff', toHex({ lightness: 0.956, chroma: 0.008, hue: 265 })];
const DARK = [0.17, 0.205, 0.24, 0.245].map((lightness) => toHex({ lightness, chroma: 0.015, hue: 265 }));

test('whatever colour is chosen, text in it and on it can be read, on light and on dark ground', () => {
  fc.assert(
    fc.property(colours, (hex) => {
      const { light, onLight, dark, onDark } = accentShades(hex);
      for (const shade of [light, onLight, dark, onDark]) assert.match(shade, HEX);
      for (const ground of LIGHT) assert.ok(contrast(light, ground) >= 4.45, `${hex}: ${light} on ${ground}`);
      for (const ground of DARK) assert.ok(contrast(dark, ground) >= 4.45, `${hex}: ${dark} on ${ground}`);
      assert.ok(contrast(light, '#ffffff') >= 4.5);
      assert.ok(contrast(light, onLight) >= 4.5, `${hex}: ${onLight} on ${light}`);
      assert.ok(contrast(dark, onDark) >= 4.5, `${hex}: ${onDark} on ${dark}`);
    }),
    { numRuns: 3000 },
  );
});

test('a shade keeps the hue, and a colour that can be read stays what it is', () => {
  fc.assert(
    fc.property(colours, (hex) => {
      const accent = toOklch(hex);
      for (const shade of [accentShades(hex).light, accentShades(hex).dark]) {
        const { chroma, hue } = toOklch(shade);
        const turned = Math.abs(((hue - accent.hue + 540) % 360) - 180);
        assert.ok(chroma < 0.04 || accent.chroma < 0.04 || turned < 8, `${hex} became ${shade}`);
      }
    }),
    { numRuns: 1000 },
  );
  assert.equal(accentShades('#4338CA').light, '#4338ca');
  assert.equal(accentShades(accentShades('#ffd400').light).light, accentShades('#ffd400').light);
  assert.notEqual(accentShades('#ffd400').light, '#ffd400');
  assert.equal(accentShades('#ffd400').dark, '#ffd400');
});

test('colours go to OKLCH and back unchanged, and contrast is what WCAG says', () => {
  fc.assert(fc.property(colours, (hex) => assert.equal(toHex(toOklch(hex)), hex)));
  assert.equal(contrast('#000000', '#ffffff'), 21);
  assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48');
});
