import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity, type Person } from '../../test/support/community.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { block } from './block.ts';
import { endorse } from './endorse.ts';
import { follow, removeFollower, unfollow } from './follow.ts';
import { updateProfile } from './profile.ts';
import { relationshipsOf } from './relationships.ts';
import { setState } from './roles.ts';
import { userById } from './user.ts';

const community = await makeCommunity();
let made = 0;
const someone = (options = {}) => community.person(`person${++made}`, options);
const relation = async (viewer: Person, other: Person) =>
  (await relationshipsOf(viewer.ctx(), [other.id])).get(other.id)!;
const counts = async (person: Person) => {
  const user = (await userById(community.ctx(), person.id))!;
  return [user.followingCount, user.followerCount];
};

const readNotifications = statement<{ type: string }>(
  'test-follow-notifications',
  'select type from tenant.notification where user_id = $1 and actor_id = $2 order by id',
);
const told = async (person: Person, actor: Person) =>
  (await community.ctx().db.rows(readNotifications, person.id, actor.id)).map((row) => row.type);

const jobsOf = statement<{ name: string }>(
  'test-follow-jobs',
  `select task_identifier as name from graphile_worker.jobs join graphile_worker._private_jobs using (id)
   where payload ->> 'userId' = $1 and payload ->> 'authorId' = $2 order by id`,
);
const jobs = async (userId: Id, authorId: Id) =>
  (await community.ctx().db.rows(jobsOf, userId, authorId)).map((row) => row.name);

test('following twice counts once, notifies once and fills the feed once', async () => {
  const [ann, ben] = [await someone(), await someone()];
  await follow(ann.ctx(), ben.id);
  await follow(ann.ctx(), ben.id);
  assert.deepEqual(
    [await counts(ann), await counts(ben)],
    [
      [1, 0],
      [0, 1],
    ],
  );
  assert.deepEqual(await told(ben, ann), ['follow']);
  assert.deepEqual(await jobs(ann.id, ben.id), ['feed/merge']);
});

test('repeating a follow changes the options given and keeps the others', async () => {
  const [ann, ben] = [await someone(), await someone()];
  await follow(ann.ctx(), ben.id, { notify: true, languages: ['de'] });
  await follow(ann.ctx(), ben.id, { showReposts: false });
  const { showingReposts, notifying, languages } = await relation(ann, ben);
  assert.deepEqual([showingReposts, notifying, languages], [false, true, ['de']]);
  await follow(ann.ctx(), ben.id, { languages: [] });
  assert.equal((await relation(ann, ben)).languages, null);
});

test('unfollowing twice counts once, ends the endorsement and empties the feed', async () => {
  const [ann, ben] = [await someone(), await someone()];
  await follow(ann.ctx(), ben.id);
  await endorse(ann.ctx(), ben.id);
  await unfollow(ann.ctx(), ben.id);
  await unfollow(ann.ctx(), ben.id);
  assert.deepEqual(
    [await counts(ann), await counts(ben)],
    [
      [0, 0],
      [0, 0],
    ],
  );
  const { following, endorsed } = await relation(ann, ben);
  assert.deepEqual([following, endorsed], [false, false]);
  assert.deepEqual(await jobs(ann.id, ben.id), ['feed/merge', 'feed/withdraw']);
});

test('a locked account is asked, and unfollowing withdraws the request', async () => {
  const [ann, ben] = [await someone(), await someone({ locked: true })];
  await follow(ann.ctx(), ben.id);
  await follow(ann.ctx(), ben.id);
  assert.deepEqual(await told(ben, ann), ['follow-request']);
  const { following, requested } = await relation(ann, ben);
  assert.deepEqual([following, requested], [false, true]);
  assert.deepEqual(await counts(ben), [0, 0]);
  await unfollow(ann.ctx(), ben.id);
  assert.equal((await relation(ann, ben)).requested, false);
  assert.deepEqual(await told(ben, ann), []);
});

