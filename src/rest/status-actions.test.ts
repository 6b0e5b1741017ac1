import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { createPost } from '../post/create.ts';

const community = await makeCommunity({ maxPins: 1 });
const ana = await community.person('ana');
const ben = await community.person('ben');
const cleo = await community.person('cleo');
const [anaToken, benToken, cleoToken] = [await ana.token(), await ben.token(), await cleo.token()];

const act = (id: string, action: string, token?: string, payload?: object) =>
  community.request({
    method: 'POST',
    url: `/api/v1/statuses/${id}/${action}`,
    ...(token && { token }),
    ...(payload && { payload }),
  });

test('every action answers with the status as it is then, and its undoing too', async () => {
  const id = await createPost(ana.ctx(), { text: 'Hello' });
  for (const [action, undo, mark] of [
    ['favourite', 'unfavourite', 'favourited'],
    ['bookmark', 'unbookmark', 'bookmarked'],
    ['mute', 'unmute', 'muted'],
    ['pin', 'unpin', 'pinned'],
  ] as const) {
    for (const [step, expected] of [
      [action, true],
      [action, true],
      [undo, false],
      [undo, false],
    ] as const) {
      const answer = await act(id, step, anaToken);
      assert.deepEqual([answer.statusCode, answer.json().id, answer.json()[mark]], [200, id, expected], step);
    }
  }
});

test('favouriting counts once', async () => {
  const id = await createPost(ana.ctx(), { text: 'Hello' });
  await act(id, 'favourite', benToken);
  assert.equal((await act(id, 'favourite', benToken)).json().favourites_count, 1);
});

test('a reblog answers with the reblog around the original, its undoing with the original', async () => {
  const id = await createPost(ana.ctx(), { text: 'Hello' });
  const made = (await act(id, 'reblog', benToken, { visibility: 'unlisted' })).json();
  assert.notEqual(made.id, id);
  assert.deepEqual([made.account.acct, made.visibility, made.content], ['ben', 'unlisted', '']);
  assert.deepEqual([made.reblog.id, made.reblog.reblogged, made.reblog.reblogs_count], [id, true, 1]);
  assert.equal((await act(id, 'reblog', benToken)).json().id, made.id);
  for (let again = 0; again < 2; again++) {
    const undone = (await act(id, 'unreblog', benToken)).json();
    assert.deepEqual([undone.id, undone.reblogged, undone.reblogs_count], [id, false, 0]);
  }
});

test('nothing is done to a status one may not see', async () => {
  const id = await createPost(ana.ctx(), { text: 'Secret', visibility: 'followers' });
  const actions = ['favourite', 'bookmark', 'mute', 'pin', 'reblog', 'unfavourite', 'unbookmark', 'unmute'];
  for (const action of [...actions, 'unpin', 'unreblog']) {
    assert.equal((await act(id, action, benToken)).statusCode, 404, action);
  }
  const seen = (await community.request({ url: `/api/v1/statuses/${id}`, token: anaToken })).json();
  assert.deepEqual([seen.favourites_count, seen.reblogs_count], [0, 0]);
});

test("another's status is not pinned, nor more own ones than allowed", async () => {
  const [one, two] = [await createPost(ana.ctx(), { text: '1' }), await createPost(ana.ctx(), { text: '2' })];
  assert.equal((await act(one, 'pin', benToken)).statusCode, 403);
  assert.equal((await act(one, 'pin', anaToken)).statusCode, 200);
  assert.equal((await act(two, 'pin', anaToken)).statusCode, 422);
});

test('each action needs its scope', async () => {
  const id = await createPost(ana.ctx(), { text: 'Hello' });
  const token = await ben.token(['read', 'write:favourites']);
  assert.equal((await act(id, 'favourite', token)).statusCode, 200);
  for (const action of ['bookmark', 'mute', 'pin', 'reblog', 'unreblog']) {
    assert.equal((await act(id, action, token)).statusCode, 403, action);
  }
  assert.equal((await act(id, 'favourite')).statusCode, 401);
});

test('who favourited and reblogged is listed in pages by the Link header', async () => {
  const id = await createPost(ana.ctx(), { text: 'Hello' });
  for (const token of [anaToken, benToken, cleoToken]) await act(id, 'favourite', token);
  await act(id, 'reblog', benToken);
  const first = await community.request({ url: `/api/v1/statuses/${id}/favourited_by?limit=2` });
  const names = (answer: typeof first) => answer.json().map((account: { acct: string }) => account.acct);
  assert.deepEqual(names(first), ['cleo', 'ben']);
  const next = /^<([^>]+)>; rel="next"/.exec(String(first.headers.link))![1]!;
  const second = await community.request({ url: new URL(next).pathname + new URL(next).search });
  assert.deepEqual(names(second), ['ana']);
  assert.doesNotMatch(String(second.headers.link), /rel="next"/);
  assert.deepEqual(names(await community.request({ url: `/api/v1/statuses/${id}/reblogged_by` })), ['ben']);
});
