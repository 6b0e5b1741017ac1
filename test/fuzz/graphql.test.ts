// Random documents against every field of the GraphQL schema.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { schema } from '../../src/graphql/schema.ts';
import { makeTarget, RUNS } from './bombard.ts';
import { anyOperation } from './graphql-arbitrary.ts';

const target = await makeTarget();

test('no random document brings the server out of countenance', async () => {
  await target.bombard(anyOperation(schema), RUNS / 2);
  await target.assertAtRest();
});

test('enough of them ran, and enough were refused', () => {
  for (const status of [200, 400, 401]) {
    assert.ok((target.statuses.get(status) ?? 0) > RUNS / 100, `${status}: ${target.statuses.get(status)}`);
  }
});
