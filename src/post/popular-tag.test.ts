import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { setState } from '../user/roles.ts';
import { createPost } from './create.ts';
import { popularTags } from './popular-tag.ts';

test('hashtags are ranked by how many people used them, in public, in the last seven days', async () => {
  const community = await makeCommunity();
  const people = await Promise.all(['ana', 'ben', 'cat'].map((name) => community.person(name)));
  const [ana, ben, cat] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0]];
  for (let n = 0; n < 4; n++) await createPost(ana.ctx(), { text: `#Busy ${n}` });
  for (const person of [ana, ben]) await createPost(person.ctx(), { text: '#Shared' });
  await createPost(ben.ctx(), { text: '#secret', visibility: 'followers' });
  const writtenAt = new Date(Date.now() - 9 * 86_400_000);
  for (const person of people) await createPost(person.ctx(), { text: '#ancient', writtenAt });
  await createPost(cat.ctx(), { text: '#gone' });
  await setState(community.ctx(), cat.id, 'suspended');
  const tags = await popularTags(community.ctx(), { limit: 10 });
  assert.deepEqual(
    tags.map((tag) => tag.name),
    ['shared', 'busy'],
  );
  const [second] = await popularTags(ana.ctx(), { limit: 10, offset: 1 });
  assert.equal(second?.name, 'busy');
  const answer = await community.request({ url: '/api/v1/trends/tags?limit=1' });
  assert.equal(answer.json()[0].name, 'Shared');
  assert.equal(answer.json()[0].history[0].accounts, '2');
  assert.match(String(answer.headers.link), /offset=1/);
  assert.equal((await community.request({ url: '/api/v1/trends' })).json().length, 2);
});

test('a community for members only shows nobody else its hashtags', async () => {
  const community = await makeCommunity({ publicPreview: false });
  await assert.rejects(popularTags(community.ctx(), { limit: 1 }), { code: 'unauthenticated' });
});
