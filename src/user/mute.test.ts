import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity, type Person } from '../../test/support/community.ts';
import { listMutes, mute, removeExpiredMutes, unmute } from './mute.ts';
import { relationshipsOf } from './relationships.ts';

const community = await makeCommunity();
let made = 0;
const someone = () => community.person(`person${++made}`);
const relation = async (viewer: Person, other: Person) =>
  (await relationshipsOf(viewer.ctx(), [other.id])).get(other.id)!;

test('a mute covers notifications unless told, and repeating it keeps what is not given', async () => {
  const [ann, ben] = [await someone(), await someone()];
  await mute(ann.ctx(), ben.id);
  assert.equal((await relation(ann, ben)).mutingNotifications, true);
  await mute(ann.ctx(), ben.id, { notifications: false });
  await mute(ann.ctx(), ben.id);
  const { muting, mutingNotifications, mutingExpiresAt } = await relation(ann, ben);
  assert.deepEqual([muting, mutingNotifications, mutingExpiresAt], [true, false, null]);
});

test('a timed mute says when it ends; ended, it is gone from relation and list, then from the table', async () => {
  const [ann, ben, eve] = [await someone(), await someone(), await someone()];
  await mute(ann.ctx(), ben.id, { duration: 3600 });
  await mute(ann.ctx(), eve.id, { duration: 1e-6 });
  assert.ok((await relation(ann, ben)).mutingExpiresAt instanceof Date);
  assert.equal((await relation(ann, eve)).muting, false);
  const listed = (await listMutes(ann.ctx(), { limit: 10 })).items;
  assert.deepEqual(
    listed.map((item) => item.user.id),
    [ben.id],
  );
  assert.ok(listed[0]!.expiresAt instanceof Date);
  assert.equal(await removeExpiredMutes(community.ctx()), 1);
});

test('unmuting is harmless when repeated, and of no use to anybody else', async () => {
  const [ann, ben] = [await someone(), await someone()];
  await mute(ann.ctx(), ben.id);
  await unmute(ben.ctx(), ann.id);
  assert.equal((await relation(ann, ben)).muting, true);
  assert.equal((await relation(ben, ann)).muting, false);
  await unmute(ann.ctx(), ben.id);
  await unmute(ann.ctx(), ben.id);
  assert.equal((await relation(ann, ben)).muting, false);
});

test('oneself, strangers and impossible durations are refused', async () => {
  const [ann, ben] = [await someone(), await someone()];
  await assert.rejects(mute(ann.ctx(), ann.id), { code: 'forbidden' });
  await assert.rejects(mute(ann.ctx(), '17'), { code: 'not-found' });
  for (const duration of [-1, Number.NaN, 1e12]) {
    await assert.rejects(mute(ann.ctx(), ben.id, { duration }), { code: 'invalid' });
  }
});
