import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity, type Person } from '../../test/support/community.ts';
import { transaction } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import { block, listBlocks, unblock } from './block.ts';
import { endorse } from './endorse.ts';
import { follow } from './follow.ts';
import { notify } from './notify.ts';
import { relationshipsOf } from './relationships.ts';
import { userById } from './user.ts';

const community = await makeCommunity();
let made = 0;
const someone = (options = {}) => community.person(`person${++made}`, options);
const relation = async (viewer: Person, other: Person) =>
  (await relationshipsOf(viewer.ctx(), [other.id])).get(other.id)!;
const countNotifications = statement<{ count: number }>(
  'test-block-notifications',
  'select count(*)::int as count from tenant.notification where user_id = $1',
);

test('blocking ends follows, requests, endorsements and notifications both ways', async () => {
  const [ann, ben] = [await someone(), await someone({ locked: true })];
  await follow(ben.ctx(), ann.id);
  await endorse(ben.ctx(), ann.id);
  await follow(ann.ctx(), ben.id);
  await block(ann.ctx(), ben.id);
  await block(ann.ctx(), ben.id);
  const mine = await relation(ann, ben);
  const theirs = await relation(ben, ann);
  assert.deepEqual(
    [mine.blocking, mine.blockedBy, mine.requested, mine.followedBy],
    [true, false, false, false],
  );
  assert.deepEqual(
    [theirs.blocking, theirs.blockedBy, theirs.following, theirs.requestedBy, theirs.endorsed],
    [false, true, false, false, false],
  );
  const user = (await userById(community.ctx(), ann.id))!;
  assert.deepEqual([user.followerCount, user.followingCount], [0, 0]);
  for (const person of [ann, ben]) {
    assert.equal((await community.ctx().db.row(countNotifications, person.id))!.count, 0);
  }
});

test('neither notifies the other while the block lasts', async () => {
  const [ann, ben] = [await someone(), await someone()];
  await block(ann.ctx(), ben.id);
  const tell = (userId: string, actorId: string) =>
    transaction(community.ctx(), (tx) => notify(tx, { userId, actorId, type: 'follow' }));
  await tell(ann.id, ben.id);
  await tell(ben.id, ann.id);
  const count = async (person: Person) =>
    (await community.ctx().db.row(countNotifications, person.id))!.count;
  assert.deepEqual([await count(ann), await count(ben)], [0, 0]);
  await unblock(ann.ctx(), ben.id);
  await unblock(ann.ctx(), ben.id);
  await tell(ann.id, ben.id);
  assert.equal(await count(ann), 1);
});

test("one lifts one's own block only", async () => {
  const [ann, ben, eve] = [await someone(), await someone(), await someone()];
  await block(ann.ctx(), ben.id);
  await unblock(ben.ctx(), ann.id);
  await unblock(eve.ctx(), ben.id);
  assert.equal((await relation(ann, ben)).blocking, true);
});

test('the list shows whom the viewer blocks, a page at a time', async () => {
  const [ann, ben, eve] = [await someone(), await someone(), await someone()];
  await block(ann.ctx(), ben.id);
  await block(ann.ctx(), eve.id);
  const first = await listBlocks(ann.ctx(), { limit: 1 });
  const second = await listBlocks(ann.ctx(), { limit: 1, maxId: first.last });
  const above = await listBlocks(ann.ctx(), { limit: 1, minId: second.last });
  assert.deepEqual(
    [first, second, above].map((page) => page.items.map((user) => user.id)),
    [[eve.id], [ben.id], [eve.id]],
  );
  assert.deepEqual((await listBlocks(ben.ctx(), { limit: 5 })).items, []);
  await assert.rejects(listBlocks(community.ctx(), { limit: 5 }), { code: 'unauthenticated' });
});

test('nobody blocks themself or somebody unknown', async () => {
  const ann = await someone();
  await assert.rejects(block(ann.ctx(), ann.id), { code: 'forbidden' });
  await assert.rejects(block(ann.ctx(), '17'), { code: 'not-found' });
});