test('who asked and follows again once the account is open follows, and the request is gone', async () => {
  const [ann, ben] = [await someone(), await someone({ locked: true })];
  await follow(ann.ctx(), ben.id);
  await updateProfile(ben.ctx(), { locked: false });
  assert.equal((await relation(ann, ben)).requested, true);
  await follow(ann.ctx(), ben.id);
  const { following, requested } = await relation(ann, ben);
  assert.deepEqual([following, requested], [true, false]);
  assert.deepEqual(await told(ben, ann), ['follow']);
});

test('nobody follows themself, whom they block, or who blocks them', async () => {
  const [ann, ben] = [await someone(), await someone()];
  await block(ben.ctx(), ann.id);
  for (const [viewer, other] of [
    [ann, ann],
    [ann, ben],
    [ben, ann],
  ] as const) {
    await assert.rejects(follow(viewer.ctx(), other.id), { code: 'forbidden' });
  }
});

test('somebody unknown or suspended cannot be followed, nor anybody by nobody', async () => {
  const [ann, ben] = [await someone(), await someone()];
  await assert.rejects(follow(ann.ctx(), '17'), { code: 'not-found' });
  await setState(community.ctx(), ben.id, 'suspended');
  await assert.rejects(follow(ann.ctx(), ben.id), { code: 'not-found' });
  await assert.rejects(follow(community.ctx(), ann.id), { code: 'unauthenticated' });
});

test("removing a follower ends that follow only, and nobody removes another's", async () => {
  const [ann, ben, eve] = [await someone(), await someone(), await someone()];
  await follow(ann.ctx(), ben.id);
  await removeFollower(eve.ctx(), ann.id);
  await unfollow(eve.ctx(), ben.id);
  assert.equal((await relation(ann, ben)).following, true);
  await removeFollower(ben.ctx(), ann.id);
  await removeFollower(ben.ctx(), ann.id);
  assert.equal((await relation(ann, ben)).following, false);
  assert.deepEqual(await counts(ben), [0, 0]);
});

const setCounts = statement(
  'test-follow-set-counts',
  'update tenant.user set follower_count = $2, following_count = $3 where id = $1',
);
const readPull = statement<{ pull: boolean }>(
  'test-follow-pull',
  'select feed_pull as pull from tenant.user where id = $1',
);

test('with ten thousand followers posts are pulled, and pushed again only well below', async () => {
  const [ann, ben] = [await someone(), await someone()];
  const pulled = async () => (await community.ctx().db.row(readPull, ben.id))!.pull;
  const set = (count: number) => community.ctx().db.change(setCounts, ben.id, count, 0);
  await set(9_998);
  await follow(ann.ctx(), ben.id);
  assert.equal(await pulled(), false);
  await unfollow(ann.ctx(), ben.id);
  await set(9_999);
  await follow(ann.ctx(), ben.id);
  assert.equal(await pulled(), true);
  await unfollow(ann.ctx(), ben.id);
  assert.equal(await pulled(), true);
  await set(8_999);
  await follow(ann.ctx(), ben.id);
  await unfollow(ann.ctx(), ben.id);
  assert.equal(await pulled(), false);
});

test('there is a limit to how many people one follows', async () => {
  const [ann, ben] = [await someone(), await someone()];
  await community.ctx().db.change(setCounts, ann.id, 0, 7500);
  await assert.rejects(follow(ann.ctx(), ben.id), { code: 'invalid', message: /limited to 7500/ });
  await community.ctx().db.change(setCounts, ann.id, 7000, 7500);
  await follow(ann.ctx(), ben.id);
});

test('people who follow and block each other at once lose no count', async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => someone()));
  const pairs = people.flatMap((one) =>
    people.filter((other) => other !== one).map((other) => [one, other] as const),
  );
  await Promise.all(pairs.map(([one, other]) => follow(one.ctx(), other.id)));
  for (const person of people) assert.deepEqual(await counts(person), [5, 5]);
  await Promise.all(pairs.map(([one, other]) => block(one.ctx(), other.id)));
  for (const person of people) assert.deepEqual(await counts(person), [0, 0]);
});
