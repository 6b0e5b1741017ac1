import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNewer } from './ids.ts';

test('ids are compared as numbers, however long', () => {
  assert.ok(isNewer('10', '9'));
  assert.ok(isNewer('116293847561029384757', '116293847561029384756'));
  assert.ok(!isNewer('9', '10'));
  assert.ok(!isNewer('10', '10'));
});
