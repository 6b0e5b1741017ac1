import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { publish, publishRepost } from '../../test/support/posting.ts';
import { notifications } from '../notification/inbox.ts';
import { createPost } from '../post/create.ts';
import { follow } from '../user/follow.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { distributePost } from './distribute.ts';

const community = await makeCommunity();
const author = await community.person('author');

const makeFollowers = statement(
  'test-make-followers',
  `with made as (
     insert into tenant.user (username, last_active_on)
     select 'f' || n, current_date from generate_series(1, $2::int) n returning id)
   insert into tenant.follow (follower_id, followee_id) select id, $1 from made`,
);
const holders = statement<{ count: number }>(
  'test-holders',
  'select count(*)::int as count from tenant.feed_entry where post_id = $1',
);
const continuation = statement<{ after: Id }>(
  'test-continuation',
  `select payload ->> 'after' as after from graphile_worker._private_jobs
   where (payload ->> 'tenant')::int = $1 and payload ->> 'postId' = $2 and payload ->> 'after' is not null`,
);

const countHolders = async (id: Id) => (await community.ctx().db.row(holders, id))!.count;

test('repeating the job repeats nothing, and a post that is gone is no failure', async () => {
  const id = await publish(community, author, 'Once');
  await distributePost(community.ctx(), { postId: id });
  assert.equal(await countHolders(id), 1);
  await distributePost(community.ctx(), { postId: '1' });
});

test('who rang the bell is told of first posts once, but not of reposts, comments and direct posts', async () => {
  const fan = await community.person('fan');
  const source = await community.person('source');
  await follow(fan.ctx(), author.id, { notify: true });
  const id = await publish(community, author, 'News');
  await distributePost(community.ctx(), { postId: id });
  const other = await publish(community, source, 'Elsewhere');
  await publishRepost(community, author, other);
  await publish(community, author, { text: 'An answer', parentId: other });
  await publish(community, author, { text: 'A secret', visibility: 'direct' });
  const inbox = await notifications(fan.ctx(), { limit: 20 });
  assert.deepEqual(
    inbox.items.map(({ type, postId }) => [type, postId]),
    [['post', id]],
  );
});

test('more followers than one statement takes are left to another job, which goes on behind them', async () => {
  await community.ctx().db.change(makeFollowers, author.id, 5050);
  const id = await createPost(author.ctx(), { text: 'To all' });
  await distributePost(community.ctx(), { postId: id });
  assert.equal(await countHolders(id), 5001);
  const rest = await community.ctx().db.row(continuation, community.tenant.id, id);
  await distributePost(community.ctx(), { postId: id, after: rest!.after });
  assert.equal(await countHolders(id), 5052);
});
