import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { makeBrowser } from '../../../test/support/browser.ts';
import { makeCommunity } from '../../../test/support/community.ts';
import { PASSWORD, personWithLogin } from '../../../test/support/logins.ts';
import { OUT_OF_BAND } from '../../auth/oauth/redirect.ts';

const community = await makeCommunity();
await personWithLogin(community, 'ann');
const CALLBACK = 'https://client.example/done?from=here';

async function newApp(redirect_uris: string, scopes = 'read write') {
  const payload = { client_name: 'Client <b>', redirect_uris, scopes };
  return (await community.request({ method: 'POST', url: '/api/v1/apps', payload })).json();
}

const app = await newApp(CALLBACK);

const address = (change: Record<string, string | undefined> = {}) => {
  const asked = {
    response_type: 'code',
    client_id: app.client_id,
    redirect_uri: CALLBACK,
    state: 's & t',
    ...change,
  };
  const given = Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `/oauth/authorize?${new URLSearchParams(given)}`;
};

async function signedIn() {
  const browser = makeBrowser(community);
  await browser.submit(await browser.open('/sign-in'), '/sign-in', { login: 'ann', password: PASSWORD });
  return browser;
}

const answerOf = (location: string | undefined) => Object.fromEntries(new URL(location!).searchParams);

test('the whole way: sign in, agree, be sent back with a code, exchange it', async () => {
  const verifier = randomBytes(32).toString('base64url');
  const code_challenge = createHash('sha256').update(verifier).digest('base64url');
  const browser = makeBrowser(community);
  const url = address({ scope: 'read write:statuses', code_challenge, code_challenge_method: 'S256' });
  const first = await browser.open(url);
  assert.equal(first.status, 303);
  const signInPage = await browser.open(first.location!);
  const back = await browser.submit(signInPage, '/sign-in', { login: 'ann', password: PASSWORD });
  const consent = await browser.open(back.location!);
  assert.match(consent.html, /Client &lt;b>/);
  assert.match(consent.html, /@ann/);
  assert.match(consent.html, /see your posts|change your posts/);
  assert.match(consent.html, /The answer goes to client\.example/);

  const sent = await browser.submit(consent, '/oauth/authorize', { decision: 'allow' });
  assert.equal(sent.status, 303);
  assert.ok(sent.location!.startsWith(`${CALLBACK}&`));
  const { code, ...rest } = answerOf(sent.location);
  assert.deepEqual(rest, { from: 'here', state: 's & t', iss: community.tenant.origin });
  const payload = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: CALLBACK,
    client_id: app.client_id,
    code_verifier: verifier,
  };
  const token = await community.request({ method: 'POST', url: '/oauth/token', payload });
  assert.equal(token.json().scope, 'read write:statuses');
});

test('browsers let the form end at the app, and at nothing else', async () => {
  const browser = await signedIn();
  const policyOf = async (redirect_uri: string, client_id: string) =>
    String((await browser.open(address({ redirect_uri, client_id }))).headers['content-security-policy']);
  assert.match(await policyOf(CALLBACK, app.client_id), /form-action 'self' https:;/);
  const phone = await newApp('com.phone:/done');
  assert.match(await policyOf('com.phone:/done', phone.client_id), /form-action 'self' com\.phone:;/);
});

test('an app of the phone is answered under its own scheme', async () => {
  const browser = await signedIn();
  const phone = await newApp('com.phone:/done');
  const consent = await browser.open(
    address({ client_id: phone.client_id, redirect_uri: 'com.phone:/done' }),
  );
  const sent = await browser.submit(consent, '/oauth/authorize', { decision: 'allow' });
  assert.match(sent.location!, /^com\.phone:\/done\?code=/);
});

test('out of band the code is shown, once agreed', async () => {
  const browser = await signedIn();
  const oob = await newApp(OUT_OF_BAND);
  const consent = await browser.open(address({ client_id: oob.client_id, redirect_uri: OUT_OF_BAND }));
  const shown = await browser.submit(consent, '/oauth/authorize', { decision: 'allow' });
  assert.equal(shown.status, 200);
  const code = /<code class="code">([\w-]{43})<\/code>/.exec(shown.html)![1];
  const { client_id, client_secret } = oob;
  const payload = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: OUT_OF_BAND,
    client_id,
    client_secret,
  };
  assert.equal((await community.request({ method: 'POST', url: '/oauth/token', payload })).statusCode, 200);
});

test('declining is told to the app', async () => {
  const browser = await signedIn();
  const consent = await browser.open(address());
  const sent = await browser.submit(consent, '/oauth/authorize', { decision: 'deny' });
  const { error, state, iss } = answerOf(sent.location);
  assert.deepEqual([error, state, iss], ['access_denied', 's & t', community.tenant.origin]);
  assert.ok(!sent.location!.includes('code='));
});

test('nobody is ever sent to an address the app has not registered', async () => {
  const browser = await signedIn();
  for (const redirect_uri of [
    'https://evil.example/',
    `${CALLBACK}x`,
    'https://client.example/done',
    'https://CLIENT.example/done?from=here',
    `${CALLBACK}/../x`,
    '',
    'javascript:alert(1)',
  ]) {
    const page = await browser.open(address({ redirect_uri }));
    assert.equal(page.status, 400, redirect_uri);
    assert.equal(page.location, undefined);
  }
  const unknown = await browser.open(address({ client_id: 'made-up' }));
  assert.deepEqual([unknown.status, unknown.location], [400, undefined]);
});

test('what is checked when the page opens is checked again when it is sent', async () => {
  const browser = await signedIn();
  const consent = await browser.open(address({ scope: 'read' }));
  const moved = await browser.submit(consent, '/oauth/authorize', {
    decision: 'allow',
    redirect_uri: 'https://evil.example/',
  });
  assert.deepEqual([moved.status, moved.location], [400, undefined]);
  const wider = await browser.submit(consent, '/oauth/authorize', { decision: 'allow', scope: 'read push' });
  assert.equal(answerOf(wider.location).error, 'invalid_scope');
});

test('other mistakes of an app are told to it, after the person has signed in', async () => {
  const plain = { code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' };
  const mistakes: [Record<string, string>, string][] = [
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ scope: 'read push' }, 'invalid_scope'],
    [{ scope: 'everything' }, 'invalid_scope'],
    [plain, 'invalid_request'],
    [{ code_challenge: 'x'.repeat(43) }, 'invalid_request'],
  ];
  const browser = await signedIn();
  for (const [change, code] of mistakes) {
    assert.match((await makeBrowser(community).open(address(change))).location!, /^\/sign-in\?/);
    const sent = await browser.open(address(change));
    assert.equal(answerOf(sent.location).error, code);
    assert.equal(answerOf(sent.location).state, 's & t');
  }
});

test('force_login asks for the password again, once', async () => {
  const browser = await signedIn();
  const first = await browser.open(address({ force_login: 'true' }));
  assert.match(first.location!, /^\/sign-in\?/);
  const back = await browser.submit(await browser.open(first.location!), '/sign-in', {
    login: 'ann',
    password: PASSWORD,
  });
  assert.equal((await browser.open(back.location!)).status, 200);
});

test('agreeing needs the form of this session: no other site can agree for a person', async () => {
  const browser = await signedIn();
  const consent = await browser.open(address());
  const foreign = await browser.submit(
    consent,
    '/oauth/authorize',
    { decision: 'allow' },
    { origin: 'https://evil.example' },
  );
  assert.equal(foreign.status, 403);
  const other = await signedIn();
  assert.equal((await other.submit(consent, '/oauth/authorize', { decision: 'allow' })).status, 403);
});
