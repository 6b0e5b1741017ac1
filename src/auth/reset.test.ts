import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { from, PASSWORD, personWithLogin } from '../../test/support/logins.ts';
import { mailsTo, newestSecret } from '../../test/support/mails.ts';
import { statement } from '../utils/db/statement.ts';
import { authenticate } from './authenticate.ts';
import { registerApp } from './oauth/app.ts';
import { grantCode, startAuthorization } from './oauth/authorize.ts';
import { OUT_OF_BAND } from './oauth/redirect.ts';
import { exchangeCode } from './oauth/token.ts';
import { requestReset, resetPassword } from './reset.ts';
import { signIn } from './sign-in.ts';

const community = await makeCommunity({}, { rateLimits: true });
const other = await makeCommunity();
let place = 0;
const fresh = () => from(community, `10.1.${Math.floor(++place / 250)}.${place % 250}`);
const NEW = 'entirely different words';

test('a reset link sets a new password once, and ends every session, token and code', async () => {
  const ann = await personWithLogin(community, 'ann');
  const session = await signIn(fresh(), { login: 'ann', password: PASSWORD });
  const token = await ann.token();
  const { app, secret: clientSecret } = await registerApp(fresh(), {
    name: 'App',
    redirectUris: [OUT_OF_BAND],
  });
  const request = { response_type: 'code', client_id: app.clientId, redirect_uri: OUT_OF_BAND };
  const { code } = await grantCode(ann.ctx(), await startAuthorization(ann.ctx(), request));

  await requestReset(fresh(), 'ANN@example.org');
  const [mail] = await mailsTo(community, 'ann@example.org');
  assert.ok(mail!.values.link!.startsWith(`${community.tenant.origin}/reset/confirm?secret=`));
  const secret = await newestSecret(community, 'ann@example.org');
  await resetPassword(fresh(), secret, NEW);

  assert.equal(await authenticate(community.ctx(), session.token), null);
  assert.equal(await authenticate(community.ctx(), token), null);
  const exchange = { clientId: app.clientId, clientSecret, code, redirectUri: OUT_OF_BAND };
  await assert.rejects(exchangeCode(fresh(), exchange), { code: 'invalid_grant' });
  await assert.rejects(signIn(fresh(), { login: 'ann', password: PASSWORD }), { code: 'invalid' });
  await signIn(fresh(), { login: 'ann', password: NEW });
  await assert.rejects(resetPassword(fresh(), secret, 'yet another password'), { code: 'invalid' });
  assert.equal((await mailsTo(community, 'ann@example.org')).at(-1)?.template, 'password-changed');
});

test('nobody resets a password without the secret, nor with one of another community or purpose', async () => {
  await personWithLogin(community, 'ben');
  await personWithLogin(other, 'ben');
  await requestReset(from(other, '10.9.9.9'), 'ben@example.org');
  const foreign = await newestSecret(other, 'ben@example.org');
  for (const secret of ['', 'guess', foreign]) {
    await assert.rejects(resetPassword(fresh(), secret, NEW), { code: 'invalid' });
  }
  await signIn(fresh(), { login: 'ben', password: PASSWORD });
});

test('an address nobody has gets the same answer and no mail', async () => {
  assert.equal(await requestReset(fresh(), 'nobody@example.org'), undefined);
  assert.equal((await mailsTo(community, 'nobody@example.org')).length, 0);
});

test('a password against the rules leaves the link good', async () => {
  await personWithLogin(community, 'cat');
  await requestReset(fresh(), 'cat@example.org');
  const secret = await newestSecret(community, 'cat@example.org');
  await assert.rejects(resetPassword(fresh(), secret, 'short'), /Password is shorter/);
  await resetPassword(fresh(), secret, NEW);
});

test('a link is good for an hour', async () => {
  await personWithLogin(community, 'dan');
  await requestReset(fresh(), 'dan@example.org');
  const secret = await newestSecret(community, 'dan@example.org');
  await community.ctx().db.change(ageLinks);
  await assert.rejects(resetPassword(fresh(), secret, NEW), { code: 'invalid' });
});

test('one account is sent three links an hour, and one address asks ten times', async () => {
  for (let i = 0; i < 3; i++) await requestReset(fresh(), 'eve@example.org');
  await assert.rejects(requestReset(fresh(), 'Eve@example.org'), { code: 'limited' });
  const here = fresh();
  await Promise.all(Array.from({ length: 10 }, (_, i) => requestReset(here, `x${i}@example.org`)));
  await assert.rejects(requestReset(here, 'y@example.org'), { code: 'limited' });
});

const ageLinks = statement(
  'test-age-links',
  `update tenant.login_link set expires_at = expires_at - interval '61 minutes'`,
);
