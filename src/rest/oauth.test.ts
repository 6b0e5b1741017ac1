import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { authenticate } from '../auth/authenticate.ts';
import { grantCode, startAuthorization } from '../auth/oauth/authorize.ts';
import { OUT_OF_BAND } from '../auth/oauth/redirect.ts';
import { statement } from '../utils/db/statement.ts';

const community = await makeCommunity();
const other = await makeCommunity();
const ann = await community.person('ann');
const CALLBACK = 'https://client.example/done?from=nexus';

const form = (fields: Record<string, string>) => ({
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  payload: new URLSearchParams(fields).toString(),
});

async function newApp(scopes = 'read write follow', redirect_uris: string | string[] = CALLBACK) {
  const payload = { client_name: 'Client', redirect_uris, scopes };
  const answer = await community.request({ method: 'POST', url: '/api/v1/apps', payload });
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json() as { client_id: string; client_secret: string; id: string };
}

interface Ask {
  scope?: string;
  redirect_uri?: string;
  verifier?: string;
}

/** What the page does once ann has agreed. */
async function codeFor(app: { client_id: string }, ask: Ask = {}) {
  const { verifier, ...rest } = ask;
  const pkce = verifier && { code_challenge: challenge(verifier), code_challenge_method: 'S256' };
  const request = {
    response_type: 'code',
    client_id: app.client_id,
    redirect_uri: CALLBACK,
    ...rest,
    ...pkce,
  };
  return (await grantCode(ann.ctx(), await startAuthorization(ann.ctx(), request))).code;
}

const challenge = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

const token = (payload: object, headers = {}) =>
  community.request({ method: 'POST', url: '/oauth/token', payload, headers });

const credentials = (app: { client_id: string; client_secret: string }) => ({
  client_id: app.client_id,
  client_secret: app.client_secret,
});

const exchange = (app: Awaited<ReturnType<typeof newApp>>, code: string, more = {}) =>
  token({ grant_type: 'authorization_code', code, redirect_uri: CALLBACK, ...credentials(app), ...more });

test('a code becomes a token by JSON, form, multipart and Basic authentication alike', async () => {
  const app = await newApp();
  const fields = async () => ({
    grant_type: 'authorization_code',
    code: await codeFor(app, { scope: 'read write' }),
    redirect_uri: CALLBACK,
  });
  const multipart = new FormData();
  for (const [key, value] of Object.entries({ ...(await fields()), ...credentials(app) }))
    multipart.set(key, value);
  const encoded = new Response(multipart);
  const basic = Buffer.from(`${app.client_id}:${app.client_secret}`).toString('base64');
  const answers = [
    await token({ ...(await fields()), ...credentials(app) }),
    await community.request({
      method: 'POST',
      url: '/oauth/token',
      ...form({ ...(await fields()), ...credentials(app) }),
    }),
    await community.request({
      method: 'POST',
      url: '/oauth/token',
      headers: { 'content-type': encoded.headers.get('content-type')! },
      payload: Buffer.from(await encoded.arrayBuffer()),
    }),
    await token(await fields(), { authorization: `Basic ${basic}` }),
  ];
  for (const answer of answers) {
    assert.equal(answer.statusCode, 200, answer.body);
    const { access_token, created_at, ...rest } = answer.json();
    assert.deepEqual(rest, { token_type: 'Bearer', scope: 'read write' });
    assert.ok(Number.isInteger(created_at));
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.equal(answer.headers['access-control-allow-origin'], '*');
    const found = await authenticate(community.ctx(), access_token);
    assert.equal(found?.viewer?.id, ann.id);
    assert.equal(found?.access.appId, app.id);
  }
});

test('a code is good once; its replay revokes the token it gave', async () => {
  const app = await newApp();
  const code = await codeFor(app);
  const first = (await exchange(app, code)).json().access_token;
  assert.notEqual(await authenticate(community.ctx(), first), null);
  const replay = await exchange(app, code);
  assert.equal(replay.statusCode, 400);
  assert.equal(replay.json().error, 'invalid_grant');
  assert.equal(await authenticate(community.ctx(), first), null);
});

