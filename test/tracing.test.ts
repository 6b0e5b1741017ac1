// One trace from the proxy's header over the request and its SQL to the job it caused, as a collector gets it over a
// real connection, and the same ids in the log.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { test } from 'node:test';
import { pino } from 'pino';
import { makeServer } from '../src/server.ts';
import { startTracing, tracing } from '../src/utils/trace.ts';
import { startWorker } from '../src/worker.ts';
import { atEnd } from './support/at-end.ts';
import { makeCommunity } from './support/community.ts';
import { useOwnDatabase } from './support/database.ts';
import { eventually } from './support/eventually.ts';
import { attributeOf, type ReceivedSpan, receiveTraces } from './support/otlp-receiver.ts';

const SECRET_TEXT = 'nobody but readers may see this';
process.env.OTEL_BSP_SCHEDULE_DELAY = '50';

// A database of its own: this worker would do the jobs that other tests look at.
useOwnDatabase();
const collector = await receiveTraces();
const stopTracing = await startTracing({ endpoint: collector.address, service: 'nexus-test', share: 1 });
const { deployment, host, tenant, person } = await makeCommunity({}, { trustedProxies: ['127.0.0.1'] });
const token = await (await person('ada')).token();
const lines: string[] = [];
const log = pino({ mixin: tracing!.ids }, { write: (line: string) => void lines.push(line) });
const server = await makeServer({ ...deployment, log });
atEnd(() => server.close());
await server.listen({ port: 0, host: '127.0.0.1' });
const { port } = server.server.address() as AddressInfo;
const worker = await startWorker(deployment);
atEnd(() => worker.stop());

/** Sends a form as a proxy would, and gives the ids that the proxy chose. */
async function send(path: string, form: Record<string, string>, proxy = true) {
  const trace = randomBytes(16).toString('hex');
  const span = randomBytes(8).toString('hex');
  const headers = {
    Host: host,
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/x-www-form-urlencoded',
    traceparent: `00-${trace}-${span}-01`,
    ...(proxy && { 'X-Forwarded-For': '192.0.2.7' }),
  };
  const answer = await new Promise<{ id: string }>((resolve, reject) => {
    const asked = request({ port, path, method: 'POST', headers }, (response) =>
      resolve(json(response) as Promise<{ id: string }>),
    );
    asked.on('error', reject).end(String(new URLSearchParams(form)));
  });
  assert.match(answer.id, /^\d+$/);
  return { trace, span, answer };
}

const spansOf = (trace: string) => collector.spans.filter((span) => span.traceId === trace);
const named = (spans: readonly ReceivedSpan[], name: string) => spans.find((span) => span.name === name);

/** The spans of a trace once those of these names are there. */
const spansWith = (trace: string, ...names: string[]) =>
  eventually(
    async () => spansOf(trace),
    (spans) => names.every((name) => named(spans, name) !== undefined),
  );

test('a post is one trace from the proxy to the SQL of its job', async () => {
  const { trace, span } = await send('/api/v1/statuses', { status: SECRET_TEXT });
  const spans = await spansWith(trace, 'POST /api/v1/statuses', 'job feed/distribute');
  const asked = named(spans, 'POST /api/v1/statuses')!;
  const job = named(spans, 'job feed/distribute')!;
  assert.equal(asked.parentSpanId, span);
  assert.equal(named(spans, 'add-job')!.parentSpanId, asked.spanId);
  assert.equal(job.parentSpanId, asked.spanId);
  assert.ok(spans.some(({ parentSpanId }) => parentSpanId === job.spanId));
  assert.deepEqual(
    ['http.route', 'http.response.status_code', 'nexus.tenant'].map((key) => attributeOf(asked, key)),
    ['/api/v1/statuses', 200, tenant.slug],
  );
  for (const statement of spans.filter(({ name }) => !/^(job|POST) /.test(name))) {
    assert.equal(attributeOf(statement, 'db.query.summary'), statement.name);
  }
});

test('a like is one trace with its SQL, and the log line of its request names it', async () => {
  const post = (await send('/api/v1/statuses', { status: 'liked' })).answer;
  const { trace } = await send(`/api/v1/statuses/${post.id}/favourite`, {});
  const route = 'POST /api/v1/statuses/:id/favourite';
  const spans = await spansWith(trace, route);
  const asked = named(spans, route)!;
  assert.ok(spans.filter(({ parentSpanId }) => parentSpanId === asked.spanId).length >= 2);
  const line = JSON.parse(lines.find((one) => one.includes(trace) && one.includes('"msg":"request"'))!);
  assert.deepEqual([line.trace_id, line.span_id], [trace, asked.spanId]);
});

test('who is no proxy of ours begins a trace of their own', async () => {
  const { trace } = await send('/api/v1/statuses', { status: 'direct' }, false);
  const { trace: later } = await send('/api/v1/statuses', { status: 'by proxy' });
  await spansWith(later, 'POST /api/v1/statuses');
  assert.deepEqual(spansOf(trace), []);
});

test('no value, secret or text leaves with a trace', () => {
  assert.ok(collector.sent().includes('feed/distribute'));
  for (const secret of [SECRET_TEXT, token, '192.0.2.7'])
    assert.ok(!collector.sent().includes(secret), secret);
});

test("the process's own logger names the trace too", () => {
  const script = `
    const { startTracing, traced } = await import('./src/utils/trace.ts');
    const { makeLogger } = await import('./src/utils/log.ts');
    makeLogger('info').info('before');
    await startTracing({ endpoint: 'http://127.0.0.1:9', service: 'x', share: 1 });
    const log = makeLogger('info');
    log.info('outside');
    await traced({ name: 'x', kind: 'server' }, async () => log.info('inside'));
    process.exit(0);`;
  const root = join(import.meta.dirname, '..');
  const args = ['--node', '--input-type=module', '-e', script];
  const { stdout } = spawnSync(join(root, 'bin/nexus'), args, { cwd: root, encoding: 'utf8' });
  // By what they say: two loggers that share an output keep no order between them.
  const told = stdout.trim().split('\n');
  const ids = new Map(
    told.map((line) => {
      const { msg, trace_id } = JSON.parse(line) as { msg: string; trace_id?: string };
      return [msg, trace_id];
    }),
  );
  assert.deepEqual([...ids.keys()].sort(), ['before', 'inside', 'outside']);
  assert.deepEqual([ids.get('before'), ids.get('outside')], [undefined, undefined]);
  assert.match(ids.get('inside')!, /^[0-9a-f]{32}$/);
});

test('what is left is sent when tracing ends', async () => {
  const { trace } = await send('/api/v1/statuses', { status: 'last' });
  await stopTracing();
  assert.notEqual(named(spansOf(trace), 'POST /api/v1/statuses'), undefined);
});
