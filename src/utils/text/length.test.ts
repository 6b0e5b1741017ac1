import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { countCharacters, isLongerThan } from './length.ts';
import { MAX_LINK_LENGTH } from './link.ts';

test('a character is what people see as one', () => {
  for (const character of ['a', 'é', 'e\u0301', '字', '한', '😀', '👩🏽‍❤️‍💋‍👨🏽', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🇩🇪', 'क्षि', '\n']) {
    assert.equal(countCharacters(character.repeat(3)), 3, character);
  }
});

test('a link counts 23, whatever its length', () => {
  assert.equal(countCharacters('https://example.org'), 23);
  assert.equal(countCharacters(`a https://example.org/${'b'.repeat(500)} c`), 27);
});

test('a link too long to be one counts in full', () => {
  assert.ok(countCharacters(`https://example.org/${'a'.repeat(MAX_LINK_LENGTH)}`) > MAX_LINK_LENGTH);
});

test('the domain of a mention does not count', () => {
  assert.equal(countCharacters('@ann@social.example.org hi'), 7);
});

test('a character with more marks than any script has counts more than once', () => {
  assert.equal(countCharacters(`e${'\u0301'.repeat(20)}`), 1);
  assert.equal(countCharacters('\u1100'.repeat(3_200)), 100);
});

test('texts of simple scripts count as the segmenter counts them', () => {
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
  const unit = fc.integer({ min: 0x20, max: 0xffff }).filter((code) => code < 0xd800 || code > 0xdfff);
  const texts = fc.array(unit, { maxLength: 5 }).map((units) => `x${String.fromCharCode(...units)}`);
  fc.assert(
    fc.property(texts, (text) => {
      assert.equal(countCharacters([{ kind: 'plain', text }]), [...segmenter.segment(text)].length);
    }),
    { seed: 4, numRuns: 20_000 },
  );
});

test('every code unit counted without the segmenter stands alone in it', () => {
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
  for (let code = 0x20; code < 0x10000; code += 1) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const text = `か${String.fromCharCode(code)}가`;
    assert.equal(
      countCharacters([{ kind: 'plain', text }]),
      [...segmenter.segment(text)].length,
      `U+${code}`,
    );
  }
});

test('a text is too long one character past the limit', () => {
  assert.equal(isLongerThan('a'.repeat(500), 500), false);
  assert.equal(isLongerThan('a'.repeat(501), 500), true);
  assert.equal(isLongerThan('😀'.repeat(500), 500), false);
  assert.equal(isLongerThan('a'.repeat(5_000_000), 500), true);
});

test('no text within the limit is refused for its size', () => {
  const domain = `${`${'a'.repeat(60)}.`.repeat(4)}example.o`.slice(0, 253);
  assert.equal(isLongerThan(`@a@${domain}`, 2), false);
  assert.equal(isLongerThan(`https://example.org/${'a'.repeat(MAX_LINK_LENGTH - 20)}`, 23), false);
});
