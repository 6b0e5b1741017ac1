// Without a collector there is no tracing at all; with one, spans nest and jobs carry their cause.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { eventually } from '../../test/support/eventually.ts';
import { attributeOf, receiveTraces } from '../../test/support/otlp-receiver.ts';
import { startTracing, traced, tracing } from './trace.ts';

const loaded = () =>
  Object.keys(createRequire(import.meta.url).cache).filter((file) => file.includes('@opentelemetry/sdk'));

test('without a collector nothing is traced and nothing loaded', async () => {
  const stop = await startTracing(null);
  assert.equal(tracing, undefined);
  assert.equal(await traced({ name: 'work', kind: 'client' }, async () => 7), 7);
  assert.deepEqual(loaded(), []);
  await stop();
});

test('spans nest, name the kind of a failure and never its message', async () => {
  const collector = await receiveTraces();
  const stop = await startTracing({ endpoint: `${collector.address}/`, service: 'nexus-test', share: 1 });
  assert.notDeepEqual(loaded(), []);
  assert.equal(tracing!.traceparent(), undefined);
  assert.deepEqual(tracing!.ids(), {});
  const fail = () =>
    traced({ name: 'inner', kind: 'client' }, () => Promise.reject(new RangeError('a secret')));
  const carried = await traced({ name: 'outer', kind: 'server' }, async () => {
    await assert.rejects(fail(), RangeError);
    return tracing!.traceparent();
  });
  await traced({ name: 'job', kind: 'consumer', parent: carried }, async () => undefined);
  await stop();
  const span = (name: string) => collector.spans.find((one) => one.name === name)!;
  await eventually(
    async () => collector.spans.length,
    (all) => all === 3,
  );
  assert.equal(span('inner').parentSpanId, span('outer').spanId);
  assert.equal(span('job').parentSpanId, span('outer').spanId);
  assert.equal(attributeOf(span('inner'), 'error.type'), 'RangeError');
  assert.ok(!collector.sent().includes('a secret'));
});

test('a share of nothing sends nothing, and all processes agree by the id', async () => {
  const collector = await receiveTraces();
  const stop = await startTracing({ endpoint: collector.address, service: 'nexus-test', share: 0.5 });
  const low = `00-${'0'.repeat(31)}1-00000000000000aa-01`;
  const high = `00-${'f'.repeat(8)}${'0'.repeat(24)}-00000000000000aa-01`;
  await traced({ name: 'kept', kind: 'server', parent: low }, async () => undefined);
  await traced({ name: 'left out', kind: 'server', parent: high }, async () => undefined);
  await stop();
  assert.deepEqual(
    collector.spans.map(({ name }) => name),
    ['kept'],
  );
});
