import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeBrowser } from '../../../test/support/browser.ts';
import { makeCommunity } from '../../../test/support/community.ts';
import { PASSWORD, personWithLogin } from '../../../test/support/logins.ts';

const community = await makeCommunity({}, { publicScheme: 'https', publicPort: 443 });
await personWithLogin(community, 'ann');

test('with https the cookies are Secure and bound to this host', async () => {
  const browser = makeBrowser(community);
  const page = await browser.open('/sign-in');
  const answer = await browser.submit(page, '/sign-in', { login: 'ann', password: PASSWORD });
  assert.equal(answer.status, 303);
  const set = (answer.headers['set-cookie'] as string[]).filter((cookie) => !/Max-Age=0|1970/.test(cookie));
  for (const cookie of set)
    assert.match(cookie, /^__Host-(session|device)=.*; Path=\/; HttpOnly; Secure; SameSite=Lax/);
  assert.equal(set.length, 2);
});

test('with https there are no mails to read', async () => {
  const answer = await community.request({ url: '/mail', remoteAddress: '127.0.0.1' });
  assert.equal(answer.statusCode, 404);
});

test('with https an app may be answered by http on this machine only', async () => {
  const register = (redirect_uris: string) =>
    community.request({ method: 'POST', url: '/api/v1/apps', payload: { client_name: 'A', redirect_uris } });
  assert.equal((await register('http://127.0.0.1:9999/cb')).statusCode, 200);
  assert.equal((await register('http://localhost/cb')).statusCode, 200);
  assert.equal((await register('http://client.example/cb')).statusCode, 422);
});
