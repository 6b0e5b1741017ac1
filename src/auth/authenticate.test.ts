import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { transaction } from '../context.ts';
import { createUser } from '../user/create.ts';
import { setState } from '../user/roles.ts';
import { statement } from '../utils/db/statement.ts';
import { authenticate } from './authenticate.ts';
import { mintToken } from './mint.ts';
import { openSession } from './session.ts';

const community = await makeCommunity();
const other = await makeCommunity();
const ann = await community.person('ann');

const age = statement(
  'test-age-session',
  `update tenant.session set last_used_on = current_date - 3, expires_at = expires_at - interval '3 days' where id = $1`,
);
const ageUser = statement('test-age-user', 'update tenant.user set last_active_on = null where id = $1');
const readSession = statement<{ used: boolean; left: number }>(
  'test-read-session',
  `select last_used_on = current_date as used, round(extract(epoch from expires_at - now()) / 86400)::int as left
   from tenant.session where id = $1`,
);
const stored = statement<{ row: string }>(
  'test-stored-session',
  'select s::text as row from tenant.session s',
);

test('a token tells who has it and what it is good for, by one statement', async () => {
  const token = await ann.token(['read']);
  const first = await authenticate(community.ctx(), token);
  const ctx = community.ctx();
  const found = await authenticate(ctx, token);
  assert.equal(ctx.db.counter.statements, 1);
  assert.equal(found?.viewer?.username, 'ann');
  assert.equal(found?.viewer?.id, ann.id);
  assert.deepEqual(found?.access, { ...first!.access, appId: null, scopes: ['read'] });
  assert.equal(found?.refusal, undefined);
});

test('the secret itself is stored nowhere', async () => {
  const token = await ann.token();
  assert.match(token, /^[\w-]{43}$/);
  for (const { row } of await community.ctx().db.rows(stored)) assert.ok(!row.includes(token));
});

test('a wrong token, and the token of another community, are nothing', async () => {
  const token = await ann.token();
  assert.equal(await authenticate(community.ctx(), `${token}x`), null);
  assert.equal(await authenticate(community.ctx(), ''), null);
  assert.equal(await authenticate(other.ctx(), token), null);
});

test('a session that has run out is nothing', async () => {
  const opened = await openSession(community.ctx(), { userId: ann.id, scopes: ['read'], idleDays: 2 });
  assert.notEqual(await authenticate(community.ctx(), opened.token), null);
  await community.ctx().db.change(age, opened.sessionId);
  assert.equal(await authenticate(community.ctx(), opened.token), null);
});

test('use is noted once a day, and keeps a sign-in alive', async () => {
  const opened = await openSession(community.ctx(), { userId: ann.id, scopes: ['read'], idleDays: 90 });
  await community.ctx().db.change(age, opened.sessionId);
  await community.ctx().db.change(ageUser, ann.id);
  const found = await authenticate(community.ctx(), opened.token);
  assert.equal(found?.viewer?.lastActiveOn, null, 'as it was before this request');
  assert.deepEqual(await community.ctx().db.row(readSession, opened.sessionId), { used: true, left: 90 });
  const again = community.ctx();
  const second = await authenticate(again, opened.token);
  assert.notEqual(second?.viewer?.lastActiveOn, null);
  assert.equal(again.db.counter.statements, 1);
});

test('a genuine token of somebody suspended or waiting says why it is refused', async () => {
  const ben = await community.person('ben');
  const token = await ben.token();
  await transaction(community.ctx(), (tx) => setState(tx, ben.id, 'suspended'));
  const suspended = await authenticate(community.ctx(), token);
  assert.equal(suspended?.viewer, null);
  assert.equal(suspended?.refusal, 'Your login is currently disabled');

  const id = await transaction(community.ctx(), (tx) =>
    createUser(tx, { username: 'cat', state: 'pending' }),
  );
  const pending = await authenticate(community.ctx(), await mintToken(community.ctx(), id, ['read']));
  assert.equal(pending?.viewer, null);
  assert.equal(pending?.refusal, 'Your login is currently pending approval');
});
