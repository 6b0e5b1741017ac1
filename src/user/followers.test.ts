import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity, type Person } from '../../test/support/community.ts';
import type { Ctx } from '../context.ts';
import { block } from './block.ts';
import { follow } from './follow.ts';
import { familiarFollowers, followersOf, followingOf } from './followers.ts';
import { mute } from './mute.ts';
import { updateProfile } from './profile.ts';

const community = await makeCommunity();
let made = 0;
const someone = () => community.person(`person${++made}`);
const people = (count: number) => Promise.all(Array.from({ length: count }, someone));
const ids = (list: { items: readonly { id: string }[] }) => list.items.map((user) => user.id);
const page = { limit: 10 };

test('followers and followed people are listed the latest first, a page at a time', async () => {
  const [star, ann, ben, eve] = (await people(4)) as [Person, Person, Person, Person];
  for (const fan of [ann, ben, eve]) await follow(fan.ctx(), star.id);
  const first = await followersOf(community.ctx(), star.id, { limit: 2 });
  assert.deepEqual(ids(first), [eve.id, ben.id]);
  const second = await followersOf(community.ctx(), star.id, { limit: 2, maxId: first.last });
  assert.deepEqual([ids(second), second.more], [[ann.id], false]);
  assert.deepEqual(ids(await followingOf(community.ctx(), eve.id, page)), [star.id]);
});

test('hidden lists are empty for all but their owner', async () => {
  const [star, fan, staff] = [
    await someone(),
    await someone(),
    await community.person('staff', { role: 'admin' }),
  ];
  await follow(fan.ctx(), star.id);
  await follow(star.ctx(), fan.id);
  await updateProfile(star.ctx(), { hideCollections: true });
  for (const list of [followersOf, followingOf]) {
    for (const ctx of [community.ctx(), fan.ctx(), staff.ctx()])
      assert.deepEqual(ids(await list(ctx, star.id, page)), []);
    assert.deepEqual(ids(await list(star.ctx(), star.id, page)), [fan.id]);
  }
});

test('who is blocked sees no lists; blocked and muted people are left out of those of others', async () => {
  const [star, fan, foe, blocked] = (await people(4)) as [Person, Person, Person, Person];
  for (const person of [fan, foe]) await follow(person.ctx(), star.id);
  await block(star.ctx(), blocked.id);
  assert.deepEqual(ids(await followersOf(blocked.ctx(), star.id, page)), []);
  const viewer = await someone();
  await block(foe.ctx(), viewer.id);
  assert.deepEqual(ids(await followersOf(viewer.ctx(), star.id, page)), [fan.id]);
  await mute(viewer.ctx(), fan.id);
  assert.deepEqual(ids(await followersOf(viewer.ctx(), star.id, page)), []);
  await mute(star.ctx(), fan.id);
  assert.deepEqual(ids(await followersOf(star.ctx(), star.id, page)), [foe.id, fan.id]);
});

test('a page of forty runs as many statements as a page of two', async () => {
  const [star, ...fans] = (await people(41)) as [Person, ...Person[]];
  await Promise.all(fans.map((fan) => follow(fan.ctx(), star.id)));
  await followersOf(community.ctx(), star.id, { limit: 40 });
  const count = async (limit: number, ctx: Ctx) => {
    assert.equal((await followersOf(ctx, star.id, { limit })).items.length, limit);
    return ctx.db.counter.statements;
  };
  assert.equal(await count(40, fans[0]!.ctx()), await count(2, fans[0]!.ctx()));
});

test('familiar followers are those the viewer follows, given away only if they do not hide it', async () => {
  const [viewer, star, friend, shy, stranger] = (await people(5)) as [Person, Person, Person, Person, Person];
  for (const fan of [friend, shy, stranger]) await follow(fan.ctx(), star.id);
  for (const person of [friend, shy]) await follow(viewer.ctx(), person.id);
  await updateProfile(shy.ctx(), { hideCollections: true });
  const found = await familiarFollowers(viewer.ctx(), [star.id, stranger.id]);
  assert.deepEqual(ids({ items: found.get(star.id)! }), [friend.id]);
  assert.deepEqual(found.get(stranger.id), []);
  await updateProfile(star.ctx(), { hideCollections: true });
  assert.deepEqual((await familiarFollowers(viewer.ctx(), [star.id])).get(star.id), []);
});

test('in a community for members only, nobody else reads the lists', async () => {
  const closed = await makeCommunity({ publicPreview: false });
  const ann = await closed.person('ann');
  await assert.rejects(followersOf(closed.ctx(), ann.id, page), { code: 'unauthenticated' });
  assert.deepEqual(ids(await followersOf(ann.ctx(), ann.id, page)), []);
});
