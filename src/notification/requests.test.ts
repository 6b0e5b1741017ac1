import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { createPost } from '../post/create.ts';
import { block } from '../user/block.ts';
import { follow } from '../user/follow.ts';
import { notifications } from './inbox.ts';
import { markers, setMarker } from './marker.ts';
import { notificationPolicy, pendingRequests, setNotificationPolicy } from './policy.ts';
import { acceptRequests, dismissRequests, notificationRequest, notificationRequests } from './requests.ts';

const community = await makeCommunity();
let made = 0;
const person = (name: string) => community.person(`${name}${++made}`);
type Person = Awaited<ReturnType<typeof person>>;

const inbox = async (who: Person, includeFiltered = false) =>
  (await notifications(who.ctx(), { limit: 20 }, { includeFiltered })).items;
const requests = async (who: Person) => (await notificationRequests(who.ctx(), { limit: 20 })).items;
const page = { limit: 20 };

async function filtering(): Promise<[Person, Person]> {
  const [ana, stranger] = [await person('ana'), await person('stranger')];
  await setNotificationPolicy(ana.ctx(), { notFollowing: 'filter' });
  return [ana, stranger];
}

test('a policy is changed group by group and refuses what is no choice', async () => {
  const ana = await person('ana');
  const accept = await notificationPolicy(ana.ctx());
  assert.deepEqual(new Set(Object.values(accept)), new Set(['accept']));
  await setNotificationPolicy(ana.ctx(), { newAccounts: 'drop', notFollowing: 'filter' });
  const changed = await setNotificationPolicy(ana.ctx(), { newAccounts: 'accept' });
  assert.deepEqual(changed, { ...accept, notFollowing: 'filter' });
  assert.deepEqual(await notificationPolicy(ana.ctx()), changed);
  const wrong = { newAccounts: 'maybe' } as unknown as { newAccounts: 'drop' };
  await assert.rejects(setNotificationPolicy(ana.ctx(), wrong), { code: 'invalid' });
});

test('what the policy filters waits as one request per person, with the last post', async () => {
  const [ana, stranger] = await filtering();
  await createPost(stranger.ctx(), { text: `@${ana.username} one` });
  const last = await createPost(stranger.ctx(), { text: `@${ana.username} two` });
  await follow(stranger.ctx(), ana.id);
  assert.deepEqual(await inbox(ana), []);
  assert.equal((await inbox(ana, true)).length, 3);
  const [request] = await requests(ana);
  assert.deepEqual([request!.actor.id, request!.count, request!.postId], [stranger.id, 3, last]);
  assert.deepEqual(await notificationRequest(ana.ctx(), stranger.id), request);
  assert.deepEqual(await pendingRequests(ana.ctx()), { requests: 1, notifications: 3 });
});

test('accepting lets in what waits and whatever comes later', async () => {
  const [ana, stranger] = await filtering();
  await follow(stranger.ctx(), ana.id);
  assert.equal(await acceptRequests(ana.ctx(), [stranger.id]), 1);
  await createPost(stranger.ctx(), { text: `@${ana.username}` });
  assert.deepEqual(
    (await inbox(ana)).map(({ type }) => type),
    ['mention', 'follow'],
  );
  assert.deepEqual(await requests(ana), []);
  assert.equal(await acceptRequests(ana.ctx(), [stranger.id]), 0);
});

test('dismissing removes what waits, and later things wait again', async () => {
  const [ana, stranger] = await filtering();
  await follow(stranger.ctx(), ana.id);
  assert.equal(await dismissRequests(ana.ctx(), [stranger.id]), 1);
  assert.deepEqual(await inbox(ana, true), []);
  await createPost(stranger.ctx(), { text: `@${ana.username}` });
  assert.equal((await requests(ana)).length, 1);
});

test('nobody reads or answers another’s requests', async () => {
  const [ana, stranger] = await filtering();
  const ben = await person('ben');
  await follow(stranger.ctx(), ana.id);
  await assert.rejects(notificationRequest(ben.ctx(), stranger.id), { code: 'not-found' });
  assert.equal(await acceptRequests(ben.ctx(), [stranger.id]), 0);
  assert.equal(await dismissRequests(ben.ctx(), [stranger.id]), 0);
  assert.equal((await requests(ana)).length, 1);
});

test('requests of people blocked since are gone', async () => {
  const [ana, stranger] = await filtering();
  await createPost(stranger.ctx(), { text: `@${ana.username}` });
  await block(stranger.ctx(), ana.id);
  assert.deepEqual(await requests(ana), []);
  assert.deepEqual(await pendingRequests(ana.ctx()), { requests: 0, notifications: 0 });
});

test('requests are paged, the latest first', async () => {
  const [ana, first] = await filtering();
  const second = await person('second');
  await follow(first.ctx(), ana.id);
  await follow(second.ctx(), ana.id);
  const top = await notificationRequests(ana.ctx(), { limit: 1 });
  assert.equal(top.items[0]!.actor.id, second.id);
  const rest = await notificationRequests(ana.ctx(), { ...page, maxId: top.last });
  assert.deepEqual(
    rest.items.map((request) => request.actor.id),
    [first.id],
  );
});

test('markers are kept per timeline and person, and count their changes', async () => {
  const [ana, ben] = [await person('ana'), await person('ben')];
  assert.equal((await setMarker(ana.ctx(), 'home', '5')).version, 1);
  const moved = await setMarker(ana.ctx(), 'home', '9');
  assert.deepEqual([moved.lastReadId, moved.version], ['9', 2]);
  assert.deepEqual(await markers(ana.ctx(), ['home', 'notifications']), new Map([['home', moved]]));
  assert.deepEqual(await markers(ben.ctx(), ['home']), new Map());
  await assert.rejects(setMarker(ana.ctx(), 'home', 'x'), { code: 'invalid' });
});
