import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../../test/support/community.ts';
import { openShard } from '../../../test/support/shard.ts';
import { tenantDatabase, withSchema } from './database.ts';
import { statement } from './statement.ts';

const community = await makeCommunity();
const { tenant, deployment } = community;
const address = deployment.shardUrls.get('main')!;

const insertTag = statement('test-insert-tag', 'insert into tenant.tag (name, display) values ($1, $1)');
const countTags = statement<{ count: number }>(
  'test-count-tags',
  'select count(*)::int as count from tenant.tag',
);
const backend = statement<{ pid: number }>('test-backend', 'select pg_backend_pid() as pid');
const slow = statement('test-slow', 'select pg_sleep(5)');

test('the schema takes the place of its word and nothing else', () => {
  assert.equal(withSchema('from tenant.user u, subtenant.x', 't_a'), 'from "t_a".user u, subtenant.x');
});

test('a transaction keeps all or nothing', async () => {
  const { db } = community.ctx();
  await assert.rejects(
    db.transaction(async (tx) => {
      await tx.change(insertTag, 'lost');
      await tx.change(insertTag, 'lost');
    }),
    { code: '23505' },
  );
  assert.equal((await db.row(countTags))!.count, 0);
  await db.transaction((tx) => tx.transaction((inner) => inner.change(insertTag, 'kept')));
  assert.equal((await db.row(countTags))!.count, 1);
});

test('two statements cannot share a name', () => {
  assert.throws(() => statement('test-slow', 'select 1'), /test-slow/);
});

test('a connection that holds too many prepared statements is replaced', async () => {
  const shard = openShard(address, { preparedLimit: 1 });
  const db = tenantDatabase(shard, tenant.id, tenant.schema);
  const first = (await db.row(backend))!.pid;
  assert.equal((await db.row(backend))!.pid, first);
  await db.row(countTags);
  assert.notEqual((await db.row(backend))!.pid, first);
});

test('a statement that takes too long is ended and told as a busy database', async () => {
  const shard = openShard(address, { statementTimeout: 100 });
  await assert.rejects(tenantDatabase(shard, tenant.id, tenant.schema).row(slow), { code: 'unavailable' });
});

test('a database that is away is told as such', async () => {
  const shard = openShard('postgres://nobody@127.0.0.1:1/none');
  await assert.rejects(tenantDatabase(shard, tenant.id, tenant.schema).row(backend), { code: 'unavailable' });
});