test('of simultaneous exchanges of one code one is answered, and its token is revoked', async () => {
  const app = await newApp();
  for (let round = 0; round < 15; round++) {
    const code = await codeFor(app);
    const answers = await Promise.all([exchange(app, code), exchange(app, code)]);
    const good = answers.filter((answer) => answer.statusCode === 200);
    assert.equal(good.length, 1);
    assert.equal(await authenticate(community.ctx(), good[0]!.json().access_token), null);
  }
});

test('a code is worth nothing to another app, with another address, after its time, or elsewhere', async () => {
  const [app, thief] = [await newApp(), await newApp()];
  const code = await codeFor(app);
  for (const answer of [
    await exchange(thief, code),
    await exchange(app, code, { redirect_uri: 'https://client.example/done' }),
    await exchange(app, code, { redirect_uri: undefined }),
    await exchange(app, 'made-up'),
  ]) {
    assert.equal(answer.statusCode, 400);
    assert.equal(answer.json().error, 'invalid_grant');
  }
  const elsewhere = await other.request({
    method: 'POST',
    url: '/oauth/token',
    payload: { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, ...credentials(app) },
  });
  assert.equal(elsewhere.json().error, 'invalid_client');
  assert.equal((await exchange(app, code)).statusCode, 200, 'none of these used it up');
  const late = await codeFor(app);
  await community.ctx().db.change(ageCodes);
  assert.equal((await exchange(app, late)).json().error, 'invalid_grant');
});

test('a code bound by PKCE needs its verifier, and then no secret', async () => {
  const app = await newApp();
  const verifier = randomBytes(32).toString('base64url');
  const bare = { client_secret: undefined };
  const code = await codeFor(app, { verifier });
  assert.equal(
    (await exchange(app, code)).json().error,
    'invalid_grant',
    'the secret does not replace the verifier',
  );
  const wrong = { code_verifier: randomBytes(32).toString('base64url') };
  assert.equal((await exchange(app, code, wrong)).json().error, 'invalid_grant');
  const answer = await exchange(app, code, { ...bare, code_verifier: verifier });
  assert.equal(answer.statusCode, 200, answer.body);
});

test('without PKCE the secret is needed, and a verifier for an unbound code is refused', async () => {
  const app = await newApp();
  const code = await codeFor(app);
  const bare = await exchange(app, code, { client_secret: undefined });
  assert.equal(bare.statusCode, 401);
  assert.equal(bare.json().error, 'invalid_client');
  assert.match(String(bare.headers['www-authenticate']), /^Basic/);
  assert.equal((await exchange(app, code, { client_secret: 'guess' })).json().error, 'invalid_client');
  const verifier = randomBytes(32).toString('base64url');
  assert.equal((await exchange(app, code, { code_verifier: verifier })).json().error, 'invalid_grant');
  const both = { client_secret: undefined, code_verifier: verifier };
  assert.equal((await exchange(app, code, both)).json().error, 'invalid_grant');
});

test('an app gets a token of its own, within its scopes', async () => {
  const app = await newApp('read write:accounts');
  const grant = { grant_type: 'client_credentials', ...credentials(app) };
  const answer = await token({ ...grant, scope: 'read+write:accounts' });
  assert.equal(answer.json().scope, 'read write:accounts');
  const found = await authenticate(community.ctx(), answer.json().access_token);
  assert.equal(found?.viewer, null);
  assert.equal((await token(grant)).json().scope, 'read');
  assert.equal((await token({ ...grant, scope: 'read write' })).json().error, 'invalid_scope');
  assert.equal((await token({ ...grant, client_secret: undefined })).json().error, 'invalid_client');
});

