import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { follow } from '../user/follow.ts';

const community = await makeCommunity();
const ann = await community.person('ann');
const ben = await community.person('ben');
const eve = await community.person('eve');
const dan = await community.person('dan');
const token = await ann.token();

test('suggestions say why, in the older form they do not, and a dismissed one stays away', async () => {
  await follow(ann.ctx(), ben.id);
  await follow(ben.ctx(), eve.id);
  const suggestions = async () =>
    (await community.request({ url: '/api/v2/suggestions', token }))
      .json()
      .map(({ source, sources, account }: { source: string; sources: string[]; account: { id: string } }) => [
        account.id,
        source,
        ...sources,
      ]);
  assert.deepEqual(await suggestions(), [
    [eve.id, 'past_interactions', 'friends_of_friends'],
    [dan.id, 'global', 'most_followed'],
  ]);
  const older = (await community.request({ url: '/api/v1/suggestions?limit=1', token })).json();
  assert.deepEqual([older.length, older[0].id], [1, eve.id]);
  const gone = await community.request({ method: 'DELETE', url: `/api/v1/suggestions/${eve.id}`, token });
  assert.deepEqual([gone.statusCode, gone.json()], [200, {}]);
  assert.deepEqual((await suggestions()).length, 1);
});

test('the directory is for everybody, by last post or by age', async () => {
  const directory = async (query: string) =>
    (await community.request({ url: `/api/v1/directory?${query}` }))
      .json()
      .map(({ id }: { id: string }) => id);
  assert.deepEqual(await directory('order=new&limit=2'), [dan.id, eve.id]);
  assert.deepEqual(await directory('order=new&limit=2&offset=2'), [ben.id, ann.id]);
  assert.equal((await directory('order=active&local=true')).length, 4);
});
