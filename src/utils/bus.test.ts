import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../../test/support/eventually.ts';
import type { Message } from './bus/message.ts';
import type { Transport } from './bus/transport.ts';
import { Bus } from './bus.ts';
import type { Ear } from './db/listener.ts';
import type { Id } from './id.ts';
import { makeLogger } from './log.ts';

const log = makeLogger('silent');
const counts = (id: number): Message => ({ kind: 'counts-changed', postId: String(id) as Id });

/** A transport within the test that can be away. */
function wire() {
  const ears: Ear[] = [];
  const state = { away: false, batches: 0, failures: 0 };
  const transport: Transport = {
    name: 'notify',
    limit: 500,
    listen: async (ear) => void ears.push(ear),
    async send(payloads) {
      if (state.away) {
        state.failures++;
        throw new Error('away');
      }
      state.batches++;
      for (const payload of payloads) for (const ear of ears) ear.heard(payload);
    },
    up: () => !state.away,
    close: async () => undefined,
  };
  return { transport, state, ears };
}

function hearing(bus: Bus, tenantId: number) {
  const heard: Message[] = [];
  const state = { missed: 0 };
  const leave = bus.subscribe(tenantId, {
    heard: (messages) => void heard.push(...messages),
    missed: () => void state.missed++,
  });
  return { heard, state, leave };
}

test('subscribers hear their own community only, until they leave', async () => {
  const bus = await Bus.open(wire().transport, log);
  const [one, other] = [hearing(bus, 1), hearing(bus, 2)];
  bus.publish(1, counts(10));
  bus.publish(2, counts(20));
  await eventually(async () => other.heard.length, Boolean);
  assert.deepEqual([one.heard, other.heard], [[counts(10)], [counts(20)]]);
  one.leave();
  bus.publish(1, counts(11));
  bus.publish(2, counts(21));
  await eventually(
    async () => other.heard.length,
    (length) => length === 2,
  );
  assert.deepEqual(one.heard, [counts(10)]);
  await bus.close();
});

test('what is published at once goes in one batch', async () => {
  const { transport, state } = wire();
  const bus = await Bus.open(transport, log);
  const { heard } = hearing(bus, 1);
  for (let index = 0; index < 100; index++) bus.publish(1, counts(index));
  await eventually(
    async () => heard.length,
    (length) => length === 100,
  );
  assert.equal(state.batches, 1);
  await bus.close();
});

test('while the transport is away messages wait, up to a bound; of more, everybody learns that some are missing', async () => {
  const { transport, state } = wire();
  const bus = await Bus.open(transport, log);
  const { heard, state: gaps } = hearing(bus, 1);
  state.away = true;
  bus.publish(1, counts(0));
  await eventually(async () => state.failures, Boolean);
  for (let index = 1; index < 10_500; index++) bus.publish(1, counts(index));
  state.away = false;
  await eventually(
    async () => heard.length,
    (length) => length >= 9_000,
  );
  assert.ok(heard.length <= 10_001, `${heard.length} were kept`);
  assert.deepEqual(heard[0], counts(0), 'the oldest is among them');
  assert.equal(gaps.missed, 1);
  bus.publish(1, counts(1));
  await eventually(
    async () => heard.at(-1),
    (last) => last?.kind === 'counts-changed' && last.postId === '1',
  );
  assert.equal(gaps.missed, 1, 'it is told once');
  await bus.close();
});

test('a subscriber that fails keeps nothing from the others, and no rubbish from any', async () => {
  const { transport, ears } = wire();
  const bus = await Bus.open(transport, log);
  const failing = () => {
    throw new Error('broken');
  };
  bus.subscribe(1, { heard: failing, missed: failing });
  const { heard, state } = hearing(bus, 1);
  ears[0]!.heard('rubbish');
  ears[0]!.missed();
  bus.publish(1, counts(1));
  await eventually(async () => heard.length, Boolean);
  assert.equal(state.missed, 1);
  await bus.close();
});

test('closing sends what waits; publishing afterwards is no error', async () => {
  const { transport } = wire();
  const [bus, other] = [await Bus.open(transport, log), await Bus.open(transport, log)];
  const { heard } = hearing(other, 1);
  bus.publish(1, counts(1));
  await bus.close();
  assert.deepEqual(heard, [counts(1)]);
  bus.publish(1, counts(2));
  await other.close();
});
