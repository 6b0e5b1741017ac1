import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InjectOptions } from 'fastify';
import { makeCommunity } from '../../test/support/community.ts';
import { createPost } from '../post/create.ts';
import { likePost } from '../post/like.ts';
import { repost } from '../post/repost.ts';
import { follow } from '../user/follow.ts';
import { approveFollow } from '../user/follow-request.ts';

const community = await makeCommunity();
let made = 0;
const person = (name: string) => community.person(`${name}${++made}`);

type Person = Awaited<ReturnType<typeof person>>;

/** Sends requests as one person. */
async function client(who: Person) {
  const token = await who.token();
  return async (method: InjectOptions['method'], url: string, payload?: object) => {
    const reply = await community.request({ method, url, token, ...(payload && { payload }) });
    return { status: reply.statusCode, link: String(reply.headers.link ?? ''), json: reply.json() };
  };
}

async function inboxOf(name: string) {
  const [ana, ben] = [await person(name), await person('ben')];
  const id = await createPost(ana.ctx(), { text: 'Hello' });
  await follow(ben.ctx(), ana.id);
  await likePost(ben.ctx(), id);
  await repost(ben.ctx(), id);
  const comment = await createPost(ben.ctx(), { text: 'Hi', parentId: id });
  return { ana, ben, id, comment, send: await client(ana) };
}

interface Item {
  id: string;
  type: string;
  status?: { id: string };
}

test('notifications come with the API’s types, accounts and statuses', async () => {
  const { ben, id, comment, send } = await inboxOf('ana');
  const { json } = await send('GET', '/api/v1/notifications');
  assert.deepEqual(
    json.map((item: Item) => [item.type, item.status?.id]),
    [
      ['mention', comment],
      ['reblog', id],
      ['favourite', id],
      ['follow', undefined],
    ],
  );
  assert.ok(json.every((item: { account: { id: string } }) => item.account.id === ben.id));
  assert.match(json[2].group_key, new RegExp(`^favourite-${id}-\\d+$`));
  assert.match(json[0].group_key, /^ungrouped-\d+$/);
  const one = await send('GET', `/api/v1/notifications/${json[1].id}`);
  assert.deepEqual(one.json, json[1]);
});

test('notifications are filtered by type and account, and paged', async () => {
  const { ben, send } = await inboxOf('ana');
  const types = async (query: string) =>
    (await send('GET', `/api/v1/notifications?${query}`)).json.map((item: Item) => item.type);
  assert.deepEqual(await types('types[]=follow&types[]=mention&types[]=poll'), ['mention', 'follow']);
  assert.deepEqual(await types('types[]=poll'), []);
  assert.deepEqual(await types('exclude_types[]=follow&exclude_types[]=mention'), ['reblog', 'favourite']);
  assert.deepEqual(await types(`account_id=${ben.id}&limit=1`), ['mention']);
  assert.deepEqual(await types('account_id=x'), []);
  const page = await send('GET', '/api/v1/notifications?limit=2');
  assert.match(page.link, /max_id=\d+>; rel="next", .*min_id=\d+>; rel="prev"$/);
});

test('an approved request has no type here and leaves no gap', async () => {
  const locked = await community.person('locked', { locked: true });
  const { ana, send } = await inboxOf('ana');
  await follow(ana.ctx(), locked.id);
  await approveFollow(locked.ctx(), ana.id);
  const { json } = await send('GET', '/api/v1/notifications?limit=4');
  assert.equal(json.length, 4);
  assert.equal((await send('GET', '/api/v1/notifications/unread_count')).json.count, 4);
});

test('a notification is dismissed by its owner; others find none', async () => {
  const { ben, send } = await inboxOf('ana');
  const other = await client(ben);
  const [top, next] = (await send('GET', '/api/v1/notifications')).json as Item[];
  assert.equal((await other('GET', `/api/v1/notifications/${top!.id}`)).status, 404);
  assert.equal((await other('POST', `/api/v1/notifications/${top!.id}/dismiss`)).status, 404);
  assert.deepEqual((await send('POST', `/api/v1/notifications/${top!.id}/dismiss`)).json, {});
  await send('DELETE', `/api/v1/notifications/destroy_multiple?ids[]=${next!.id}`);
  assert.equal((await send('GET', '/api/v1/notifications')).json.length, 2);
  await send('POST', '/api/v1/notifications/clear');
  assert.deepEqual((await send('GET', '/api/v1/notifications')).json, []);
});