test('there is no password grant, and a request without sense says so', async () => {
  const app = await newApp();
  const password = { grant_type: 'password', username: 'ann', password: 'x', ...credentials(app) };
  assert.equal((await token(password)).json().error, 'unsupported_grant_type');
  assert.equal((await token({})).json().error, 'invalid_request');
  assert.equal(
    (await token({ grant_type: 'authorization_code', ...credentials(app) })).json().error,
    'invalid_request',
  );
  assert.equal((await token({ grant_type: ['client_credentials'], client_id: 7 })).statusCode, 400);
  const nul = { grant_type: 'client_credentials', client_id: 'a\0b', client_secret: '\0' };
  assert.equal((await token(nul)).json().error, 'invalid_client');
});

test('a token is given back by its app alone; giving it back twice is no error', async () => {
  const [app, strange] = [await newApp(), await newApp()];
  const { access_token } = (await exchange(app, await codeFor(app))).json();
  const revoke = (client: object, secret = access_token) =>
    community.request({ method: 'POST', url: '/oauth/revoke', payload: { ...client, token: secret } });
  for (const client of [credentials(strange), { ...credentials(app), client_secret: 'guess' }, {}]) {
    const refused = await revoke(client);
    assert.equal(refused.statusCode, 403);
    assert.equal(refused.json().error, 'unauthorized_client');
  }
  assert.equal((await revoke(credentials(app), await ann.token())).statusCode, 403, 'a token of no app');
  assert.notEqual(await authenticate(community.ctx(), access_token), null);
  for (let i = 0; i < 2; i++) {
    const done = await revoke(credentials(app));
    assert.equal(done.statusCode, 200);
    assert.deepEqual(done.json(), {});
  }
  assert.equal(await authenticate(community.ctx(), access_token), null);
});

test('a client without a secret may give back its own token', async () => {
  const app = await newApp();
  const { access_token } = (await exchange(app, await codeFor(app))).json();
  const payload = { client_id: app.client_id, token: access_token };
  assert.equal((await community.request({ method: 'POST', url: '/oauth/revoke', payload })).statusCode, 200);
  assert.equal(await authenticate(community.ctx(), access_token), null);
});

test('the metadata names what is there', async () => {
  const answer = await community.request({ url: '/.well-known/oauth-authorization-server' });
  const { origin } = community.tenant;
  const data = answer.json();
  assert.equal(data.issuer, origin);
  assert.equal(data.token_endpoint, `${origin}/oauth/token`);
  assert.equal(data.app_registration_endpoint, `${origin}/api/v1/apps`);
  assert.deepEqual(data.code_challenge_methods_supported, ['S256']);
  assert.deepEqual(data.grant_types_supported, ['authorization_code', 'client_credentials']);
  assert.equal(data.authorization_response_iss_parameter_supported, true);
  assert.equal(answer.headers['access-control-allow-origin'], '*');
});

test('userinfo tells who is signed in, with the profile scope only', async () => {
  const answer = await community.request({ url: '/oauth/userinfo', token: await ann.token(['profile']) });
  const { origin } = community.tenant;
  assert.equal(answer.json().sub, `${origin}/users/ann`);
  assert.equal(answer.json().preferred_username, 'ann');
  assert.equal(answer.json().iss, origin);
  assert.equal(
    (await community.request({ url: '/oauth/userinfo', token: await ann.token(['read']) })).statusCode,
    403,
  );
  assert.equal((await community.request({ url: '/oauth/userinfo' })).statusCode, 401);
});

test('a code out of band is exchanged under the same name', async () => {
  const app = await newApp('read', OUT_OF_BAND);
  const code = await codeFor(app, { redirect_uri: OUT_OF_BAND });
  assert.equal((await exchange(app, code, { redirect_uri: OUT_OF_BAND })).statusCode, 200);
});

const ageCodes = statement(
  'test-age-codes',
  `update tenant.oauth_code set expires_at = now() - interval '1 second'`,
);
