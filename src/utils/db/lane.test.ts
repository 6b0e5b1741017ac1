// Quick reads on one connection: who gets there, and what becomes of the others when one is slow, fails or is cut off.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeCommunity } from '../../../test/support/community.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { openShard } from '../../../test/support/shard.ts';
import { proxied } from '../../../test/support/tcp-proxy.ts';
import { tenantDatabase } from './database.ts';
import { Lane, Pace } from './lane.ts';
import type { ShardOptions } from './shard.ts';
import { statement } from './statement.ts';

const { deployment, tenant } = await makeCommunity();
const { proxy, url } = await proxied(deployment.shardUrls.get('main')!);

/** A shard of one slice: a lane and three others, unless told. */
function open(options: Partial<ShardOptions> = {}) {
  const shard = openShard(url, { connections: 4, ...options });
  return { shard, db: tenantDatabase(shard, tenant.id, tenant.schema) };
}

const backend = statement<{ pid: number }>('lane-backend', 'select pg_backend_pid() as pid');
const echo = statement<{ word: string; pid: number }>(
  'lane-echo',
  'select $1::text as word, pg_backend_pid() as pid',
);
const wait = statement<{ pid: number }>(
  'lane-wait',
  'select pg_backend_pid() as pid from (select pg_sleep($1::float8)) slept',
);
const divide = statement<{ part: number }>('lane-divide', 'select 10 / $1::int as part');
const insertTag = statement<{ pid: number }>(
  'lane-insert-tag',
  'insert into tenant.tag (name, display) values ($1, $1) returning pg_backend_pid() as pid',
);

type Db = ReturnType<typeof open>['db'];

/** The backend of the lane, once the statement goes there: all that are sent together are answered by one. */
async function laneOf(run: () => Promise<{ pid: number } | undefined>): Promise<number> {
  const pids = await eventually(
    async () => {
      await run();
      return new Set((await Promise.all(Array.from({ length: 6 }, run))).map((row) => row!.pid));
    },
    (found) => found.size === 1,
  );
  return [...pids][0]!;
}

const echoes = (db: Db) => laneOf(() => db.row(echo, 'warm'));

describe('the lane', () => {
  test('is where quick reads go, many at a time, each with its own answer', async () => {
    const { db, shard } = open();
    const lane = await echoes(db);
    const words = Array.from({ length: 20 }, (_, index) => `word ${index}`);
    await eventually(
      async () => {
        const rows = await Promise.all(words.map((word) => db.row(echo, word)));
        assert.deepEqual(
          rows.map((row) => row!.word),
          words,
        );
        return rows.filter((row) => row!.pid === lane).length;
      },
      (there) => there === words.length,
    );
    const { limit, total } = shard.usage();
    assert.equal(limit, 4);
    assert.ok(total <= 4);
  });

  test('is no place for what is slow, for changes, or for transactions', async () => {
    const { db } = open();
    const lane = await echoes(db);
    for (let times = 0; times < 3; times++) assert.notEqual((await db.row(wait, 0.05))!.pid, lane);
    for (let times = 0; times < 3; times++)
      assert.notEqual((await db.row(insertTag, `tag ${times}`))!.pid, lane);
    await db.transaction(async (tx) => {
      assert.notEqual((await tx.row(echo, 'within'))!.pid, lane);
    });
  });

  test('is left alone while one that is slow today holds it up', async () => {
    const { db } = open();
    const lane = await laneOf(() => db.row(wait, 0));
    await echoes(db);
    const slow = db.row(wait, 0.5);
    await sleep(100);
    assert.notEqual((await db.row(echo, 'meanwhile'))!.pid, lane);
    assert.equal((await slow)!.pid, lane);
    assert.equal(await echoes(db), lane);
  });

  test('is given up when one is stuck on it: all are asked again elsewhere', async () => {
    const { db } = open();
    const lane = await laneOf(() => db.row(wait, 0));
    await echoes(db);
    const answered: string[] = [];
    const pidOf = async (name: string, row: Promise<{ pid: number } | undefined>) => {
      const { pid } = (await row)!;
      answered.push(name);
      return pid;
    };
    const pids = await Promise.all([
      pidOf('stuck', db.row(wait, 3)),
      pidOf('behind', db.row(echo, 'behind')),
      pidOf('far behind', db.row(echo, 'far behind')),
    ]);
    assert.equal(answered.at(-1), 'stuck');
    assert.ok(!pids.includes(lane));
  });

  test('is left when its server turns out to take no changes', async () => {
    const { db, shard } = open();
    const lane = await echoes(db);
    const change = shard.withClient(tenant.id, async (client) => {
      await client.query('set default_transaction_read_only = on');
      return client.query(`insert into "${tenant.schema}".tag (name, display) values ('no', 'no')`);
    });
    await assert.rejects(change, { code: '25006' });
    assert.notEqual(await echoes(db), lane);
  });

  test('that cannot even try to connect leaves everything to the others, and tries again later', async () => {
    let tries = 0;
    const connect = (): never => {
      tries++;
      throw new Error('no certificate there');
    };
    const lane = new Lane({ connect, preparedLimit: 100 });
    assert.deepEqual([lane.isFree(), lane.isFree()], [false, false]);
    await sleep(10);
    assert.deepEqual([lane.isFree(), tries], [false, 1]);
    await eventually(
      async () => lane.isFree() || tries,
      (found) => found === 2,
    );
    await lane.close();
  });

  test('is not there where a slice has one connection', async () => {
    const { db, shard } = open({ connections: 1 });
    const own = (await db.row(insertTag, 'only'))!.pid;
    for (let times = 0; times < 5; times++) assert.equal((await db.row(backend))!.pid, own);
    assert.equal(shard.usage().limit, 1);
  });
});

