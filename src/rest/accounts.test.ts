import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity, type Person } from '../../test/support/community.ts';
import { block } from '../user/block.ts';
import { follow } from '../user/follow.ts';
import { updateProfile } from '../user/profile.ts';

const community = await makeCommunity();
const [ann, ben, eve] = (await Promise.all(['ann', 'ben', 'eve'].map((name) => community.person(name)))) as [
  Person,
  Person,
  Person,
];
const token = await ann.token();
const get = (url: string, as: string | null = token) =>
  community.request({ url: `/api/v1/accounts${url}`, ...(as !== null && { token: as }) });
const ids = (answer: { json(): { id: string }[] }) => answer.json().map((account) => account.id);

test('an account is read by anybody, by id or by name; an unknown one is a 404 in JSON', async () => {
  const byId = await get(`/${ben.id}`, null);
  assert.equal(byId.statusCode, 200);
  const { created_at, ...account } = byId.json();
  assert.match(created_at, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  const { origin } = community.tenant;
  assert.deepEqual(
    [account.id, account.username, account.acct, account.url, account.uri, account.last_status_at],
    [ben.id, 'ben', 'ben', `${origin}/@ben`, `${origin}/users/ben`, null],
  );
  for (const name of ['ben', '@BEN', `ben@${community.host}`]) {
    assert.equal((await get(`/lookup?acct=${encodeURIComponent(name)}`, null)).json().id, ben.id);
  }
  for (const url of [
    '/17',
    '/x',
    '/9999999999999999999',
    '/lookup?acct=nobody',
    '/lookup',
    '/lookup?acct=ben@x.org',
  ]) {
    const answer = await get(url, null);
    assert.deepEqual([answer.statusCode, answer.json()], [404, { error: 'Record not found' }], url);
  }
});

test('several accounts come in the order asked for, without those unknown', async () => {
  const asked = await get(`?id[]=${eve.id}&id[]=17&id[]=nonsense&id[]=${ben.id}`, null);
  assert.deepEqual(ids(asked), [eve.id, ben.id]);
  assert.deepEqual(ids(await get(`?id[0]=${ben.id}`, null)), [ben.id]);
  assert.deepEqual((await get('', null)).json(), []);
});

test('followers and following are paged by Link, next first', async () => {
  for (const fan of [ann, eve]) await follow(fan.ctx(), ben.id);
  const first = await get(`/${ben.id}/followers?limit=1`, null);
  assert.deepEqual(ids(first), [eve.id]);
  const [, next] =
    /^<([^>]+)>; rel="next", <[^>]+min_id=\d+>; rel="prev"$/.exec(String(first.headers.link)) ?? [];
  const second = await community.request({ url: next!.replace(community.tenant.origin, '') });
  assert.deepEqual(ids(second), [ann.id]);
  assert.deepEqual(ids(await get(`/${ann.id}/following`, null)), [ben.id]);
});

test('hidden lists are empty, also for a follower, and full for their owner', async () => {
  await updateProfile(ben.ctx(), { hideCollections: true });
  assert.deepEqual(ids(await get(`/${ben.id}/followers`)), []);
  assert.deepEqual(ids(await get(`/${ben.id}/followers`, await ben.token())), [eve.id, ann.id]);
});

test('relationships come for each known id, one or many', async () => {
  const many = await get(`/relationships?id[]=${ben.id}&id[]=17&id[]=${eve.id}`);
  assert.deepEqual(ids(many), [ben.id, eve.id]);
  assert.deepEqual((await get(`/relationships?id=${ben.id}`)).json(), [
    {
      id: ben.id,
      following: true,
      showing_reblogs: true,
      notifying: false,
      languages: null,
      followed_by: false,
      blocking: false,
      blocked_by: false,
      muting: false,
      muting_notifications: false,
      muting_expires_at: null,
      requested: false,
      requested_by: false,
      domain_blocking: false,
      endorsed: false,
      note: '',
    },
  ]);
});

test('familiar followers have an entry for each id', async () => {
  const dan = await community.person('dan');
  await follow(ann.ctx(), eve.id);
  await follow(eve.ctx(), dan.id);
  const answer = await get(`/familiar_followers?id[]=${dan.id}&id[]=${ann.id}`);
  assert.deepEqual(
    answer
      .json()
      .map((entry: { id: string; accounts: { id: string }[] }) => [
        entry.id,
        entry.accounts.map((account) => account.id),
      ]),
    [
      [dan.id, [eve.id]],
      [ann.id, []],
    ],
  );
});

test('search finds by the beginning of a name and pages by offset', async () => {
  const first = await get('/search?q=e&limit=1');
  assert.deepEqual(ids(first), [eve.id]);
  assert.match(String(first.headers.link), /offset=1.*rel="next"/);
  assert.deepEqual(ids(await get('/search?q=e&limit=1&offset=1')), []);
  assert.deepEqual((await get('/search')).json(), []);
});

test('what depends on the viewer wants a token, with the scope', async () => {
  for (const url of ['/relationships', '/familiar_followers', '/search?q=a', '/verify_credentials']) {
    assert.equal((await get(url, null)).statusCode, 401, url);
    assert.equal((await get(url, await ann.token(['write']))).statusCode, 403, url);
  }
});

test('lists of forty run as many statements as lists of two', async () => {
  const crowd = await Promise.all(Array.from({ length: 40 }, (_, index) => community.person(`fan${index}`)));
  const query = (count: number) =>
    crowd
      .slice(0, count)
      .map((fan) => `id[]=${fan.id}`)
      .join('&');
  assert.equal(ids(await get(`?${query(40)}`, null)).length, 40);
  assert.equal(ids(await get(`/relationships?${query(40)}`)).length, 40);
});

test('who is blocked sees the account but not its lists', async () => {
  await block(eve.ctx(), ann.id);
  assert.equal((await get(`/${eve.id}`)).statusCode, 200);
  assert.deepEqual(ids(await get(`/${eve.id}/following`)), []);
});

test('a community for members only shows nobody to others', async () => {
  const closed = await makeCommunity({ publicPreview: false });
  const member = await closed.person('member');
  for (const url of [
    `/${member.id}`,
    '/lookup?acct=member',
    `?id[]=${member.id}`,
    `/${member.id}/followers`,
  ]) {
    assert.equal((await closed.request({ url: `/api/v1/accounts${url}` })).statusCode, 401, url);
  }
  const url = `/api/v1/accounts/${member.id}`;
  assert.equal((await closed.request({ url, token: await member.token() })).statusCode, 200);
});
