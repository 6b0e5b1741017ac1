import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backoff } from './backoff.ts';
import { mayPass } from './upload.ts';

test('an upload is tried again after what may pass, not after what the server has decided', () => {
  assert.deepEqual([0, 409, 429, 500, 503].filter(mayPass), [0, 409, 429, 500, 503]);
  assert.deepEqual([400, 401, 403, 413, 422].filter(mayPass), []);
});

test('tries are further and further apart, up to a limit, and not all at the same moment', () => {
  const waits = Array.from({ length: 30 }, (_, attempt) => backoff(attempt, { first: 1_000, most: 8_000 }));
  assert.ok(waits[0]! >= 500 && waits[0]! <= 1_000);
  assert.ok(waits[2]! >= 2_000 && waits[2]! <= 4_000);
  assert.ok(waits.slice(3).every((wait) => wait >= 4_000 && wait <= 8_000));
  assert.ok(new Set(waits).size > 20);
});