test('grouped notifications name each account and status once', async () => {
  const { ana, ben, id, send } = await inboxOf('ana');
  const cleo = await person('cleo');
  await likePost(cleo.ctx(), id);
  await follow(cleo.ctx(), ana.id);
  const { json } = await send('GET', '/api/v2/notifications');
  type Group = { type: string; notifications_count: number; status_id?: string };
  assert.deepEqual(
    json.notification_groups
      .map((g: Group) => [g.type, g.notifications_count, g.status_id ?? null])
      .toSorted(),
    [
      ['favourite', 2, id],
      ['follow', 2, null],
      ['mention', 1, json.notification_groups.find((g: Group) => g.type === 'mention').status_id],
      ['reblog', 1, id],
    ],
  );
  assert.deepEqual(new Set(json.accounts.map((a: Item) => a.id)), new Set([ben.id, cleo.id]));
  assert.equal(json.accounts.length, 2);
  assert.equal(json.statuses.length, 2);
  assert.equal(json.partial_accounts, undefined);
  const likes = json.notification_groups.find((g: Group) => g.type === 'favourite');
  assert.deepEqual(likes.sample_account_ids, [cleo.id, ben.id]);
  const partial = (
    await send('GET', '/api/v2/notifications?expand_accounts=partial_avatars&types[]=favourite')
  ).json;
  assert.deepEqual(
    partial.accounts.map((a: Item) => a.id),
    [cleo.id],
  );
  assert.deepEqual(
    partial.partial_accounts.map((a: Item) => a.id),
    [ben.id],
  );
});

test('a group is shown, listed and dismissed by its key', async () => {
  const { ben, id, send } = await inboxOf('ana');
  const { json } = await send('GET', '/api/v2/notifications?types[]=favourite');
  const key = json.notification_groups[0].group_key;
  const shown = await send('GET', `/api/v2/notifications/${key}`);
  assert.equal(shown.json.notification_groups[0].status_id, id);
  assert.equal(shown.json.notification_groups[0].page_min_id, undefined);
  const people = await send('GET', `/api/v2/notifications/${key}/accounts`);
  assert.deepEqual(
    people.json.map((a: Item) => a.id),
    [ben.id],
  );
  assert.equal((await send('GET', '/api/v2/notifications/unread_count')).json.count, 4);
  await send('POST', `/api/v2/notifications/${key}/dismiss`);
  assert.equal((await send('GET', `/api/v2/notifications/${key}`)).status, 404);
  assert.equal((await send('GET', '/api/v2/notifications/nonsense')).status, 404);
  assert.equal((await send('GET', '/api/v2/notifications/unread_count')).json.count, 3);
});

test('a policy that filters makes requests, which are accepted or dismissed', async () => {
  const [ana, stranger, pest] = [await person('ana'), await person('stranger'), await person('pest')];
  const send = await client(ana);
  const usual = (await send('GET', '/api/v2/notifications/policy')).json;
  assert.equal(usual.for_not_following, 'accept');
  assert.equal(
    (await send('PATCH', '/api/v2/notifications/policy', { for_new_accounts: 'never' })).status,
    422,
  );
  await send('PUT', '/api/v2/notifications/policy', { for_not_following: 'filter' });
  for (const who of [stranger, pest]) await createPost(who.ctx(), { text: `@${ana.username}` });
  const { json } = await send('GET', '/api/v2/notifications/policy');
  assert.deepEqual(json.summary, { pending_requests_count: 2, pending_notifications_count: 2 });
  assert.deepEqual((await send('GET', '/api/v1/notifications')).json, []);
  const requests = (await send('GET', '/api/v1/notifications/requests')).json;
  assert.deepEqual(
    requests.map((r: { account: Item }) => r.account.id),
    [pest.id, stranger.id],
  );
  assert.equal(requests[0].notifications_count, '1');
  assert.ok(requests[0].last_status.id);
  const url = '/api/v1/notifications/requests';
  assert.deepEqual((await send('GET', `${url}/${requests[0].id}`)).json, requests[0]);
  assert.deepEqual((await send('POST', `${url}/${requests[0].id}/dismiss`)).json, {});
  assert.deepEqual((await send('POST', `${url}/accept`, { id: [requests[1].id] })).json, {});
  assert.equal((await send('POST', `${url}/${requests[1].id}/accept`)).status, 404);
  assert.deepEqual((await send('GET', `${url}/merged`)).json, { merged: true });
  assert.equal((await send('GET', '/api/v1/notifications')).json.length, 1);
});

test('markers are set and read per timeline', async () => {
  const send = await client(await person('ana'));
  assert.deepEqual((await send('GET', '/api/v1/markers?timeline[]=home')).json, {});
  const { json } = await send('POST', '/api/v1/markers', { home: { last_read_id: '12' } });
  assert.equal(json.home.last_read_id, '12');
  assert.equal(json.home.version, 1);
  assert.deepEqual(
    (await send('GET', '/api/v1/markers?timeline[]=home&timeline[]=notifications')).json,
    json,
  );
  assert.deepEqual((await send('GET', '/api/v1/markers')).json, {});
  assert.equal((await send('POST', '/api/v1/markers', { home: { last_read_id: 'x' } })).status, 422);
});

test('notifications are for people only, with their scope', async () => {
  for (const path of ['v1/notifications', 'v2/notifications', 'v2/notifications/policy', 'v1/markers']) {
    assert.equal((await community.request({ method: 'GET', url: `/api/${path}` })).statusCode, 401);
    const token = await (await person('narrow')).token(['read:accounts']);
    assert.equal((await community.request({ method: 'GET', url: `/api/${path}`, token })).statusCode, 403);
  }
});
