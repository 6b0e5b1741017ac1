import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { normaliseTag, tagAt } from './tag.ts';

/** The tag at the first # of a text, as written. */
const tagIn = (text: string): string | undefined => tagAt(text, text.search(/[#＃]/))?.display;

const tags: Record<string, string> = {
  '#tea': 'tea',
  '＃tea': 'tea',
  'a #tea.': 'tea',
  '(#tea)': 'tea',
  '#Tea_time': 'Tea_time',
  '#2nd': '2nd',
  '#1_a': '1_a',
  '#tea-time': 'tea',
  '#日本語': '日本語',
  '#चाय': 'चाय',
  '#می\u200cخواهم': 'می\u200cخواهم',
  '#l·l': 'l·l',
  '#l·': 'l',
  '#a・b・': 'a・b',
  '#𝕏': '𝕏',
  '#tea🍵': 'tea',
};
for (const [text, tag] of Object.entries(tags)) {
  test(`${text} holds the hashtag ${tag}`, () => assert.equal(tagIn(text), tag));
}

for (const text of [
  '#',
  '#1',
  '#2024',
  '#١٢',
  '#_',
  '#·a',
  '##',
  '# a',
  '#-a',
  'a#b',
  '1#b',
  '_#b',
  'é#b',
  '𝕏#b',
  '/#b',
  '=#b',
  ')#b',
  '&#x27;',
  '#🍵',
]) {
  test(`${text} holds no hashtag`, () => assert.equal(tagIn(text), undefined));
}

test('width, case and ligatures make no difference to what a tag is looked up by', () => {
  assert.equal(normaliseTag('ＴＥＡ'), 'tea');
  assert.equal(normaliseTag('eﬃcient'), 'efficient');
  assert.equal(normaliseTag('ÉTÉ'), normaliseTag('e\u0301te\u0301'));
  assert.equal(normaliseTag('\u0386\u0345'), normaliseTag('\u03ac\u0345')); // lower case brings marks together
  assert.match(normaliseTag('\ufdfa'), /^\p{L}+$/u); // a ligature of words: their spaces go
});

test('a tag longer than a hundred, written or looked up, is none', () => {
  assert.equal(tagIn(`#${'a'.repeat(100)}`)?.length, 100);
  assert.equal(tagIn(`#${'a'.repeat(101)}`), undefined);
  assert.equal(tagIn(`#${'\ufdfa'.repeat(20)}`), undefined); // each becomes fifteen letters
});

test('what a tag is looked up by is itself a tag, and is looked up by itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
      const tag = tagAt(`#${text}`, 0);
      if (tag === null) return;
      assert.equal(normaliseTag(tag.name), tag.name);
      assert.match(tag.name, /^[\p{L}\p{M}\p{Nd}\p{Pc}·・\u200c]+$/u);
    }),
    { seed: 3, numRuns: 5_000 },
  );
});
