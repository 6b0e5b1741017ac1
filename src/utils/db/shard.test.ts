// What becomes of connections that break, and of what was under way on them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../../test/support/community.ts';
import { openShard } from '../../../test/support/shard.ts';
import { proxied } from '../../../test/support/tcp-proxy.ts';
import { tenantDatabase } from './database.ts';
import { statement } from './statement.ts';

const { deployment, tenant } = await makeCommunity();
const { proxy, url } = await proxied(deployment.shardUrls.get('main')!);
const shard = openShard(url);
const db = tenantDatabase(shard, tenant.id, tenant.schema);

const echo = statement<{ word: string }>('test-echo', 'select $1::text as word');
const insertTag = statement('shard-insert-tag', 'insert into tenant.tag (name, display) values ($1, $1)');
const findTag = statement<{ name: string }>('shard-find-tag', 'select name from tenant.tag where name = $1');
const backend = statement<{ pid: number }>('shard-backend', 'select pg_backend_pid() as pid');
const end = statement(
  'shard-end',
  'select pg_terminate_backend(pg_backend_pid()) from tenant.tag for update',
);

const unavailable = { code: 'unavailable', retryAfter: 5 };
const isThere = async (name: string) => (await db.row(findTag, name)) !== undefined;
const pid = async () => (await db.row(backend))!.pid;

test('a read whose connection is cut is sent again, twice at most', async () => {
  proxy.cutAt('once and twice', 2);
  assert.equal((await db.row(echo, 'once and twice'))!.word, 'once and twice');
  proxy.cutAt('thrice', 3);
  await assert.rejects(db.row(echo, 'thrice'), unavailable);
  assert.equal((await db.row(echo, 'thrice'))!.word, 'thrice');
});

test('a change whose connection is cut is not sent again: it may have been done', async () => {
  proxy.cutAt('cutchange', 1);
  await assert.rejects(db.change(insertTag, 'cutchange'), unavailable);
  assert.equal(await isThere('cutchange'), false);
});

test('a transaction cut at its first statement begins on another connection', async () => {
  await pid();
  let tries = 0;
  proxy.cutAt('begun', 2);
  await db.transaction(async (tx) => {
    tries++;
    await tx.change(insertTag, 'begun');
  });
  assert.equal(await isThere('begun'), true);
  assert.equal(tries, 1);
});

test('a transaction whose first statement fails leaves its connection fit for the next', async () => {
  const before = await pid();
  await db.change(insertTag, 'twice');
  await assert.rejects(
    db.transaction(async (tx) => {
      await tx.change(insertTag, 'twice');
    }),
    { code: '23505' },
  );
  assert.equal(await pid(), before);
});

test('a transaction that goes on after a statement has failed is told as failed', async () => {
  const before = await pid();
  await db.change(insertTag, 'there');
  const work = db.transaction(async (tx) => {
    await tx.change(insertTag, 'not there');
    await tx.change(insertTag, 'there').catch(() => undefined);
  });
  await assert.rejects(work, /nothing of it was kept/);
  assert.equal(await isThere('not there'), false);
  assert.equal(await pid(), before);
});

test('a transaction that asks nothing takes no connection', async () => {
  await shard.withClient(tenant.id, async () => {
    assert.equal(await db.transaction(async () => 'done'), 'done');
  });
});

test('what runs side by side in a transaction runs in the same', async () => {
  await assert.rejects(
    db.transaction(async (tx) => {
      await Promise.all([tx.change(insertTag, 'side'), tx.change(insertTag, 'by side')]);
      throw new Error('changed my mind');
    }),
    /changed my mind/,
  );
  assert.deepEqual([await isThere('side'), await isThere('by side')], [false, false]);
});

for (const [where, text] of [
  ['under way', 'cutinside'],
  ['at its commit', 'commit'],
] as const) {
  test(`a transaction cut ${where} is tried once, and keeps nothing`, async () => {
    let tries = 0;
    proxy.cutAt(text, 1);
    const work = db.transaction(async (tx) => {
      tries++;
      await tx.row(findTag, 'none');
      await tx.change(insertTag, 'cutinside');
    });
    await assert.rejects(work, unavailable);
    assert.equal(tries, 1);
    assert.equal(await isThere('cutinside'), false);
  });
}

test('a connection that the server has ended is not used again', async () => {
  await db.change(insertTag, 'ended');
  await assert.rejects(db.change(end), unavailable);
  await db.change(insertTag, 'after the end');
});

test('a connection to a server that takes no changes any more is not used again', async () => {
  await shard.withClient(tenant.id, (client) => client.query('set default_transaction_read_only = on'));
  await assert.rejects(db.change(insertTag, 'readonly'), unavailable);
  await db.change(insertTag, 'readonly');
});

test('a connection with an open transaction is not used again', async () => {
  const before = await pid();
  await shard.withClient(tenant.id, (client) => client.query('begin'));
  assert.notEqual(await pid(), before);
});

test('a prepared statement whose columns have changed is prepared anew', async () => {
  const sql = (text: string) => shard.query(tenant.id, { text });
  const read = statement('shard-read-changing', 'select changing from tenant.changing');
  await sql(`create table "${tenant.schema}".changing as select 1 as changing`);
  assert.deepEqual(await db.rows(read), [{ changing: 1 }]);
  await sql(`alter table "${tenant.schema}".changing alter changing type text`);
  assert.deepEqual(await db.rows(read), [{ changing: '1' }]);
});

test('as long as the database is away everything is refused, and works at once when it is back', async () => {
  proxy.refuse();
  await assert.rejects(db.row(echo, 'away'), unavailable);
  await assert.rejects(
    db.transaction((tx) => tx.change(insertTag, 'away')),
    unavailable,
  );
  proxy.restore();
  await db.transaction((tx) => tx.change(insertTag, 'back'));
});
