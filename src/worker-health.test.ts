import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atEnd } from '../test/support/at-end.ts';
import { makeCommunity } from '../test/support/community.ts';
import { freePort } from '../test/support/running-server.ts';
import { serveWorkerHealth } from './worker-health.ts';

const workerPort = await freePort();
const { deployment } = await makeCommunity({}, { workerPort, metricsToken: 'scrape-me' });
atEnd(await serveWorkerHealth(deployment));

const ask = (path: string, token?: string): Promise<Response> =>
  fetch(`http://${deployment.config.host}:${workerPort}${path}`, {
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });

test('a worker tells that it lives and is ready', async () => {
  assert.equal((await ask('/livez')).status, 200);
  assert.equal((await ask('/readyz')).status, 200);
});

test('a worker shows its metrics to who has the token, and nothing else', async () => {
  assert.equal((await ask('/metrics')).status, 404);
  const metrics = await ask('/metrics', 'scrape-me');
  assert.match(await metrics.text(), /^nexus_mails_total\{outcome="sent"\} \d+$/m);
  assert.equal((await ask('/about')).status, 404);
});
