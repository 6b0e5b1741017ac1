import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { block } from './block.ts';
import { newestUsers, popularUsers, recentUsers, searchUsers } from './find.ts';
import { follow } from './follow.ts';
import { updateProfile } from './profile.ts';
import { setState } from './roles.ts';
import type { User } from './user.ts';

const community = await makeCommunity();
const person = (name: string) => community.person(name);
const names = (users: readonly User[]) => users.map((user) => user.username);
const limit = 20;

const [viewer, , mara, Mario, marion, otto] = await Promise.all(
  ['viewer', 'mar', 'mara', 'Mario', 'marion', 'otto'].map(person),
);
await updateProfile(otto!.ctx(), { displayName: 'Märy 100%' });
await follow(mara!.ctx(), marion!.id);
await follow(otto!.ctx(), marion!.id);
await follow(otto!.ctx(), Mario!.id);
await follow(viewer!.ctx(), mara!.id);

test('the exact name comes first, then whom the viewer follows, then by followers', async () => {
  assert.deepEqual(names(await searchUsers(viewer!.ctx(), 'MAR', { limit })), [
    'mar',
    'mara',
    'marion',
    'Mario',
  ]);
  assert.deepEqual(names(await searchUsers(community.ctx(), 'mar', { limit, offset: 1 })).slice(0, 1), [
    'marion',
  ]);
  assert.deepEqual(names(await searchUsers(viewer!.ctx(), 'mar', { limit, following: true })), ['mara']);
});

test('a display name is found by its beginning, whatever signs it holds', async () => {
  assert.deepEqual(names(await searchUsers(community.ctx(), 'MÄRY 1', { limit })), ['otto']);
  assert.deepEqual(names(await searchUsers(community.ctx(), 'märy%', { limit })), []);
  assert.deepEqual(names(await searchUsers(community.ctx(), '_', { limit })), []);
});

test('a handle counts as the name if the host is this one', async () => {
  assert.deepEqual(names(await searchUsers(community.ctx(), '@mar', { limit: 1 })), ['mar']);
  assert.deepEqual(names(await searchUsers(community.ctx(), `mar@${community.host}`, { limit: 1 })), ['mar']);
  assert.deepEqual(names(await searchUsers(community.ctx(), 'mar@elsewhere.example', { limit })), []);
  for (const query of ['', '@', '@@', 'a@b@c'])
    assert.deepEqual(await searchUsers(community.ctx(), query, { limit }), []);
});

test('neither suspended people nor those who block the viewer are found', async () => {
  const [gone, foe] = [await person('zoegone'), await person('zoefoe')];
  await setState(community.ctx(), gone.id, 'suspended');
  assert.deepEqual(names(await searchUsers(viewer!.ctx(), 'zoe', { limit })), ['zoefoe']);
  await block(foe.ctx(), viewer!.id);
  assert.deepEqual(names(await searchUsers(viewer!.ctx(), 'zoe', { limit })), []);
});

test('rankings show only people who want to be found', async () => {
  await updateProfile(mara!.ctx(), { discoverable: false });
  const popular = names(await popularUsers(community.ctx(), { limit }));
  assert.equal(popular[0], 'marion');
  assert.ok(!popular.includes('mara'));
  assert.deepEqual(names(await popularUsers(community.ctx(), { limit: 1, offset: 1 })), [popular[1]]);
  assert.equal(names(await newestUsers(community.ctx(), { limit: 1 }))[0], 'zoefoe');
  assert.equal((await recentUsers(community.ctx(), { limit })).length, popular.length);
  assert.deepEqual(await popularUsers(community.ctx(), { limit, offset: 5000 }), []);
});
