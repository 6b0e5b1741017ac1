import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity, type Person } from '../../test/support/community.ts';
import { follow } from '../user/follow.ts';

const community = await makeCommunity();
const [ann, eve] = (await Promise.all(['ann', 'eve'].map((name) => community.person(name)))) as [
  Person,
  Person,
];
const ben = await community.person('ben', { locked: true });
const answer = async (by: Person, id: string, name: string) =>
  community.request({
    method: 'POST',
    url: `/api/v1/follow_requests/${id}/${name}`,
    token: await by.token(['follow']),
  });
const list = async (person: Person) => {
  const found = await community.request({
    url: '/api/v1/follow_requests',
    token: await person.token(['follow']),
  });
  return found.json().map((account: { id: string }) => account.id);
};

test('only who was asked sees and answers a request', async () => {
  for (const person of [ann, eve]) await follow(person.ctx(), ben.id);
  assert.deepEqual([await list(ben), await list(ann)], [[eve.id, ann.id], []]);
  for (const name of ['authorize', 'reject']) {
    assert.equal((await answer(ann, ben.id, name)).statusCode, 404);
    assert.equal((await answer(ann, ann.id, name)).statusCode, 404);
    assert.equal((await answer(eve, ann.id, name)).statusCode, 404);
  }
  assert.equal((await answer(ben, ann.id, 'authorize')).json().followed_by, true);
  const rejected = (await answer(ben, eve.id, 'reject')).json();
  assert.deepEqual([rejected.followed_by, rejected.requested_by], [false, false]);
  assert.deepEqual(await list(ben), []);
});
