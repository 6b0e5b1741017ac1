import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startTestDatabase } from '../../test/support/database.ts';
import { graphilePool } from './graphile-pool.ts';
import { makeLogger } from './log.ts';

const database = await startTestDatabase();
after(() => database.stop());

test('connections that the database ends do not end the process, and the pool makes new ones', async () => {
  const pool = graphilePool(database.url, 3, makeLogger('silent'));
  const [busy, idle, other] = await Promise.all([pool.connect(), pool.connect(), pool.connect()]);
  const pids = await Promise.all([busy, idle].map(pidOf));
  idle.release();
  const removed = new Promise((resolve) => pool.once('remove', resolve));
  await other.query('select pg_terminate_backend(pid, 5000) from unnest($1::int[]) as pid', [pids]);
  await removed;
  await assert.rejects(busy.query('select 1'));
  busy.release(true);
  assert.ok(!pids.includes(await pidOf(pool)));
  other.release();
  await pool.end();
});

async function pidOf(on: Pick<ReturnType<typeof graphilePool>, 'query'>): Promise<number> {
  return (await on.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]!.pid;
}
