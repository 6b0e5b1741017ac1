import assert from 'node:assert/strict';
import test from 'node:test';
import { excerpt } from './excerpt.ts';

test('a short text stays whole, on one line', () => {
  assert.equal(excerpt(' a\n\n b\tc ', 5), 'a b c');
  assert.equal(excerpt('', 5), '');
});

test('a long text ends in … within the length asked for', () => {
  assert.equal(excerpt('abcdef', 6), 'abcdef');
  assert.equal(excerpt('abcdefg', 6), 'abcde…');
  assert.equal(excerpt('abcd efg', 6), 'abcd…');
  assert.equal(excerpt('abc', 1), '…');
});

test('no character is cut in two', () => {
  assert.equal(excerpt('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 2), '👩‍👩‍👧‍👦…');
  assert.equal(excerpt('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 2), '👩‍👩‍👧‍👦👩‍👩‍👧‍👦');
});
