import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { createPost } from '../post/create.ts';
import { deletePost } from '../post/delete.ts';
import { likePost } from '../post/like.ts';
import { repost } from '../post/repost.ts';
import { block } from '../user/block.ts';
import { follow } from '../user/follow.ts';
import { approveFollow } from '../user/follow-request.ts';
import { mute } from '../user/mute.ts';
import { setState } from '../user/roles.ts';
import { clear, dismiss, dismissMany, notificationById, notifications, unreadCount } from './inbox.ts';
import { setMarker } from './marker.ts';
import type { InboxFilter } from './readable.ts';

const community = await makeCommunity();
let made = 0;
const person = (name: string) => community.person(`${name}${++made}`);
type Person = Awaited<ReturnType<typeof person>>;

const inbox = async (who: Person, filter?: InboxFilter, limit = 20) =>
  (await notifications(who.ctx(), { limit }, filter)).items;
const types = async (who: Person, filter?: InboxFilter) => (await inbox(who, filter)).map(({ type }) => type);

test('the inbox tells who did what with which post, the latest first', async () => {
  const [ana, ben] = [await person('ana'), await person('ben')];
  const id = await createPost(ana.ctx(), { text: 'Hello' });
  await follow(ben.ctx(), ana.id);
  await likePost(ben.ctx(), id);
  await repost(ben.ctx(), id);
  const comment = await createPost(ben.ctx(), { text: 'Hi', parentId: id });
  const mention = await createPost(ben.ctx(), { text: `@${ana.username}` });
  const got = (await inbox(ana)).map(({ type, actor, postId }) => [type, actor.username, postId]);
  assert.deepEqual(got, [
    ['mention', ben.username, mention],
    ['comment', ben.username, comment],
    ['repost', ben.username, id],
    ['like', ben.username, id],
    ['follow', ben.username, null],
  ]);
  assert.deepEqual(await inbox(ben), []);
});

test('the inbox is narrowed by type and person, and paged', async () => {
  const [ana, ben, cleo] = [await person('ana'), await person('ben'), await person('cleo')];
  const id = await createPost(ana.ctx(), { text: 'Hello' });
  for (const who of [ben, cleo]) {
    await follow(who.ctx(), ana.id);
    await likePost(who.ctx(), id);
  }
  assert.deepEqual(await types(ana, { types: ['like'] }), ['like', 'like']);
  assert.deepEqual(await types(ana, { excludeTypes: ['like'] }), ['follow', 'follow']);
  assert.deepEqual(await types(ana, { actorId: cleo.id }), ['like', 'follow']);
  const all = await inbox(ana);
  const page = await notifications(ana.ctx(), { limit: 2, maxId: all[0]!.id });
  assert.deepEqual(
    page.items.map((item) => item.id),
    [all[1]!.id, all[2]!.id],
  );
  const up = await notifications(ana.ctx(), { limit: 2, minId: all[3]!.id });
  assert.deepEqual(
    up.items.map((item) => item.id),
    [all[1]!.id, all[2]!.id],
  );
});

test('what people did before they were muted, blocked or suspended is not shown, nor are deleted posts', async () => {
  const ana = await person('ana');
  const [muted, blocked, blocker, suspended, author] = await Promise.all(
    ['muted', 'blocked', 'blocker', 'suspended', 'author'].map(person),
  );
  for (const who of [muted!, blocked!, blocker!, suspended!]) await follow(who.ctx(), ana.id);
  const gone = await createPost(author!.ctx(), { text: `@${ana.username}` });
  assert.equal((await inbox(ana)).length, 5);
  await mute(ana.ctx(), muted!.id);
  await block(ana.ctx(), blocked!.id);
  await block(blocker!.ctx(), ana.id);
  await setState(community.ctx(), suspended!.id, 'suspended');
  await deletePost(author!.ctx(), gone);
  assert.deepEqual(await inbox(ana), []);
  assert.equal(await unreadCount(ana.ctx()), 0);
});

test('somebody muted without notifications still notifies', async () => {
  const [ana, ben] = [await person('ana'), await person('ben')];
  await mute(ana.ctx(), ben.id, { notifications: false });
  await follow(ben.ctx(), ana.id);
  assert.deepEqual(await types(ana), ['follow']);
});

test('a notification of a post the viewer can no longer see is not shown', async () => {
  const [ana, ben] = [await person('ana'), await person('ben')];
  await follow(ana.ctx(), ben.id);
  await createPost(ben.ctx(), { text: `@${ana.username}`, visibility: 'direct' });
  assert.deepEqual(await types(ana), ['mention']);
  await block(ben.ctx(), ana.id);
  assert.deepEqual(await types(ana), []);
});

test('an approved request is told to who asked', async () => {
  const locked = await community.person('locked', { locked: true });
  const ana = await person('ana');
  await follow(ana.ctx(), locked.id);
  assert.deepEqual(await types(locked), ['follow-request']);
  await approveFollow(locked.ctx(), ana.id);
  assert.deepEqual(await types(ana), ['follow-approved']);
});

test('a notification is read and dismissed by its owner only', async () => {
  const [ana, ben] = [await person('ana'), await person('ben')];
  await follow(ben.ctx(), ana.id);
  const [item] = await inbox(ana);
  assert.equal((await notificationById(ana.ctx(), item!.id)).type, 'follow');
  await assert.rejects(notificationById(ben.ctx(), item!.id), { code: 'not-found' });
  await assert.rejects(dismiss(ben.ctx(), item!.id), { code: 'not-found' });
  await dismissMany(ben.ctx(), [item!.id]);
  await clear(ben.ctx());
  assert.equal((await inbox(ana)).length, 1);
  await dismiss(ana.ctx(), item!.id);
  assert.deepEqual(await inbox(ana), []);
  await assert.rejects(dismiss(ana.ctx(), item!.id), { code: 'not-found' });
});

test('unread is what is newer than the marker, counted up to the limit', async () => {
  const ana = await person('ana');
  for (let n = 0; n < 3; n++) await follow((await person('fan')).ctx(), ana.id);
  assert.equal(await unreadCount(ana.ctx()), 3);
  assert.equal(await unreadCount(ana.ctx(), {}, 2), 2);
  await setMarker(ana.ctx(), 'notifications', (await inbox(ana))[1]!.id);
  assert.equal(await unreadCount(ana.ctx()), 1);
  assert.equal(await unreadCount(ana.ctx(), { types: ['like'] }), 0);
  await clear(ana.ctx());
  assert.deepEqual(await inbox(ana), []);
});

test('forty notifications take as many statements as two', async () => {
  const ana = await person('ana');
  for (let n = 0; n < 40; n++) await follow((await person('crowd')).ctx(), ana.id);
  await inbox(ana, {}, 40);
  const [few, many] = [ana.ctx(), ana.ctx()];
  assert.equal((await notifications(few, { limit: 2 })).items.length, 2);
  assert.equal((await notifications(many, { limit: 40 })).items.length, 40);
  assert.equal(few.db.counter.statements, many.db.counter.statements);
});
