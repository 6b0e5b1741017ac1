import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { wordDiff } from './word-diff.ts';

const shown = (before: string, after: string): string =>
  wordDiff(before, after)
    .map(({ kind, text }) => ({ same: text, added: `[+${text}]`, removed: `[-${text}]` })[kind])
    .join('');

describe('the difference of two texts', () => {
  test('names the words that came and went', () => {
    assert.equal(shown('the red boat', 'the blue boat'), 'the [-red][+blue] boat');
    assert.equal(shown('one two', 'one two three'), 'one two[+ three]');
    assert.equal(shown('one two three', 'three'), '[-one two ]three');
  });

  test('is nothing for equal texts, and all of them when nothing is shared', () => {
    assert.equal(shown('same', 'same'), 'same');
    assert.equal(shown('', ''), '');
    assert.equal(shown('', 'new'), '[+new]');
    assert.equal(shown('old', ''), '[-old]');
  });

  test('gives both texts back whole', () => {
    const [before, after] = ['a b c d e f g', 'g a c x e\nf é'];
    const changes = wordDiff(before, after);
    const without = (kind: string) =>
      changes
        .filter((change) => change.kind !== kind)
        .map(({ text }) => text)
        .join('');
    assert.equal(without('added'), before);
    assert.equal(without('removed'), after);
  });

  test('of very long texts is told in whole', () => {
    const [before, after] = ['a '.repeat(3000), 'b '.repeat(3000)];
    const changes = wordDiff(before, after);
    assert.ok(changes.length > 0);
    assert.equal(
      changes
        .filter(({ kind }) => kind !== 'added')
        .map(({ text }) => text)
        .join(''),
      before,
    );
  });
});
