// The bus over a real Redis or Valkey, alone and under a Sentinel.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '@redis/client';
import { atEnd } from '../../../test/support/at-end.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { redisSentinel, redisServer, noRedis as skip } from '../../../test/support/redis.ts';
import { Bus } from '../bus.ts';
import type { Id } from '../id.ts';
import { makeLogger } from '../log.ts';
import type { Message } from './message.ts';
import { redisTransport } from './redis.ts';

const log = makeLogger('silent');
const server = await redisServer();
const counts = (id: number): Message => ({ kind: 'counts-changed', postId: String(id) as Id });

async function joined(url: string, sentinels: readonly string[] = []) {
  const bus = await Bus.open(redisTransport({ url, sentinels }, log), log);
  atEnd(() => bus.close());
  const heard: Message[] = [];
  const state = { missed: 0 };
  bus.subscribe(1, {
    heard: (messages) => void heard.push(...messages),
    missed: () => void state.missed++,
  });
  const hears = (id: number) =>
    eventually(
      async () => heard,
      (all) => all.some((message) => 'postId' in message && message.postId === String(id)),
    );
  const misses = (before: number) =>
    eventually(
      async () => state.missed,
      (missed) => missed > before,
    );
  return { bus, heard, state, hears, misses };
}

test('processes hear each other, survive the loss of the server, and learn of the gap', {
  skip,
}, async () => {
  server.start();
  const [one, two] = [await joined(server.address), await joined(`${server.address}/0`)];
  const foreign = await joined(`${server.address}/1`);
  one.bus.publish(1, counts(1));
  for (const { hears } of [one, two]) await hears(1);
  assert.deepEqual(foreign.heard, [], 'another database number is another deployment');

  const before = two.state.missed;
  await server.kill();
  one.bus.publish(1, counts(2));
  server.start();
  await two.misses(before);
  await one.hears(2);
});

test('a server that is away when a process starts is waited for in the background', { skip }, async () => {
  await server.kill();
  const late = await joined(server.address);
  server.start();
  await late.misses(0);
  late.bus.publish(1, counts(3));
  await late.hears(3);
});

test('when the Sentinels call another server the master, the bus goes there and tells of the gap', {
  skip,
}, async () => {
  const [first, second, sentinel] = [await redisServer(), await redisServer(), await redisSentinel()];
  for (const { start } of [first, second, sentinel]) start();
  await order(sentinel.address, ['SENTINEL', 'MONITOR', 'nexus', '127.0.0.1', String(first.port), '1']);
  const nobody = 'redis://127.0.0.1:1';
  const member = await joined('redis://nexus/0', [nobody, sentinel.address]);
  member.bus.publish(1, counts(4));
  await member.hears(4);

  const before = member.state.missed;
  await order(second.address, ['REPLICAOF', '127.0.0.1', String(first.port)]);
  await order(sentinel.address, ['SENTINEL', 'REMOVE', 'nexus']);
  await order(sentinel.address, ['SENTINEL', 'MONITOR', 'nexus', '127.0.0.1', String(second.port), '1']);
  await first.kill();
  member.bus.publish(1, counts(5));
  assert.equal(member.state.missed, before, 'a replica is not taken for the master');
  await order(second.address, ['REPLICAOF', 'NO', 'ONE']);
  await member.misses(before);
  await member.hears(5);
});

/** Has a server do something, once it is up. */
async function order(url: string, words: readonly string[]): Promise<void> {
  await eventually(async () => {
    const client = createClient({ url, socket: { reconnectStrategy: false } });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.sendCommand(words);
      return true;
    } catch (error) {
      if ((error as { code?: string }).code !== 'ECONNREFUSED') throw error;
      return false;
    } finally {
      client.destroy();
    }
  }, Boolean);
}
