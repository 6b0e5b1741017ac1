import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity, type Person } from '../../test/support/community.ts';
import { statement } from '../utils/db/statement.ts';
import { follow } from './follow.ts';
import { approveFollow, listFollowRequests, rejectFollow } from './follow-request.ts';
import { relationshipsOf } from './relationships.ts';
import { userById } from './user.ts';

const community = await makeCommunity();
let made = 0;
const someone = (options = {}) => community.person(`person${++made}`, options);

async function asked(): Promise<{ ann: Person; ben: Person }> {
  const [ann, ben] = [await someone(), await someone({ locked: true })];
  await follow(ann.ctx(), ben.id, { showReposts: false });
  return { ann, ben };
}

const relation = async (viewer: Person, other: Person) =>
  (await relationshipsOf(viewer.ctx(), [other.id])).get(other.id)!;

const readTypes = statement<{ type: string }>(
  'test-request-notifications',
  'select type from tenant.notification where user_id = $1 order by id',
);
const told = async (person: Person) =>
  (await community.ctx().db.rows(readTypes, person.id)).map((row) => row.type);

test('approving makes the follow as it was asked for, and tells who asked', async () => {
  const { ann, ben } = await asked();
  await approveFollow(ben.ctx(), ann.id);
  const { following, requested, showingReposts } = await relation(ann, ben);
  assert.deepEqual([following, requested, showingReposts], [true, false, false]);
  assert.deepEqual([await told(ann), await told(ben)], [['follow-approved'], []]);
  await approveFollow(ben.ctx(), ann.id);
  assert.equal((await userById(community.ctx(), ben.id))!.followerCount, 1);
});

test('rejecting ends the request without telling', async () => {
  const { ann, ben } = await asked();
  await rejectFollow(ben.ctx(), ann.id);
  const { following, requested } = await relation(ann, ben);
  assert.deepEqual([following, requested], [false, false]);
  assert.deepEqual([await told(ann), await told(ben)], [[], []]);
});

test('only the receiver approves or rejects: not who asked, nor anybody else', async () => {
  const { ann, ben } = await asked();
  const eve = await someone({ locked: true });
  for (const act of [approveFollow, rejectFollow]) {
    await assert.rejects(act(ann.ctx(), ben.id), { code: 'not-found' });
    await assert.rejects(act(ann.ctx(), ann.id), { code: 'not-found' });
    await assert.rejects(act(eve.ctx(), ann.id), { code: 'not-found' });
    await assert.rejects(act(community.ctx(), ann.id), { code: 'unauthenticated' });
  }
  const { following, requested } = await relation(ann, ben);
  assert.deepEqual([following, requested], [false, true]);
});

test('requests are listed newest first, a page at a time, to the receiver alone', async () => {
  const ben = await someone({ locked: true });
  const askers = [await someone(), await someone(), await someone()];
  for (const asker of askers) await follow(asker.ctx(), ben.id);
  const first = await listFollowRequests(ben.ctx(), { limit: 2 });
  assert.deepEqual(
    first.items.map((user) => user.id),
    [askers[2]!.id, askers[1]!.id],
  );
  const second = await listFollowRequests(ben.ctx(), { limit: 2, maxId: first.last });
  assert.deepEqual(
    second.items.map((user) => user.id),
    [askers[0]!.id],
  );
  assert.equal(second.more, false);
  assert.deepEqual((await listFollowRequests(askers[0]!.ctx(), { limit: 2 })).items, []);
});
