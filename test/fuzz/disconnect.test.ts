// Clients that go away in the middle of a request, over real sockets: afterwards every connection to the
// database is free, nothing waits, and the server answers others.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeTarget } from './bombard.ts';

const { served, everything, assertAtRest } = await makeTarget();
const { community, token, ids } = everything;
await served.server.listen({ host: '127.0.0.1', port: 0 });
const { port } = served.server.server.address() as { port: number };

const head = (method: string, path: string, ...more: string[]) =>
  [
    `${method} ${path} HTTP/1.1`,
    `Host: ${community.host}`,
    `Authorization: Bearer ${token}`,
    ...more,
    '',
    '',
  ].join('\r\n');

const document = JSON.stringify({
  query: '{ homeFeed { nodes { text author { username } comments { nodes { text } } } } }',
});
const status = JSON.stringify({ status: 'Written by somebody who left' });
const json = (path: string, body: string) =>
  head('POST', path, 'Content-Type: application/json', `Content-Length: ${body.length}`) + body;
const multipart = head(
  'POST',
  '/api/v2/media',
  'Content-Type: multipart/form-data; boundary=limit',
  'Content-Length: 90000',
);

/** Whole requests whose answer nobody waits for, and requests that are never finished. */
const REQUESTS: readonly string[] = [
  head('GET', '/api/v1/timelines/home'),
  head('GET', `/api/v1/statuses/${ids.status}/context`),
  head('GET', '/api/v1/notifications'),
  head('GET', `/media/${ids.mediaFile}`),
  head('POST', `/api/v1/statuses/${ids.status}/favourite`),
  json('/graphql', document),
  json('/api/v1/statuses', status),
  json('/api/v1/statuses', status).slice(0, -10),
  json('/graphql', document).slice(0, -30),
  multipart,
  `${multipart}--limit\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n${'x'.repeat(5000)}`,
  'GET /api/v1/timelines/ho',
  '\0\0\0\0',
];

/** Sends it and goes: at once, a moment later, by the end of its side only, or by a reset. */
async function leave(request: string, turn: number): Promise<void> {
  const socket: Socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(request);
  if (turn % 3 === 1) await sleep(turn % 17);
  if (turn % 4 === 0) socket.resetAndDestroy();
  else if (turn % 4 === 1) socket.end();
  else socket.destroy();
  await once(socket.resume(), 'close');
}

/** Waits until what was begun has ended; the test after it says whether it has. */
async function settle(): Promise<void> {
  const shard = community.deployment.shards.get('main')!;
  for (let tries = 0; tries < 100; tries++) {
    const { total, idle, waiting } = shard.usage();
    if (idle === total && waiting === 0) return;
    await sleep(100);
  }
}

test('a client that disconnects in the middle of a request costs nothing', async () => {
  for (let round = 0; round < 10; round++) {
    const turns = REQUESTS.flatMap((request, index) =>
      [0, 1, 2, 3].map((turn) => leave(request, round + index + turn)),
    );
    await Promise.all(turns);
  }
  await settle();
  await assertAtRest();
  const connections = await new Promise<number>((resolve) =>
    served.server.server.getConnections((_, count) => resolve(count)),
  );
  assert.equal(connections, 0);
  const answer = await fetch(`http://127.0.0.1:${port}/livez`);
  assert.equal(answer.status, 200);
  await answer.text();
});
