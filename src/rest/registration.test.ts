import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Community, makeCommunity } from '../../test/support/community.ts';
import { PASSWORD, personWithLogin } from '../../test/support/logins.ts';
import { mailsTo, newestSecret } from '../../test/support/mails.ts';
import { confirmEmail } from '../auth/confirm.ts';

const community = await makeCommunity();

async function appToken(place: Community, scopes = 'read write'): Promise<string> {
  const app = { client_name: 'Phone', redirect_uris: 'com.phone:/done', scopes };
  const made = (await place.request({ method: 'POST', url: '/api/v1/apps', payload: app })).json();
  const { client_id, client_secret } = made;
  const grant = { grant_type: 'client_credentials', client_id, client_secret, scope: scopes };
  return (await place.request({ method: 'POST', url: '/oauth/token', payload: grant })).json().access_token;
}

const token = await appToken(community);
const sheet = (username: string, email = `${username}@example.org`) => ({
  username,
  email,
  password: PASSWORD,
  agreement: true,
  locale: 'en',
});
const signUp = (payload: object, place = community, bearer = token) =>
  place.request({ method: 'POST', url: '/api/v1/accounts', payload, token: bearer });
const tryOut = (bearer: string) =>
  community.request({ url: '/api/v1/apps/verify_credentials', token: bearer });

test('a token comes at once and works once the address is confirmed', async () => {
  const answer = await signUp(sheet('ann'));
  assert.equal(answer.statusCode, 200, answer.body);
  const { access_token, scope } = answer.json();
  assert.equal(scope, 'read write');
  const waiting = await tryOut(access_token);
  assert.equal(waiting.statusCode, 403);
  assert.equal(waiting.json().error, 'Your login is missing a confirmed e-mail address');
  await confirmEmail(community.ctx(), await newestSecret(community, 'ann@example.org'));
  const ready = await tryOut(access_token);
  assert.equal(ready.statusCode, 200);
  assert.equal(ready.json().name, 'Phone');
});

test('a mail address that is somebody’s already is not given away', async () => {
  await personWithLogin(community, 'owner1');
  const free = await signUp(sheet('stranger', 'free@example.org'));
  const taken = await signUp(sheet('thief', 'owner1@example.org'));
  assert.equal(taken.statusCode, free.statusCode);
  assert.deepEqual(Object.keys(taken.json()), Object.keys(free.json()));
  const answers = await Promise.all([free, taken].map((answer) => tryOut(answer.json().access_token)));
  assert.equal(answers[0]!.body, answers[1]!.body);
  assert.equal((await mailsTo(community, 'owner1@example.org')).at(-1)?.template, 'already-registered');
});

test('broken rules are told per field in the codes apps know', async () => {
  await community.person('taken');
  const answer = await signUp({ username: 'taken me', email: '', password: 'short', agreement: '0' });
  assert.equal(answer.statusCode, 422);
  const codes = Object.entries(answer.json().details as Record<string, { error: string }[]>).map(
    ([field, [first]]) => `${field} ${first!.error}`,
  );
  assert.deepEqual(codes, [
    'username ERR_INVALID',
    'email ERR_BLANK',
    'password ERR_TOO_SHORT',
    'agreement ERR_ACCEPTED',
  ]);
  assert.match(answer.json().error, /^Validation failed: Username /);
  const one = async (change: object) =>
    Object.values(
      (await signUp({ ...sheet('fine'), ...change })).json().details as { error: string }[][],
    )[0]![0]!.error;
  assert.equal(await one({ username: 'TAKEN' }), 'ERR_TAKEN');
  assert.equal(await one({ username: 'admin' }), 'ERR_RESERVED');
  assert.equal(await one({ username: 'x'.repeat(31) }), 'ERR_TOO_LONG');
  assert.equal(await one({ username: undefined }), 'ERR_BLANK');
});

test('only an app’s own token with the right scope signs anybody up', async () => {
  const member = await (await community.person('ben')).token();
  assert.equal((await signUp(sheet('x1'), community, member)).statusCode, 403);
  assert.equal((await signUp(sheet('x1'), community, await appToken(community, 'read'))).statusCode, 403);
  const bare = await community.request({ method: 'POST', url: '/api/v1/accounts', payload: sheet('x1') });
  assert.equal(bare.statusCode, 401);
});

test('where the staff approves, the token waits for it', async () => {
  const picky = await makeCommunity({ registration: 'approval' });
  const bearer = await appToken(picky);
  const answer = await signUp({ ...sheet('cat'), reason: 'please' }, picky, bearer);
  await confirmEmail(picky.ctx(), await newestSecret(picky, 'cat@example.org'));
  const waiting = await picky.request({
    url: '/api/v1/apps/verify_credentials',
    token: answer.json().access_token,
  });
  assert.equal(waiting.statusCode, 403);
  assert.equal(waiting.json().error, 'Your login is currently pending approval');
});

test('a closed community takes nobody', async () => {
  const closed = await makeCommunity({ registration: 'closed' });
  assert.equal((await signUp(sheet('dan'), closed, await appToken(closed))).statusCode, 403);
});
