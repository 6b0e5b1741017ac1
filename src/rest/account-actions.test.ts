import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity, type Person } from '../../test/support/community.ts';

const community = await makeCommunity();
const [ann, ben] = (await Promise.all(['ann', 'ben'].map((name) => community.person(name)))) as [
  Person,
  Person,
];
const token = await ann.token();

const act = (name: string, payload: object | string = {}, as = token, id = ben.id) =>
  community.request({
    method: 'POST',
    url: `/api/v1/accounts/${id}/${name}`,
    token: as,
    payload,
    headers: {
      'content-type': typeof payload === 'string' ? 'application/x-www-form-urlencoded' : 'application/json',
    },
  });

async function changed(name: string, payload?: object | string) {
  const answer = await act(name, payload);
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json();
}

test('each action answers with the relationship as it is then', async () => {
  assert.equal((await changed('follow')).following, true);
  assert.equal((await changed('endorse')).endorsed, true);
  assert.equal((await changed('unendorse')).endorsed, false);
  assert.equal((await changed('pin')).endorsed, true);
  assert.equal((await changed('unpin')).endorsed, false);
  assert.equal((await changed('mute')).muting_notifications, true);
  assert.equal((await changed('unmute')).muting, false);
  assert.equal((await changed('note', { comment: 'hm' })).note, 'hm');
  assert.equal((await changed('note')).note, '');
  assert.equal((await changed('unfollow')).following, false);
  assert.equal((await changed('block')).blocking, true);
  assert.equal((await changed('unblock')).blocking, false);
  await act('follow', {}, await ben.token(), ann.id);
  assert.equal((await changed('remove_from_followers')).followed_by, false);
});

test('options are read from JSON and forms, in every spelling of yes and no', async () => {
  const one = await changed('follow', { reblogs: 'false', notify: 1, languages: ['de', 'pt-BR'] });
  assert.deepEqual([one.showing_reblogs, one.notifying, one.languages], [false, true, ['de', 'pt-BR']]);
  const two = await changed('follow', 'reblogs=1&languages[]=en');
  assert.deepEqual([two.showing_reblogs, two.notifying, two.languages], [true, true, ['en']]);
  assert.equal((await changed('follow', 'languages[]=')).languages, null);
  const muted = await changed('mute', 'notifications=0&duration=60');
  assert.equal(muted.muting_notifications, false);
  assert.match(muted.muting_expires_at, /Z$/);
});

test('refusals have the API’s words', async () => {
  await act('block', {}, await ben.token(), ann.id);
  const forbidden = await act('follow');
  assert.deepEqual([forbidden.statusCode, forbidden.json()], [403, { error: 'This action is not allowed' }]);
  const unknown = await act('follow', {}, token, '17');
  assert.deepEqual([unknown.statusCode, unknown.json()], [404, { error: 'Record not found' }]);
  assert.equal((await act('endorse')).statusCode, 422);
  assert.equal((await act('mute', { duration: -5 })).statusCode, 422);
  assert.equal((await act('follow', { languages: ['<x>'] })).statusCode, 422);
});

test('each action has its scope, and "follow" covers them as it always did', async () => {
  const read = await ann.token(['read']);
  const old = await ann.token(['follow']);
  for (const name of ['follow', 'unfollow', 'remove_from_followers', 'block', 'unblock', 'mute', 'unmute']) {
    assert.equal((await act(name, {}, read)).statusCode, 403, name);
    if (name !== 'follow') assert.equal((await act(name, {}, old)).statusCode, 200, name);
  }
  for (const name of ['note', 'endorse', 'pin'])
    assert.equal((await act(name, {}, old)).statusCode, 403, name);
});
