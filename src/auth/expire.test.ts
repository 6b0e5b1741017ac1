import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { from, PASSWORD, personWithLogin } from '../../test/support/logins.ts';
import { statement } from '../utils/db/statement.ts';
import { idAt } from '../utils/id.ts';
import { countAttempt } from './attempt.ts';
import { expireSignIn } from './expire.ts';
import { register } from './register.ts';
import { requestReset } from './reset.ts';
import { signIn } from './sign-in.ts';

const community = await makeCommunity({}, { rateLimits: true });
const ctx = from(community, '192.0.2.1');

const count = statement<Record<string, number>>(
  'test-count-auth',
  `select (select count(*)::int from tenant.session) as sessions,
          (select count(*)::int from tenant.login_link) as links,
          (select count(*)::int from tenant.attempt where key = 'k') as attempts,
          (select count(*)::int from tenant.user) as users`,
);
const age = [
  statement('test-expire-sessions', `update tenant.session set expires_at = now() - interval '1 second'`),
  statement('test-expire-links', `update tenant.login_link set expires_at = now() - interval '1 second'`),
  statement(
    'test-expire-attempts',
    `update tenant.attempt set window_start = window_start - interval '3 hours'`,
  ),
];
const reborn = statement(
  'test-older-user',
  `with l as (delete from tenant.login where user_id = $1 returning *),
        u as (update tenant.user set id = $2 where id = $1 returning id)
   insert into tenant.login select u.id, l.email, l.password_hash, l.confirmed_at, l.approved, l.signup_reason from l, u`,
);

test('what has run out goes, what is good stays', async () => {
  await personWithLogin(community, 'ann');
  await signIn(ctx, { login: 'ann', password: PASSWORD });
  await requestReset(ctx, 'ann@example.org');
  await countAttempt(ctx, 'k', { limit: 9, windowSeconds: 60 });
  await expireSignIn(community.ctx());
  assert.deepEqual(await community.ctx().db.row(count), { sessions: 1, links: 1, attempts: 1, users: 1 });
  for (const step of age) await community.ctx().db.change(step);
  await expireSignIn(community.ctx());
  assert.deepEqual(await community.ctx().db.row(count), { sessions: 0, links: 0, attempts: 0, users: 1 });
});

test('a sign-up never confirmed goes after a week, its name is free again', async () => {
  const sheet = { username: 'late', email: 'late@example.org', password: PASSWORD, agreement: true };
  const { userId } = await register(ctx, sheet);
  await expireSignIn(community.ctx());
  await assert.rejects(register(ctx, sheet), /taken/);
  await community.ctx().db.change(forgetLinks);
  await community.ctx().db.change(reborn, userId, idAt(Date.now() - 8 * 86_400_000));
  await expireSignIn(community.ctx());
  await register(ctx, sheet);
});

const forgetLinks = statement('test-forget-links', 'delete from tenant.login_link');
