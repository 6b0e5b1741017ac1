// Random requests against every route the server has.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeTarget, RUNS } from './bombard.ts';
import { anyRequest } from './rest-arbitrary.ts';

const target = await makeTarget();

/** GraphQL has documents of its own; the reference page is one constant file of megabytes. */
const routes = target.served.routes.filter(({ path }) => path !== '/graphql' && !path.startsWith('/docs'));

test('no random request to any route brings the server out of countenance', async () => {
  assert.ok(routes.length > 120);
  await target.bombard(anyRequest(routes), RUNS / 2);
  await target.assertAtRest();
});

test('enough of them got inside, and enough were refused', () => {
  for (const status of [200, 400, 401, 403, 404, 422]) {
    assert.ok((target.statuses.get(status) ?? 0) > RUNS / 1000, `${status}: ${target.statuses.get(status)}`);
  }
});
