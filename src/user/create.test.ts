import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { transaction } from '../context.ts';
import { createUser, type NewUser } from './create.ts';
import { userById } from './user.ts';

const community = await makeCommunity();
const create = (input: Partial<NewUser>) =>
  transaction(community.ctx(), (tx) => createUser(tx, { username: 'someone', state: 'active', ...input }));
const rule = async (input: Partial<NewUser>) => {
  const error = await create(input).then(
    () => null,
    (reason) => reason,
  );
  return error?.details?.[0]?.rule;
};

test('a name is taken whatever its case', async () => {
  const id = await create({ username: 'Taken_1' });
  assert.equal((await userById(community.ctx(), id))?.username, 'Taken_1');
  assert.equal(await rule({ username: 'tAKEN_1' }), 'taken');
});

test('names keep to the grammar', async () => {
  for (const username of ['a b', 'a@b', 'a.b', 'a-b', 'ä', '<b>', '../x', 'a\n']) {
    assert.equal(await rule({ username }), 'invalid', username);
  }
  assert.equal(await rule({ username: '' }), 'blank');
  assert.equal(await rule({ username: 'x'.repeat(31) }), 'too-long');
  assert.equal(await rule({ username: 'x'.repeat(30) }), undefined);
});

test('reserved names are for people with a role', async () => {
  assert.equal(await rule({ username: 'Admin' }), 'reserved');
  assert.equal(await rule({ username: 'admin', role: 'owner' }), undefined);
});
