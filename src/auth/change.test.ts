import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { from, PASSWORD, personWithLogin } from '../../test/support/logins.ts';
import { mailsTo, newestSecret } from '../../test/support/mails.ts';
import type { Ctx } from '../context.ts';
import { authenticate } from './authenticate.ts';
import { changeEmail, changePassword, confirmEmailChange } from './change.ts';
import { signIn } from './sign-in.ts';

const community = await makeCommunity({}, { rateLimits: true });
let place = 0;
const fresh = () => from(community, `10.2.0.${++place}`);
const NEW = 'entirely different words';

async function signedIn(username: string): Promise<{ ctx: Ctx; token: string }> {
  const { token } = await signIn(fresh(), { login: username, password: PASSWORD });
  const { viewer, access } = (await authenticate(community.ctx(), token))!;
  return { ctx: { ...fresh(), viewer, access }, token };
}

test('a new password needs the present one, and ends the other sessions and tokens only', async () => {
  const ann = await personWithLogin(community, 'ann');
  const [here, there] = [await signedIn('ann'), await signedIn('ann')];
  const appToken = await ann.token();
  await assert.rejects(changePassword(here.ctx, 'not it', NEW), /not your present password/);
  await assert.rejects(changePassword(here.ctx, PASSWORD, 'ann'), { code: 'invalid' });
  await changePassword(here.ctx, PASSWORD, NEW);
  assert.notEqual(await authenticate(community.ctx(), here.token), null);
  assert.equal(await authenticate(community.ctx(), there.token), null);
  assert.equal(await authenticate(community.ctx(), appToken), null);
  await signIn(fresh(), { login: 'ann', password: NEW });
  const told = (await mailsTo(community, 'ann@example.org')).map((mail) => mail.template);
  assert.ok(told.includes('password-changed'));
});

test('a stolen session cannot guess the password', async () => {
  await personWithLogin(community, 'ben');
  const { ctx } = await signedIn('ben');
  for (let i = 0; i < 5; i++)
    await assert.rejects(changePassword(ctx, `guess ${i}`, NEW), { code: 'invalid' });
  await assert.rejects(changePassword(ctx, PASSWORD, NEW), { code: 'limited' });
  await assert.rejects(changeEmail(ctx, PASSWORD, 'thief@example.org'), { code: 'limited' });
});

test('a new mail address counts once its link is used, and the old one is told', async () => {
  await personWithLogin(community, 'cat');
  const { ctx } = await signedIn('cat');
  await assert.rejects(changeEmail(ctx, 'not it', 'kitten@example.org'), { code: 'invalid' });
  await assert.rejects(changeEmail(ctx, PASSWORD, 'kitten'), { code: 'invalid' });
  await changeEmail(ctx, PASSWORD, 'kitten@example.org');
  await assert.rejects(signIn(fresh(), { login: 'kitten@example.org', password: PASSWORD }));
  await signIn(fresh(), { login: 'cat@example.org', password: PASSWORD });

  const secret = await newestSecret(community, 'kitten@example.org');
  await confirmEmailChange(fresh(), secret);
  await signIn(fresh(), { login: 'kitten@example.org', password: PASSWORD });
  await assert.rejects(signIn(fresh(), { login: 'cat@example.org', password: PASSWORD }), {
    code: 'invalid',
  });
  assert.equal((await mailsTo(community, 'cat@example.org')).at(-1)?.template, 'email-changed');
  await assert.rejects(confirmEmailChange(fresh(), secret), { code: 'invalid' });
});

test('the address of somebody else gets the same answer; its owner hears of it', async () => {
  await personWithLogin(community, 'dan');
  await personWithLogin(community, 'eve');
  const { ctx } = await signedIn('dan');
  assert.equal(await changeEmail(ctx, PASSWORD, 'EVE@example.org'), undefined);
  const mails = await mailsTo(community, 'EVE@example.org');
  assert.deepEqual(
    mails.map((mail) => mail.template),
    ['already-registered'],
  );
});

test('nobody changes anything without signing in', async () => {
  await assert.rejects(changePassword(fresh(), PASSWORD, NEW), { code: 'unauthenticated' });
  await assert.rejects(changeEmail(fresh(), PASSWORD, 'x@example.org'), { code: 'unauthenticated' });
});
