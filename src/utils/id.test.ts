import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareIds, idAt, idTime, isId } from './id.ts';

test('an id holds the moment it was made', () => {
  const moment = new Date('2026-02-03T04:05:06.789Z');
  assert.deepEqual(idTime(idAt(moment, 65_535)), moment);
});

test('ids of later moments are larger, whatever their sequence', () => {
  assert.ok(compareIds(idAt(1000, 65_535), idAt(1001, 0)) < 0);
  assert.equal(compareIds('9', '10') < 0, true);
  assert.equal(compareIds('10', '10'), 0);
});

test('only what PostgreSQL can hold is an id', () => {
  for (const good of ['0', '1', '9223372036854775807']) assert.equal(isId(good), true, good);
  for (const bad of [
    '',
    '-1',
    '01',
    '1.5',
    '9223372036854775808',
    '99999999999999999999',
    'a',
    ' 1',
    1,
    null,
  ]) {
    assert.equal(isId(bad), false, String(bad));
  }
});
