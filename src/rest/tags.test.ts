import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { createPost } from '../post/create.ts';

const community = await makeCommunity();
const ana = await community.person('ana');
const ben = await community.person('ben');
const [anaToken, benToken] = [await ana.token(), await ben.token()];
const { origin } = community.tenant;

const call = (method: 'GET' | 'POST' | 'DELETE', path: string, token?: string, payload?: object) =>
  community.request({ method, url: `/api/v1${path}`, ...(token && { token }), ...(payload && { payload }) });

test('a hashtag shows seven days, its counts and days as strings', async () => {
  await createPost(ana.ctx(), { text: '#BlueSky' });
  const { id, history, ...rest } = (await call('GET', '/tags/bluesky')).json();
  assert.match(id, /^[1-9]\d+$/);
  assert.deepEqual(rest, { name: 'BlueSky', url: `${origin}/tags/bluesky` });
  assert.equal(history.length, 7);
  assert.match(history[0].day, /^\d{10}$/);
  const total = history.reduce((sum: number, day: { uses: string }) => sum + Number(day.uses), 0);
  assert.equal(total, 1);
  assert.equal(typeof history[0].accounts, 'string');
});

test('a hashtag nobody used has no history; what is none is not found', async () => {
  const unheard = (await call('GET', '/tags/unheard', anaToken)).json();
  assert.deepEqual([unheard.id, unheard.following, unheard.featuring], ['0', false, false]);
  assert.ok(unheard.history.every((day: { uses: string }) => day.uses === '0'));
  assert.equal((await call('GET', '/tags/12')).statusCode, 404);
});

test('a hashtag is followed, listed page by page, and unfollowed', async () => {
  for (const name of ['one', 'TWO', 'three']) {
    assert.equal((await call('POST', `/tags/${name}/follow`, anaToken)).json().following, true);
  }
  const page = await call('GET', '/followed_tags?limit=2', anaToken);
  const names = (answer: typeof page) => answer.json().map((tag: { name: string }) => tag.name);
  assert.deepEqual(names(page), ['three', 'TWO']);
  assert.match(String(page.headers.link), /^<[^>]*max_id=\d+[^>]*>; rel="next", </);
  assert.equal((await call('POST', '/tags/two/unfollow', anaToken)).json().following, false);
  assert.deepEqual(names(await call('GET', '/followed_tags', anaToken)), ['three', 'one']);
  assert.deepEqual(names(await call('GET', '/followed_tags', benToken)), []);
  assert.equal((await call('POST', '/tags/two/follow')).statusCode, 401);
});

test('hashtags are featured on a profile and seen by all', async () => {
  await createPost(ana.ctx(), { text: '#Painting' });
  const made = (await call('POST', '/featured_tags', anaToken, { name: '#painting' })).json();
  const { id, ...rest } = made;
  assert.deepEqual(rest, {
    name: 'Painting',
    url: `${origin}/@ana/tagged/painting`,
    statuses_count: '1',
    last_status_at: new Date().toISOString().slice(0, 10),
  });
  assert.deepEqual((await call('GET', `/accounts/${ana.id}/featured_tags`)).json(), [made]);
  assert.deepEqual((await call('GET', '/featured_tags', anaToken)).json(), [made]);
  assert.equal((await call('DELETE', `/featured_tags/${id}`, benToken)).statusCode, 404);
  const gone = await call('DELETE', `/featured_tags/${id}`, anaToken);
  assert.deepEqual([gone.statusCode, gone.json()], [200, {}]);
  assert.deepEqual((await call('GET', '/featured_tags', anaToken)).json(), []);
  assert.equal((await call('POST', '/featured_tags', anaToken, { name: 'no tag!' })).statusCode, 404);
  assert.equal((await call('GET', '/accounts/1/featured_tags')).statusCode, 404);
});
