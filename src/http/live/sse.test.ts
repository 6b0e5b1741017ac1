import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import Fastify from 'fastify';
import { atEnd } from '../../../test/support/at-end.ts';
import { readEvents } from '../../../test/support/event-stream.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { type EventWriter, openEvents } from './sse.ts';

const state: { writer?: EventWriter; closed: number } = { closed: 0 };
const fastify = Fastify();
fastify.addHook('onRequest', async (_request, reply) => void reply.header('X-Early', 'kept'));
fastify.get('/', async (_request, reply) => {
  state.writer = openEvents(reply, () => void state.closed++);
});
await fastify.listen({ host: '127.0.0.1', port: 0 });
atEnd(() => fastify.close());
const { port } = fastify.server.address() as { port: number };
const open = (paused: boolean) => {
  fastify.server.closeAllConnections();
  return readEvents({ port, path: '/', headers: {}, paused });
};

test('events arrive as they were written, with the headers of the whole server', async () => {
  const reader = await open(false);
  state.writer!.write('post', { id: '1', text: 'two\nlines' });
  assert.deepEqual(await reader.next('post'), { id: '1', text: 'two\nlines' });
  assert.equal(reader.headers['x-early'], 'kept');
  assert.equal(reader.headers['cache-control'], 'no-store, no-transform');
  state.writer!.end();
  await reader.ended();
  await eventually(
    async () => state.closed,
    (closed) => closed === 1,
  );
  assert.equal(state.writer!.beat(), false, 'writing afterwards is harmless');
});

test('a reader that keeps up gets everything, one that reads nothing is cut off', async () => {
  const data = 'x'.repeat(64 * 1024);
  const most = 500;
  const flood = async () => {
    for (let sent = 0; sent < most; sent++) {
      if (!state.writer!.write('much', data)) return sent;
      await setImmediate();
      if (!stuck) await drained();
    }
    return most;
  };
  const drained = () => eventually(async () => state.writer!.beat(), Boolean);
  let stuck = false;
  await open(false);
  assert.equal(await flood(), most);
  stuck = true;
  const before = state.closed;
  await open(true);
  assert.ok((await flood()) < most);
  await eventually(
    async () => state.closed,
    (closed) => closed > before,
  );
});
