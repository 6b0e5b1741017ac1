import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { setRole, setState } from './roles.ts';
import { userById, userByUsername, usersById, usersByUsername } from './user.ts';

const community = await makeCommunity();
const [ann, ben, staff] = await Promise.all([
  community.person('Ann'),
  community.person('ben'),
  community.person('staff', { role: 'moderator' }),
]);

test('people are found by id and, in any case, by username', async () => {
  const byId = await usersById(community.ctx(), [ann.id, ben.id, '17']);
  assert.deepEqual([...byId.keys()].sort(), [ann.id, ben.id].sort());
  const byName = await usersByUsername(community.ctx(), ['aNN', 'BEN', 'nobody']);
  assert.deepEqual(new Set(byName.keys()), new Set(['ann', 'ben']));
  assert.equal((await userByUsername(community.ctx(), 'ANN'))?.username, 'Ann');
});

test('the profile is the same object while its version stays, and a new one after', async () => {
  const before = (await userById(community.ctx(), ben.id))!;
  assert.equal((await userById(community.ctx(), ben.id))!.profile, before.profile);
  await setRole(community.ctx(), ben.id, 'admin');
  const after = (await userById(community.ctx(), ben.id))!;
  assert.equal(after.role, 'admin');
  assert.equal(after.version, before.version + 1);
  assert.notEqual(after.profile, before.profile);
  await setRole(community.ctx(), ben.id, 'member');
});

test('suspended and pending people are there for themselves and the staff only', async () => {
  const gone = await community.person('gone');
  for (const state of ['suspended', 'pending'] as const) {
    await setState(community.ctx(), gone.id, state);
    assert.equal(await userById(community.ctx(), gone.id), undefined);
    assert.equal(await userById(ann.ctx(), gone.id), undefined);
    assert.equal(await userByUsername(ann.ctx(), 'gone'), undefined);
    assert.equal((await userById(gone.ctx(), gone.id))?.state, state);
    assert.equal((await userById(staff.ctx(), gone.id))?.state, state);
  }
});

test('forty people cost as many statements as two: two, and one when their profiles are known', async () => {
  const people = await Promise.all(
    Array.from({ length: 40 }, (_, index) => community.person(`many${index}`)),
  );
  const count = async (ids: readonly string[]) => {
    const ctx = community.ctx();
    assert.equal((await usersById(ctx, ids)).size, ids.length);
    return ctx.db.counter.statements;
  };
  const ids = people.map((person) => person.id);
  assert.equal(await count(ids.slice(0, 2)), 2);
  assert.equal(await count(ids), 2);
  assert.equal(await count(ids), 1);
  assert.equal(await count([]), 0);
});

test('nothing about signing in is part of a user', async () => {
  const user = (await userById(ann.ctx(), ann.id))!;
  const keys = [...Object.keys(user), ...Object.keys(user.profile)];
  assert.deepEqual(
    keys.filter((key) => /mail|password|address|policy/i.test(key)),
    [],
  );
});
