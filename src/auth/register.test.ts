import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { from, PASSWORD, personWithLogin } from '../../test/support/logins.ts';
import { mailsTo, newestSecret } from '../../test/support/mails.ts';
import { userByUsername } from '../user/user.ts';
import { statement } from '../utils/db/statement.ts';
import type { DomainError } from '../utils/error.ts';
import { authenticate } from './authenticate.ts';
import { confirmEmail, resendConfirmation } from './confirm.ts';
import { register } from './register.ts';
import { requestReset, resetPassword } from './reset.ts';
import { openSession } from './session.ts';
import { signIn } from './sign-in.ts';

const community = await makeCommunity({}, { rateLimits: true });
let place = 0;
const fresh = () => from(community, `192.0.2.${++place}`);
const sheet = (username: string, email = `${username}@example.org`) => ({
  username,
  email,
  password: PASSWORD,
  agreement: true,
});

test('somebody signs up, confirms by the mailed link, and signs in', async () => {
  const { userId } = await register(fresh(), sheet('ann'));
  assert.equal(await userByUsername(community.ctx(), 'ann'), undefined, 'nobody sees a waiting account');
  await assert.rejects(signIn(fresh(), { login: 'ann', password: PASSWORD }), { code: 'forbidden' });

  const [mail] = await mailsTo(community, 'ann@example.org');
  assert.equal(mail?.template, 'confirm');
  assert.ok(mail.values.link!.startsWith(`${community.tenant.origin}/confirm?secret=`));
  const done = await confirmEmail(fresh(), await newestSecret(community, 'ann@example.org'));
  assert.deepEqual(done, { userId, approved: true });
  assert.equal((await userByUsername(community.ctx(), 'ANN'))?.id, userId);
  assert.equal((await signIn(fresh(), { login: 'ANN@example.org', password: PASSWORD })).userId, userId);
});

test('every mail is in the language of who gets it', async () => {
  await register(fresh(), { ...sheet('amelie'), locale: 'fr' });
  await confirmEmail(fresh(), await newestSecret(community, 'amelie@example.org'));
  await register(fresh(), { ...sheet('intruder', 'amelie@example.org'), locale: 'es' });
  await requestReset(fresh(), 'amelie@example.org');
  await resetPassword(fresh(), await newestSecret(community, 'amelie@example.org'), 'entirely other words');
  const mails = await mailsTo(community, 'amelie@example.org');
  assert.deepEqual(
    mails.map(({ template, locale }) => `${template} ${locale}`),
    ['confirm fr', 'already-registered fr', 'reset fr', 'password-changed fr'],
  );
});

test('a confirmation link works once', async () => {
  await register(fresh(), sheet('once'));
  const secret = await newestSecret(community, 'once@example.org');
  await confirmEmail(fresh(), secret);
  await assert.rejects(confirmEmail(fresh(), secret), { code: 'invalid' });
  await assert.rejects(confirmEmail(fresh(), 'made-up'), { code: 'invalid' });
});

test('a confirmation link is good for two days', async () => {
  await register(fresh(), sheet('slow'));
  const secret = await newestSecret(community, 'slow@example.org');
  await community.ctx().db.change(ageLinks);
  await assert.rejects(confirmEmail(fresh(), secret), { code: 'invalid' });
});

test('a taken mail address gets the same answer, and only its owner hears of it', async () => {
  await personWithLogin(community, 'owner1');
  const [free, taken] = [fresh(), fresh()];
  await register(free, sheet('unknown1', 'nobody@example.org'));
  const { userId } = await register(taken, sheet('thief', 'OWNER1@example.org'));
  assert.equal((await mailsTo(community, 'OWNER1@example.org')).at(-1)?.template, 'already-registered');

  // Whatever the stranger tries now answers as it does for an address that waits for confirmation.
  const { token } = await openSession(taken, { userId, scopes: ['read'] });
  assert.match((await authenticate(taken, token))!.refusal!, /confirmed e-mail/);
  await assert.rejects(register(fresh(), sheet('thief', 'x@example.org')), has('username', 'taken'));
  for (const login of ['thief', 'unknown1'])
    await assert.rejects(signIn(fresh(), { login, password: PASSWORD }), { code: 'forbidden' });
  for (const login of ['nobody@example.org', 'owner1@example.org'])
    await assert.rejects(signIn(fresh(), { login, password: 'another password' }), { code: 'invalid' });
});

