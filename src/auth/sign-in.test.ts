import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { from, PASSWORD, personWithLogin } from '../../test/support/logins.ts';
import { mailsTo } from '../../test/support/mails.ts';
import { transaction } from '../context.ts';
import { setState } from '../user/roles.ts';
import type { DomainError } from '../utils/error.ts';
import { countAttempt, LIMITS, typedKey } from './attempt.ts';
import { authenticate } from './authenticate.ts';
import { signIn, signOut } from './sign-in.ts';

const community = await makeCommunity({}, { rateLimits: true });
let place = 0;
const fresh = () => from(community, `10.${Math.floor(++place / 250)}.${place % 250}.1`);

test('a name or mail address in any case and the password open a session with all scopes', async () => {
  const ann = await personWithLogin(community, 'Ann');
  for (const login of ['Ann', 'ann', ' ANN ', 'ann@EXAMPLE.org']) {
    const signed = await signIn(fresh(), { login, password: PASSWORD });
    assert.equal(signed.userId, ann.id);
    const found = await authenticate(community.ctx(), signed.token);
    assert.equal(found?.viewer?.id, ann.id);
    assert.equal(found?.access.appId, null);
    assert.equal(found?.access.sessionId, signed.session.id);
    assert.ok(found.access.scopes.includes('write'));
  }
});

test('an unknown account and a wrong password get the same answer', async () => {
  await personWithLogin(community, 'ben');
  const answers = await Promise.all(
    ['ben', 'ben@example.org', 'nobody-at-all', 'nobody@example.org', ''].map((login) =>
      signIn(fresh(), { login, password: 'not the password' }).catch((error: DomainError) => [
        error.code,
        error.message,
        error.details,
      ]),
    ),
  );
  for (const answer of answers) assert.deepEqual(answer, answers[0]);
});

test('an unknown account costs the same work as a wrong password', async () => {
  await personWithLogin(community, 'timed');
  const statements = async (login: string) => {
    const ctx = fresh();
    await assert.rejects(signIn(ctx, { login, password: 'not the password' }));
    return ctx.db.counter.statements;
  };
  assert.equal(await statements('timed'), await statements('nobody'));
});

test('a suspended person with the right password is told so, with a wrong one not', async () => {
  const cat = await personWithLogin(community, 'cat');
  await transaction(community.ctx(), (tx) => setState(tx, cat.id, 'suspended'));
  await assert.rejects(signIn(fresh(), { login: 'cat', password: PASSWORD }), /suspended/);
  await assert.rejects(signIn(fresh(), { login: 'cat', password: 'not the password' }), { code: 'invalid' });
});

test('after five wrong passwords from one address even the right one must wait, elsewhere not', async () => {
  await personWithLogin(community, 'dan');
  const here = fresh();
  for (let i = 0; i < 5; i++) {
    await assert.rejects(signIn(here, { login: 'dan', password: `wrong guess ${i}` }), { code: 'invalid' });
  }
  await assert.rejects(signIn(here, { login: 'DAN', password: PASSWORD }), { code: 'limited' });
  await signIn(fresh(), { login: 'dan', password: PASSWORD });
});

test('an account nobody has is limited just the same', async () => {
  const here = fresh();
  for (let i = 0; i < 5; i++)
    await assert.rejects(signIn(here, { login: 'ghost', password: 'x' }), { code: 'invalid' });
  await assert.rejects(signIn(here, { login: 'ghost', password: 'x' }), { code: 'limited' });
});

test('success forgives the slips before it', async () => {
  await personWithLogin(community, 'eve');
  const here = fresh();
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < 3; i++) await assert.rejects(signIn(here, { login: 'eve', password: 'slip' }));
    await signIn(here, { login: 'eve', password: PASSWORD });
  }
});

test('one address may try thirty times an hour, over all accounts', async () => {
  const here = fresh();
  for (let i = 0; i < 30; i++)
    await assert.rejects(signIn(here, { login: `x${i}`, password: '' }), { code: 'invalid' });
  await assert.rejects(signIn(here, { login: 'x31', password: '' }), { code: 'limited' });
});

test('a guessed-at account waits for strangers, not for a browser it knows', async () => {
  await personWithLogin(community, 'fay');
  await signIn(fresh(), { login: 'fay', password: PASSWORD, deviceCookie: 'fays-own-browser' });
  // With the sign-in above, what a hundred tries from everywhere leave behind.
  for (let i = 0; i < 99; i++) await countAttempt(fresh(), typedKey('sign-in', 'fay'), LIMITS.signInAccount);
  await assert.rejects(signIn(fresh(), { login: 'fay', password: PASSWORD }), { code: 'limited' });
  await signIn(fresh(), { login: 'fay', password: PASSWORD, deviceCookie: 'fays-own-browser' });
});

test('a new device is told by mail, the very first one and a known one are not', async () => {
  await personWithLogin(community, 'gil');
  const mails = async () =>
    (await mailsTo(community, 'gil@example.org')).filter((mail) => mail.template === 'new-device').length;
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
  const attempt = (address: string, agent: string, deviceCookie?: string) =>
    signIn(from(community, address, agent), { login: 'gil', password: PASSWORD, deviceCookie });

  await attempt('203.0.113.1', firefox, 'laptop');
  assert.equal(await mails(), 0);
  await attempt('198.51.100.1', firefox, 'laptop');
  assert.equal(await mails(), 0, 'the same browser elsewhere');
  await attempt('203.0.113.1', firefox, 'phone');
  assert.equal(await mails(), 1, 'another browser');
  await attempt('203.0.113.1', 'toot/0.50');
  assert.equal(await mails(), 2, 'another program');
  await attempt('203.0.200.200', 'toot/0.51');
  assert.equal(await mails(), 2, 'the same program, newer, in the same network');
  await attempt('192.0.2.200', 'toot/0.51');
  assert.equal(await mails(), 3, 'the same program in another network');
  const [told] = (await mailsTo(community, 'gil@example.org')).filter(
    (mail) => mail.template === 'new-device',
  );
  assert.equal(told?.values.device, 'Firefox on Linux');
});

test('signing out ends this session alone', async () => {
  await personWithLogin(community, 'hal');
  const [one, two] = [
    await signIn(fresh(), { login: 'hal', password: PASSWORD }),
    await signIn(fresh(), { login: 'hal', password: PASSWORD }),
  ];
  const { viewer, access } = (await authenticate(community.ctx(), one.token))!;
  await signOut({ ...community.ctx(), viewer, access });
  assert.equal(await authenticate(community.ctx(), one.token), null);
  assert.notEqual(await authenticate(community.ctx(), two.token), null);
});
