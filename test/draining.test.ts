// The end of a web process as a balancer and its readers see it: not ready first, serving still, then gone; and
// at once for somebody at a terminal.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atEnd } from './support/at-end.ts';
import { readEvents } from './support/event-stream.ts';
import { eventually } from './support/eventually.ts';
import { runServer, startAgain } from './support/running-server.ts';
import { signUp } from './support/write-load.ts';

const server = await runServer({ env: { DRAIN_SECONDS: '6' } });
const ann = await signUp(server, 'ann');
const instance = () => fetch(`${server.address}/api/v2/instance`);
const readiness = async () => (await fetch(`${server.address}/readyz`)).status;

test('SIGTERM: not ready, serving still, streams sent elsewhere, and an end without a fault', async () => {
  const stream = await readEvents({
    port: Number(new URL(server.address).port),
    path: '/live',
    headers: { host: 'localhost', cookie: `session=${ann.token}` },
  });
  atEnd(() => stream.close());
  await stream.next('hello');
  assert.equal((await instance()).headers.get('connection'), 'keep-alive');

  const ended = server.stop('SIGTERM');
  await eventually(readiness, (status) => status === 503);
  const answer = await instance();
  assert.deepEqual([answer.status, answer.headers.get('connection')], [200, 'close']);
  assert.equal(stream.arrived.at(-1)?.event, 'hello', 'streams go on until the balancer has noticed');

  assert.deepEqual(await stream.next('end'), { reason: 'restart' });
  await stream.ended();
  assert.equal(await ended, 0, server.printed());
  await assert.rejects(instance());
});

test('Ctrl-C does not wait for a balancer', async () => {
  const again = await startAgain(server, { DRAIN_SECONDS: '600' });
  // It is killed, and has no exit code, when it takes a minute.
  assert.equal(await again.stop('SIGINT'), 0, again.printed());
});