test('an address is nobody’s until it is confirmed: who confirms first has it', async () => {
  await register(fresh(), sheet('squatter', 'wanted@example.org'));
  const squatted = await newestSecret(community, 'wanted@example.org');
  await register(fresh(), sheet('rightful', 'wanted@example.org'));
  await confirmEmail(fresh(), await newestSecret(community, 'wanted@example.org'));
  await assert.rejects(confirmEmail(fresh(), squatted), has('email', 'taken'));
});

test('every broken rule is named at once', async () => {
  const sloppy = { username: 'no spaces', email: 'nowhere', password: 'short', agreement: false };
  await assert.rejects(register(fresh(), sloppy), (error: DomainError) => {
    assert.deepEqual(
      error.details.map(({ field, rule }) => `${field} ${rule}`),
      ['username invalid', 'email invalid', 'password too-short', 'agreement accepted'],
    );
    return true;
  });
  await assert.rejects(register(fresh(), sheet('admin')), has('username', 'reserved'));
  await assert.rejects(
    register(fresh(), { ...sheet('dana'), password: 'dana@example.org' }),
    has('password', 'invalid'),
  );
});

test('a taken username is told, in any case of its letters', async () => {
  await community.person('Taken');
  await assert.rejects(register(fresh(), sheet('tAKEN')), has('username', 'taken'));
});

test('one address may sign up five times in half an hour', async () => {
  const ctx = from(community, '198.51.100.9');
  for (let i = 0; i < 5; i++) await register(ctx, sheet(`many${i}`));
  await assert.rejects(register(ctx, sheet('many5')), { code: 'limited' });
});

test('the link can be asked for again; nobody learns whether one waits', async () => {
  await register(fresh(), sheet('forgetful'));
  assert.equal(await resendConfirmation(fresh(), 'forgetful@example.org'), undefined);
  assert.equal(await resendConfirmation(fresh(), 'never-seen@example.org'), undefined);
  assert.equal((await mailsTo(community, 'forgetful@example.org')).length, 2);
  assert.equal((await mailsTo(community, 'never-seen@example.org')).length, 0);
  for (let i = 0; i < 2; i++) await resendConfirmation(fresh(), 'forgetful@example.org');
  await assert.rejects(resendConfirmation(fresh(), 'Forgetful@example.org'), { code: 'limited' });
});

test('a closed community takes nobody', async () => {
  const closed = await makeCommunity({ registration: 'closed' });
  await assert.rejects(register(closed.ctx(), sheet('zoe')), { code: 'forbidden' });
});

test('without confirmation an account is ready at once, except under an address that is taken', async () => {
  const ctx = { ...fresh(), switches: { rateLimits: false, mailConfirmation: false } };
  await register(ctx, sheet('quick'));
  await signIn(fresh(), { login: 'quick', password: PASSWORD });
  await register(ctx, sheet('quicker', 'quick@example.org'));
  await assert.rejects(signIn(fresh(), { login: 'quicker', password: PASSWORD }), { code: 'forbidden' });
});

const has = (field: string, rule: string) => (error: DomainError) => {
  assert.ok(
    error.details.some((detail) => detail.field === field && detail.rule === rule),
    JSON.stringify(error),
  );
  return true;
};

const ageLinks = statement(
  'test-age-confirmations',
  `update tenant.login_link set expires_at = expires_at - interval '49 hours'`,
);
