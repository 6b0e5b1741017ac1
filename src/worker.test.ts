import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { makeCommunity } from '../test/support/community.ts';
import { useOwnDatabase } from '../test/support/database.ts';
import { graphilePool } from './utils/graphile-pool.ts';
import { watchWorkers } from './utils/worker-liveness.ts';
import { startWorker } from './worker.ts';

// A database of its own: this worker would do the jobs that other tests look at.
useOwnDatabase();
const community = await makeCommunity();
const url = community.deployment.shardUrls.get('main')!;
const shard = community.deployment.shards.get('main')!;
const sql = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await shard.query<Row & Record<string, unknown>>(0, { text, values })).rows;

const addJob = (identifier: string, payload: object, options = '') =>
  sql<{ id: string }>(`select id from graphile_worker.add_job($1, $2::json ${options})`, [
    identifier,
    JSON.stringify({ tenant: community.tenant.id, ...payload }),
  ]).then((rows) => rows[0]!.id);

async function until(check: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await check()) return;
    await sleep(50);
  }
  assert.fail(`waited in vain until ${what}`);
}

const isGone = async (id: string) =>
  (await sql('select 1 from graphile_worker._private_jobs where id = $1', [id])).length === 0;

// A job as a killed process leaves it: locked by a worker that nobody is.
const orphan = await addJob('feed/withdraw', { userId: '1', authorId: '2' });
await sql(
  `update graphile_worker._private_jobs set locked_by = 'worker-dead', locked_at = now() where id = $1`,
  [orphan],
);

const worker = await startWorker(community.deployment);
after(() => worker.stop());

test('the job of a worker that died is taken up at the next start', () =>
  until(() => isGone(orphan), 'the orphaned job was done'));

test('a job in the hands of a living worker stays there when another process starts', async () => {
  const holder = new pg.Client({ connectionString: url });
  await holder.connect();
  await holder.query('begin');
  await holder.query(`lock table "${community.tenant.schema}".feed_entry in share mode`);
  const job = await addJob('feed/withdraw', { userId: '1', authorId: '2' });
  const keeper = async () =>
    (
      await sql<{ by: string | null }>(
        'select locked_by as by from graphile_worker._private_jobs where id = $1',
        [job],
      )
    )[0]!.by;
  await until(async () => (await keeper()) !== null, 'the job was begun');
  const before = await keeper();
  const pool = graphilePool(url, 2, community.deployment.log);
  const second = await watchWorkers(url, pool, community.deployment);
  const after = await keeper();
  await second.close();
  await pool.end();
  await holder.end();
  assert.equal(after, before);
  await until(() => isGone(job), 'the job was done');
});

test('jobs are done, and a community that is gone has none left to do', async () => {
  const job = await addJob('feed/withdraw', { userId: '1', authorId: '2' });
  const stray = await addJob('feed/distribute', { tenant: 2_000_000_000, postId: '1' });
  await until(async () => (await isGone(job)) && (await isGone(stray)), 'both jobs were done');
});

test('a job that fails is kept with its error and tried again later', async () => {
  const job = await addJob('feed/withdraw', { userId: 'not an id', authorId: '2' });
  const [row] = await (async () => {
    await until(
      async () =>
        (
          await sql(
            'select 1 from graphile_worker._private_jobs where id = $1 and attempts = 1 and last_error is not null',
            [job],
          )
        ).length > 0,
      'the job failed once',
    );
    return sql<{ later: boolean }>(
      'select run_at > now() as later from graphile_worker._private_jobs where id = $1',
      [job],
    );
  })();
  assert.equal(row!.later, true);
  await sql('delete from graphile_worker._private_jobs where id = $1', [job]);
});

test('the chores of the clock run for every community', async () => {
  const jobs = [await addJob('cron/hourly', {}), await addJob('cron/nightly', {})];
  await until(async () => (await Promise.all(jobs.map(isGone))).every(Boolean), 'the chores were done');
});
