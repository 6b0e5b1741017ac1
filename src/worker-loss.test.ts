// Jobs whose database goes away: none is lost, and the process stays.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Job, WorkerPool } from 'graphile-worker';
import { makeCommunity } from '../test/support/community.ts';
import { useOwnDatabase } from '../test/support/database.ts';
import { eventually } from '../test/support/eventually.ts';
import { proxied } from '../test/support/tcp-proxy.ts';
import { graphilePool } from './utils/graphile-pool.ts';
import { watchWorkers } from './utils/worker-liveness.ts';
import { startWorker } from './worker.ts';

// A database of its own: this worker would do the jobs that other tests look at.
useOwnDatabase();
const { deployment, tenant } = await makeCommunity();
const direct = deployment.shardUrls.get('main')!;
const { proxy, url } = await proxied(direct);
const shard = deployment.shards.get('main')!;
const sql = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await shard.query<Row & Record<string, unknown>>(0, { text, values })).rows;

const addJob = async (): Promise<string> => {
  const payload = JSON.stringify({ tenant: tenant.id, userId: '1', authorId: '2' });
  const text = `select id from graphile_worker.add_job('feed/withdraw', $1::json)`;
  return (await sql<{ id: string }>(text, [payload]))[0]!.id;
};
const lockedBy = async (id: string) =>
  (
    await sql<{ worker: string | null }>(
      'select locked_by as worker from graphile_worker._private_jobs where id = $1',
      [id],
    )
  )[0]?.worker;
const untilGone = (id: string) =>
  eventually(
    () => lockedBy(id),
    (worker) => worker === undefined,
  );

test('a job locked for a worker that never heard of it is freed, one that is being done is not', async () => {
  const pool = graphilePool(direct, 2, deployment.log);
  const liveness = await watchWorkers(direct, pool, { log: deployment.log, every: 50 });
  after(async () => {
    await liveness.close();
    await pool.end();
  });
  liveness.events.emit('pool:create', { workerPool: { id: 'pool-here' } as WorkerPool } as never);
  const [stray, done] = [await addJob(), await addJob()];
  liveness.events.emit('job:start', { job: { id: done } as Job } as never);
  await sql(
    `update graphile_worker._private_jobs set locked_by = 'pool-here', locked_at = now() where id = any($1)`,
    [[stray, done]],
  );
  await eventually(
    () => lockedBy(stray),
    (worker) => worker === null,
  );
  assert.equal(await lockedBy(done), 'pool-here');
  await sql('delete from graphile_worker._private_jobs where id = any($1)', [[stray, done]]);
});

test('a job whose end could not be written down is ended when the database is back', async () => {
  const worker = await startWorker({ ...deployment, shardUrls: new Map([['main', url]]) });
  after(() => worker.stop());
  proxy.cutAt('delete from', 2);
  const first = await addJob();
  await untilGone(first);
  proxy.refuse();
  const second = await addJob();
  proxy.restore();
  await untilGone(second);
});

test('a worker that waits for its database can be stopped', async () => {
  const worker = await startWorker({ ...deployment, shardUrls: new Map([['main', url]]) });
  proxy.refuse();
  await worker.stop();
  proxy.restore();
});