describe('what fails on the lane', () => {
  test('fails alone', async () => {
    const { db } = open();
    await echoes(db);
    for (let times = 0; times < 3; times++) await Promise.all([1, 2, 5].map((by) => db.row(divide, by)));
    const asked = [1, 0, 2, 0, 5].map((by) =>
      db.row(divide, by).then(
        (row) => row!.part,
        (error) => error.code,
      ),
    );
    assert.deepEqual(await Promise.all(asked), [10, '22012', 5, '22012', 2]);
  });

  test('with its connection is asked again, whatever was on its way', async () => {
    const { db } = open();
    const lane = await echoes(db);
    proxy.cutAt('cut on the lane', 1);
    const words = ['before', 'cut on the lane', 'behind', 'far behind'];
    const rows = await Promise.all(words.map((word) => db.row(echo, word)));
    assert.deepEqual(
      rows.map((row) => row!.word),
      words,
    );
    assert.notEqual(await echoes(db), lane);
  });

  test('when the database is away is told as such, and is asked again when it is back', async () => {
    const { db } = open();
    await echoes(db);
    proxy.refuse();
    await assert.rejects(Promise.all([db.row(echo, 'one'), db.row(echo, 'two')]), { code: 'unavailable' });
    proxy.restore();
    assert.equal((await db.row(echo, 'back'))!.word, 'back');
    await echoes(db);
  });

  test('for its columns, which have changed, is prepared anew', async () => {
    const { db, shard } = open();
    const sql = (text: string) => shard.query(tenant.id, { text });
    const read = statement<{ changing: unknown; pid: number }>(
      'lane-read-changing',
      'select changing, pg_backend_pid() as pid from tenant.lane_changing',
    );
    await sql(`create table "${tenant.schema}".lane_changing as select 1 as changing`);
    await echoes(db);
    await laneOf(() => db.row(read));
    await sql(`alter table "${tenant.schema}".lane_changing alter changing type text`);
    const rows = await Promise.all([db.row(read), db.row(read), db.row(read)]);
    assert.deepEqual(
      rows.map((row) => row!.changing),
      ['1', '1', '1'],
    );
  });
});

test('a lane that holds too many prepared statements is replaced', async () => {
  const { db } = open({ preparedLimit: 2 });
  const lane = await echoes(db);
  for (let times = 0; times < 5; times++)
    await Promise.all([db.row(divide, 1), db.row(backend), db.row(echo, 'more')]);
  assert.notEqual(await echoes(db), lane);
});

test('closing waits for what is on its way', async () => {
  const { db, shard } = open();
  await laneOf(() => db.row(wait, 0));
  const slow = db.row(wait, 0.3);
  await sleep(20);
  await shard.close();
  assert.ok(await slow);
});

test('a statement is quick by what it took of late', () => {
  const pace = new Pace();
  assert.equal(pace.isQuick, false);
  pace.note(1);
  assert.equal(pace.isQuick, true);
  for (let times = 0; times < 3; times++) pace.note(100);
  assert.equal(pace.isQuick, false);
  for (let times = 0; times < 20; times++) pace.note(1);
  assert.equal(pace.isQuick, true);
});
