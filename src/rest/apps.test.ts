import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';

const community = await makeCommunity();

const register = (payload: object) => community.request({ method: 'POST', url: '/api/v1/apps', payload });

test('anybody registers an app and is told its secret once', async () => {
  const answer = await register({
    client_name: 'Toot',
    redirect_uris: 'https://toot.example/cb\nurn:ietf:wg:oauth:2.0:oob',
    scopes: 'read write follow',
    website: 'https://toot.example',
  });
  assert.equal(answer.statusCode, 200, answer.body);
  const { id, client_id, client_secret, ...rest } = answer.json();
  assert.match(id, /^\d+$/);
  assert.match(client_id, /^[\w-]{43}$/);
  assert.match(client_secret, /^[\w-]{43}$/);
  assert.deepEqual(rest, {
    name: 'Toot',
    website: 'https://toot.example',
    scopes: ['read', 'write', 'follow'],
    redirect_uris: ['https://toot.example/cb', 'urn:ietf:wg:oauth:2.0:oob'],
    redirect_uri: 'https://toot.example/cb\nurn:ietf:wg:oauth:2.0:oob',
    vapid_key: '',
    client_secret_expires_at: 0,
  });
});

test('forms and arrays are taken, and scopes default to read', async () => {
  const form = await community.request({
    method: 'POST',
    url: '/api/v1/apps',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'client_name=A&redirect_uris[]=com.app%3A%2Fcb&redirect_uris[]=exp%3A%2F%2F127.0.0.1%2F--%2F',
  });
  assert.equal(form.statusCode, 200, form.body);
  assert.deepEqual(form.json().redirect_uris, ['com.app:/cb', 'exp://127.0.0.1/--/']);
  assert.deepEqual(form.json().scopes, ['read']);
  const json = await register({ client_name: 'A', redirect_uris: ['https://a.example/'], website: '' });
  assert.deepEqual(json.json().redirect_uris, ['https://a.example/']);
  assert.equal(json.json().website, null);
  assert.equal(
    (await register({ client_name: 'A', redirect_uris: [['https://a.example/']] })).statusCode,
    200,
  );
  assert.equal(
    (await register({ client_name: 'A', redirect_uris: [[['https://a.example/']]] })).statusCode,
    422,
  );
});

test('addresses that are no app’s are refused', async () => {
  for (const uri of [
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://a.example/1',
    'https://',
    '/relative',
    'client.example/cb',
    'https://a.example/#fragment',
    'https://user:pass@a.example/',
    'https://a.example/\u202e',
    'urn:other',
    'view-source:https://a.example/',
  ]) {
    const answer = await register({ client_name: 'A', redirect_uris: [uri] });
    assert.equal(answer.statusCode, 422, `${uri}: ${answer.body}`);
  }
  assert.equal((await register({ client_name: 'A', redirect_uris: '' })).statusCode, 422);
});

test('a name is needed, scopes must be known, a website must be one', async () => {
  const uri = { redirect_uris: 'https://a.example/' };
  assert.equal((await register(uri)).statusCode, 422);
  assert.equal((await register({ ...uri, client_name: ' ' })).statusCode, 422);
  assert.equal((await register({ ...uri, client_name: 'x'.repeat(61) })).statusCode, 422);
  assert.equal((await register({ ...uri, client_name: 'A', scopes: 'read everything' })).statusCode, 422);
  assert.equal(
    (await register({ ...uri, client_name: 'A', website: 'javascript:alert(1)' })).statusCode,
    422,
  );
});

test('a token tells its app, without the secret', async () => {
  const app = (await register({ client_name: 'Tusk', redirect_uris: 'https://tusk.example/' })).json();
  const { client_id, client_secret } = app;
  const payload = { grant_type: 'client_credentials', client_id, client_secret };
  const token = (await community.request({ method: 'POST', url: '/oauth/token', payload })).json()
    .access_token;
  const answer = await community.request({ url: '/api/v1/apps/verify_credentials', token });
  assert.equal(answer.json().name, 'Tusk');
  assert.ok(!('client_secret' in answer.json()));
  const own = await (await community.person('ann')).token();
  assert.equal(
    (await community.request({ url: '/api/v1/apps/verify_credentials', token: own })).statusCode,
    200,
  );
  assert.equal((await community.request({ url: '/api/v1/apps/verify_credentials' })).statusCode, 401);
});
