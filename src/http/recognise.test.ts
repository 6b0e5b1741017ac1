// A secret that was shown before is taken up as whose it was, and confirmed beside the request's first statement: what
// has changed since must count from the very next request.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity, type Person } from '../../test/support/community.ts';
import { publish } from '../../test/support/posting.ts';
import { browserOf } from '../../test/support/signed-in.ts';
import { recall } from '../auth/authenticate.ts';
import { endAccess } from '../auth/end-access.ts';
import { transaction } from '../context.ts';
import { bookmarkPost } from '../post/bookmark.ts';
import { block } from '../user/block.ts';
import { mute } from '../user/mute.ts';
import { setRole, setState } from '../user/roles.ts';
import { statement } from '../utils/db/statement.ts';

const community = await makeCommunity();
const ann = await community.person('ann');

const countLikes = statement<{ count: number }>(
  'recognise-count-likes',
  'select like_count as count from tenant.post where id = $1',
);
const likesOf = async (id: string) => (await community.ctx().db.row(countLikes, id))!.count;

const get = (token: string, url = '/api/v1/accounts/verify_credentials') => community.request({ url, token });
const like = (token: string, id: string) =>
  community.request({ method: 'POST', url: `/api/v1/statuses/${id}/favourite`, token });
const graphql = (token: string, query: string) =>
  community.request({ method: 'POST', url: '/graphql', token, payload: { query } });

/** A token of somebody new that has been shown often enough to be recalled. */
async function shown(
  username: string,
  scopes?: readonly string[],
): Promise<{ person: Person; token: string }> {
  const person = await community.person(username);
  const token = await person.token(scopes);
  await get(token);
  await get(token);
  assert.ok(recall(community.ctx(), token));
  return { person, token };
}

const endEverything = (person: Person) => transaction(community.ctx(), (tx) => endAccess(tx, person.id));

test('a token is recalled in its own community alone', async () => {
  const other = await makeCommunity();
  const { token } = await shown('own');
  assert.equal(recall(other.ctx(), token), undefined);
  assert.equal(recall(community.ctx(), `${token}x`), undefined);
});

test('a token that was revoked reads nothing and changes nothing', async () => {
  const post = await publish(community, ann, 'who likes this?');
  for (const [name, request] of [
    ['reading', (token: string) => get(token, '/api/v1/timelines/home')],
    ['liking', (token: string) => like(token, post)],
    ['asking', (token: string) => graphql(token, '{ viewer { user { id } } }')],
    ['unasking', (token: string) => get(token, '/api/v1/preferences')],
    ['missing', (token: string) => get(token, '/api/v1/statuses/1')],
  ] as const) {
    const { person, token } = await shown(name);
    await endEverything(person);
    const answer = await request(token);
    assert.equal(answer.statusCode, 401, name);
    assert.equal(recall(community.ctx(), token), undefined);
    assert.equal((await request(token)).statusCode, 401, name);
  }
  assert.equal(await likesOf(post), 0);
});

test('somebody suspended is refused, in the words apps know', async () => {
  const { person, token } = await shown('suspended');
  await setState(community.ctx(), person.id, 'suspended');
  const answer = await get(token);
  assert.deepEqual([answer.statusCode, answer.json()], [403, { error: 'Your login is currently disabled' }]);
});

test('a block, a mute and a bookmark count with the next request, though there were none when the token was shown', async () => {
  const { person, token } = await shown('neverbefore');
  const author = await community.person('outspoken');
  const post = await publish(community, author, 'for all to see');
  const isThere = async () => (await get(token, `/api/v1/statuses/${post}`)).statusCode;
  const isListed = async () => (await get(token, '/api/v1/timelines/public?local=true')).body.includes(post);
  assert.deepEqual([await isThere(), await isListed()], [200, true]);
  await bookmarkPost(person.ctx(), post);
  assert.equal((await get(token, `/api/v1/statuses/${post}`)).json().bookmarked, true);
  await mute(person.ctx(), author.id);
  assert.deepEqual([await isThere(), await isListed()], [200, false]);
  await block(author.ctx(), person.id);
  assert.deepEqual([await isThere(), await isListed()], [404, false]);
});

test('a new role, and what was changed of a profile, is there with the next request', async () => {
  const { person, token } = await shown('riser');
  await setRole(community.ctx(), person.id, 'admin');
  assert.equal((await get(token)).json().role.name, 'Admin');
  await community.request({
    method: 'PATCH',
    url: '/api/v1/accounts/update_credentials',
    token,
    payload: { display_name: 'Risen' },
  });
  assert.equal((await get(token)).json().display_name, 'Risen');
  const { data } = (await graphql(token, '{ viewer { user { displayName } } }')).json();
  assert.equal(data.viewer.user.displayName, 'Risen');
});

test('a like begun as before is counted once', async () => {
  const post = await publish(community, ann, 'like me once');
  const { person, token } = await shown('liker');
  await setRole(community.ctx(), person.id, 'moderator');
  const answer = await like(token, post);
  assert.deepEqual([answer.statusCode, answer.json().favourites_count], [200, 1]);
  assert.equal(await likesOf(post), 1);
});

test('a browser whose sign-in has ended elsewhere is sent to sign in, by pages and by forms', async () => {
  for (const send of ['page', 'form'] as const) {
    const person = await community.person(`browser_${send}`);
    const browser = await browserOf(community, person);
    const post = await publish(community, ann, 'not by who is gone');
    const path = `/@ann/${post}`;
    let page = await browser.open(path);
    for (let time = 0; time < 2; time++) page = await browser.open(path);
    assert.equal(page.status, 200);
    assert.ok(recall(community.ctx(), browser.cookies.get('session')!));
    await endEverything(person);
    const answer =
      send === 'page' ? await browser.open('/home') : await browser.press(page, `/posts/${post}/like`);
    assert.match(answer.location ?? String(answer.status), /^\/sign-in|403/);
    assert.equal(browser.cookies.has('session'), false);
    assert.equal(await likesOf(post), 0);
  }
});
