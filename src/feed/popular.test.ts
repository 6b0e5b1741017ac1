import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { createPost } from '../post/create.ts';
import { deletePost } from '../post/delete.ts';
import { likePost } from '../post/like.ts';
import { repost } from '../post/repost.ts';
import { block } from '../user/block.ts';
import { mute } from '../user/mute.ts';
import { updateProfile } from '../user/profile.ts';
import { setState } from '../user/roles.ts';
import { popularPosts } from './popular.ts';

const HOUR = 3_600_000;
const some = { limit: 20 };
const ids = async (...args: Parameters<typeof popularPosts>) =>
  (await popularPosts(...args)).items.map((post) => post.id);

/** A ranking is kept for some seconds, so each story has a community of its own. */
async function story() {
  const community = await makeCommunity();
  const [ana, ben, cat] = await Promise.all(['ana', 'ben', 'cat'].map((name) => community.person(name)));
  return { community, ana: ana!, ben: ben!, cat: cat! };
}

test('what was given more comes first, and age counts against it', async () => {
  const { community, ana, ben, cat } = await story();
  const old = await createPost(ana.ctx(), { text: 'Old', writtenAt: new Date(Date.now() - 72 * HOUR) });
  const [liked, reposted, commented, plain] = [
    await createPost(ana.ctx(), { text: 'Liked' }),
    await createPost(ana.ctx(), { text: 'Reposted' }),
    await createPost(ana.ctx(), { text: 'Commented' }),
    await createPost(ana.ctx(), { text: 'Nothing' }),
  ];
  for (const person of [ben, cat]) {
    await likePost(person.ctx(), old);
    await repost(person.ctx(), reposted);
  }
  for (const person of [ana, ben, cat]) await likePost(person.ctx(), liked);
  const comment = await createPost(ben.ctx(), { text: 'Yes', parentId: commented });
  await likePost(ana.ctx(), comment);
  const found = await ids(community.ctx(), some);
  assert.deepEqual(found, [reposted, liked, commented, old]);
  assert.ok(!found.includes(plain) && !found.includes(comment));
  assert.deepEqual(await ids(ana.ctx(), { limit: 2, offset: 1 }), [liked, commented]);
  assert.equal((await popularPosts(ana.ctx(), { limit: 2, offset: 1 })).more, true);
  assert.deepEqual(await ids(ana.ctx(), { limit: 2, offset: 5000 }), []);
});

test('nothing private, nobody who will not be found, and five of one person', async () => {
  const { community, ana, ben, cat } = await story();
  await updateProfile(cat.ctx(), { discoverable: false });
  const hers: string[] = [];
  for (let n = 0; n < 7; n++) hers.push(await createPost(ana.ctx(), { text: `Post ${n}` }));
  const hidden = [
    await createPost(cat.ctx(), { text: 'Not to be found' }),
    await createPost(ana.ctx(), { text: 'Unlisted', visibility: 'unlisted' }),
    await createPost(ana.ctx(), { text: 'Followers', visibility: 'followers' }),
  ];
  for (const id of [...hers, ...hidden.slice(0, 2)]) await likePost(ben.ctx(), id);
  for (const id of hidden) await likePost((id === hidden[0] ? cat : ana).ctx(), id);
  const found = await ids(ana.ctx(), some);
  assert.equal(found.length, 5);
  assert.ok(found.every((id) => hers.includes(id)));
  assert.deepEqual(await ids(community.ctx(), some), found);
});

test('what changes after the ranking was made is not shown: blocks, mutes, deletions, wishes', async () => {
  const { community, ana, ben, cat } = await story();
  const one = await createPost(ana.ctx(), { text: 'One' });
  const two = await createPost(ben.ctx(), { text: 'Two' });
  for (const id of [one, two]) await likePost(cat.ctx(), id);
  assert.equal((await ids(cat.ctx(), some)).length, 2);
  await mute(cat.ctx(), ana.id, {});
  assert.deepEqual(await ids(cat.ctx(), some), [two]);
  await block(ben.ctx(), cat.id);
  assert.deepEqual(await ids(cat.ctx(), some), []);
  assert.equal((await ids(community.ctx(), some)).length, 2);
  await updateProfile(ana.ctx(), { discoverable: false });
  assert.deepEqual(await ids(community.ctx(), some), [two]);
  await deletePost(ben.ctx(), two);
  assert.deepEqual(await ids(community.ctx(), some), []);
});

test('suspended people leave the list at once', async () => {
  const { community, ana, ben } = await story();
  const id = await createPost(ana.ctx(), { text: 'Hello' });
  await likePost(ben.ctx(), id);
  assert.deepEqual(await ids(community.ctx(), some), [id]);
  await setState(community.ctx(), ana.id, 'suspended');
  assert.deepEqual(await ids(community.ctx(), some), []);
});

test('a community for members only shows nobody else what is popular', async () => {
  const community = await makeCommunity({ publicPreview: false });
  await assert.rejects(popularPosts(community.ctx(), some), { code: 'unauthenticated' });
  const url = '/api/v1/trends/statuses';
  assert.equal((await community.request({ url })).statusCode, 401);
  const ana = await community.person('ana');
  const answer = await community.request({ url, token: await ana.token() });
  assert.deepEqual([answer.statusCode, answer.json()], [200, []]);
});
