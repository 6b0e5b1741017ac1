import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { transaction } from '../context.ts';
import { enqueue } from './queue.ts';

const community = await makeCommunity();
const shard = community.deployment.shards.get('main')!;

async function jobs(): Promise<number> {
  const found = await shard.query<{ count: number }>(0, {
    text: `select count(*)::int as count from graphile_worker._private_jobs where (payload ->> 'tenant')::int = $1`,
    values: [community.tenant.id],
  });
  return found.rows[0]!.count;
}

test('a job exists exactly when its transaction commits', async () => {
  const before = await jobs();
  await assert.rejects(
    transaction(community.ctx(), async (tx) => {
      await enqueue(tx, 'feed/distribute', { postId: '1' });
      throw new Error('changed my mind');
    }),
    /changed my mind/,
  );
  assert.equal(await jobs(), before);
  await transaction(community.ctx(), (tx) => enqueue(tx, 'feed/distribute', { postId: '1' }));
  assert.equal(await jobs(), before + 1);
});

test('a job with the same key replaces the one that waits', async () => {
  const before = await jobs();
  for (const authorId of ['1', '2']) {
    await transaction(community.ctx(), (tx) =>
      enqueue(
        tx,
        'feed/withdraw',
        { userId: '1', authorId },
        { key: 'same', runAt: new Date(Date.now() + 60_000) },
      ),
    );
  }
  assert.equal(await jobs(), before + 1);
});
