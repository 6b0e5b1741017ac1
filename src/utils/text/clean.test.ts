import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { assertEnds } from '../../../test/support/hang-guard.ts';
import { cleanLine, cleanText } from './clean.ts';

const codeUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 })
  .map((units) => String.fromCharCode(...units));

test('newlines of every system become \\n', () => {
  assert.equal(cleanText('a\r\nb\rc\nd\u2028e\u2029f'), 'a\nb\nc\nd\ne\nf');
});

test('controls vanish, tabs and newlines stay', () => {
  assert.equal(cleanText('a\u0000b\u0007c\u007fd\u0085e\tf\ng'), 'abcde\tf\ng');
});

test('a lone surrogate becomes the replacement character and a pair stays', () => {
  assert.equal(cleanText('a\ud83db\ude00c😀'), 'a\ufffdb\ufffdc😀');
});

test('decomposed letters are composed', () => {
  assert.equal(cleanText('cafe\u0301'), 'café');
});

test('blanks around the text are trimmed, those within stay', () => {
  assert.equal(cleanText('\n\n  a\n\n  b  \n \n'), 'a\n\n  b');
});

test('a name is one line and loses what turns round the text beside it', () => {
  assert.equal(cleanLine('  Ann\r\n\u202eeilA\u202c\t\u2066x\u2069 '), 'Ann eilA x');
});

test('right-to-left text and emoji sequences stay as they are', () => {
  const text = 'שלום \u200fمرحبا 👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿';
  assert.equal(cleanText(text), text);
  assert.equal(cleanLine(text), text);
});

test('towers of combining marks are cut, and so cost nothing', () => {
  const tower = `a${'\u0301'.repeat(250_000)}${'\u0323'.repeat(250_000)}`;
  assertEnds(() => assert.ok(cleanText(tower).length <= 33));
  assertEnds(() => assert.ok(cleanText('\u0344'.repeat(500_000)).length <= 64));
});

test('cleaning twice is cleaning once, and what comes out can be stored', () => {
  for (const clean of [cleanText, cleanLine]) {
    fc.assert(
      fc.property(codeUnits, (text) => {
        const cleaned = clean(text);
        assert.equal(clean(cleaned), cleaned);
        assert.ok(cleaned.isWellFormed() && !cleaned.includes('\0'));
      }),
      { seed: 1, numRuns: 2_000 },
    );
  }
});
