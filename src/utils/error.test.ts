import assert from 'node:assert/strict';
import { test } from 'node:test';
import { invalidAll, limited } from './error.ts';

test('broken rules are told in one sentence, field by field', () => {
  const error = invalidAll([
    { field: 'displayName', rule: 'too-long', message: 'is longer than 30 characters', limit: 30 },
    { field: 'text', rule: 'blank', message: "can't be blank" },
  ]);
  assert.equal(
    error.message,
    "Validation failed: Display name is longer than 30 characters, Text can't be blank",
  );
  assert.equal(error.details[0]?.limit, 30);
});

test('a limit says when to come back', () => {
  assert.equal(limited(30).retryAfter, 30);
});
