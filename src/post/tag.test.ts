import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { createPost } from './create.ts';
import { featuredTags, featureTag, unfeatureTag } from './featured-tag.ts';
import { tagByName } from './tag.ts';
import { followedTags, followTag, unfollowTag } from './tag-follow.ts';
import { tagHistory } from './tag-history.ts';

const community = await makeCommunity({ maxFeaturedTags: 2 });
const ana = await community.person('ana');
const ben = await community.person('ben');

test('a tag keeps the spelling of its first use and is found in any', async () => {
  await createPost(ana.ctx(), { text: '#BlueSky #bluesky' });
  await createPost(ben.ctx(), { text: '#bluesky' });
  const tag = await tagByName(community.ctx(), '#BLUESKY');
  assert.deepEqual([tag.name, tag.display, tag.following], ['bluesky', 'BlueSky', false]);
  assert.ok(tag.id !== null);
});

test('a name nobody has used is a tag without id; what is no tag is not found', async () => {
  assert.deepEqual(await tagByName(ana.ctx(), 'Unheard'), {
    id: null,
    name: 'unheard',
    display: 'Unheard',
    following: false,
    featuring: false,
  });
  for (const name of ['', '12', 'two words', '#', 'a\0b', '\ud800', 'x'.repeat(101)]) {
    await assert.rejects(tagByName(ana.ctx(), name), { code: 'not-found' });
  }
});

test('tags are followed and unfollowed, also unused ones, page by page', async () => {
  for (const name of ['one', 'two', 'three', 'two']) {
    assert.equal((await followTag(ana.ctx(), name)).following, true);
  }
  const names = (page: { items: readonly { name: string }[] }) => page.items.map((tag) => tag.name);
  const first = await followedTags(ana.ctx(), { limit: 2 });
  assert.deepEqual(names(first), ['three', 'two']);
  assert.deepEqual(names(await followedTags(ana.ctx(), { limit: 2, maxId: first.last })), ['one']);
  assert.deepEqual(names(await followedTags(ben.ctx(), { limit: 2 })), []);
  assert.equal((await unfollowTag(ana.ctx(), 'TWO')).following, false);
  await unfollowTag(ana.ctx(), 'two');
  assert.deepEqual(names(await followedTags(ana.ctx(), { limit: 9 })), ['three', 'one']);
});

test('the history counts public posts and people of seven days', async () => {
  await createPost(ana.ctx(), { text: '#history' });
  await createPost(ana.ctx(), { text: '#history again' });
  await createPost(ben.ctx(), { text: '#history' });
  await createPost(ben.ctx(), { text: '#history', visibility: 'unlisted' });
  const { id } = await tagByName(ana.ctx(), 'history');
  const days = (await tagHistory(ana.ctx(), [id!])).get(id!)!;
  assert.equal(days.length, 7);
  const total = days.reduce((sum, day) => sum + day.uses, 0);
  assert.equal(total, 3);
  assert.ok(days.every((day) => day.day.getTime() % 86_400_000 === 0));
  const later = new Date(Date.now() + 8 * 86_400_000);
  const gone = (await tagHistory(ana.ctx(), [id!], later)).get(id!)!;
  assert.equal(
    gone.reduce((sum, day) => sum + day.uses, 0),
    0,
  );
});

test('a featured tag counts what was posted before and after', async () => {
  await createPost(ana.ctx(), { text: '#Painting' });
  await createPost(ben.ctx(), { text: '#painting' });
  const featured = await featureTag(ana.ctx(), 'painting');
  assert.deepEqual([featured.postCount, featured.display], [1, 'Painting']);
  await createPost(ana.ctx(), { text: '#painting', visibility: 'unlisted' });
  await createPost(ana.ctx(), { text: '#painting', visibility: 'direct' });
  const [now] = await featuredTags(community.ctx(), ana.id);
  assert.equal(now!.postCount, 2);
  assert.equal(now!.lastPostOn, new Date().toISOString().slice(0, 10));
});

test("the limit of featured tags holds, and another's is not found", async () => {
  const dan = await community.person('dan');
  const done = await Promise.allSettled(['a1', 'a2', 'a3'].map((name) => featureTag(dan.ctx(), name)));
  assert.equal(done.filter((one) => one.status === 'fulfilled').length, 2);
  const [first] = await featuredTags(dan.ctx(), dan.id);
  assert.equal((await featureTag(dan.ctx(), first!.name)).id, first!.id);
  await assert.rejects(unfeatureTag(ben.ctx(), first!.id), { code: 'not-found' });
  await unfeatureTag(dan.ctx(), first!.id);
  await assert.rejects(unfeatureTag(dan.ctx(), first!.id), { code: 'not-found' });
  assert.equal((await featuredTags(dan.ctx(), dan.id)).length, 1);
  await assert.rejects(featuredTags(dan.ctx(), '1'), { code: 'not-found' });
});
