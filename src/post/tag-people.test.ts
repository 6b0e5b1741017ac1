import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { createPost } from './create.ts';
import { tagByName } from './tag.ts';
import { tagPeople } from './tag-people.ts';

const community = await makeCommunity();
const ana = await community.person('ana');
const ben = await community.person('ben');

test('a person counts once for a tag, and only with public posts', async () => {
  await createPost(ana.ctx(), { text: '#reef one' });
  await createPost(ana.ctx(), { text: '#reef two' });
  await createPost(ben.ctx(), { text: '#reef hidden #quiet', visibility: 'followers' });
  const reef = (await tagByName(community.ctx(), 'reef')).id!;
  const quiet = (await tagByName(community.ctx(), 'quiet')).id!;
  assert.deepEqual([...(await tagPeople(community.ctx(), [reef, quiet]))].sort(), [
    [reef, 1],
    [quiet, 0],
  ]);
  await createPost(ben.ctx(), { text: '#reef' });
  assert.equal((await tagPeople(community.ctx(), [reef])).get(reef), 2);
});
