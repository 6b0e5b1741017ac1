import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeBrowser } from '../../../test/support/browser.ts';
import { makeCommunity } from '../../../test/support/community.ts';
import { PASSWORD, personWithLogin } from '../../../test/support/logins.ts';
import { mailsTo } from '../../../test/support/mails.ts';
import { authenticate } from '../../auth/authenticate.ts';
import { localPath } from '../kit/local-path.ts';

const community = await makeCommunity({ name: 'The <Reef>' });
await personWithLogin(community, 'ann');

async function signedIn(next = '') {
  const browser = makeBrowser(community);
  const page = await browser.open(`/sign-in?${new URLSearchParams({ next })}`);
  const answer = await browser.submit(page, '/sign-in', { login: 'ann', password: PASSWORD });
  return { browser, answer };
}

test('signing in sets a session cookie no script reads, and goes where one wanted to go', async () => {
  const { browser, answer } = await signedIn('/settings/security?x=1');
  assert.equal(answer.status, 303);
  assert.equal(answer.location, '/settings/security?x=1');
  const cookie = String(answer.headers['set-cookie']);
  assert.match(cookie, /session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax/);
  assert.match((await browser.open('/')).html, /href="\/@ann"/);
  assert.equal(answer.headers['cache-control'], 'no-store');
});

test('a wrong password shows the form again with one sentence, and keeps no password', async () => {
  const browser = makeBrowser(community);
  const page = await browser.open('/sign-in');
  const answer = await browser.submit(page, '/sign-in', { login: 'ann', password: 'not my password' });
  assert.equal(answer.status, 422);
  assert.match(answer.html, /role="alert"/);
  assert.match(answer.html, /value="ann"/);
  assert.ok(!answer.html.includes('not my password'));
  assert.ok(!browser.cookies.has('session'));
});

test('nobody is led off the site after signing in', () => {
  for (const next of [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '',
    'settings',
    '/%0d%0aSet-Cookie',
    '/..//evil.example',
    '/a\\b',
  ]) {
    const path = localPath(next);
    assert.match(path, /^\/(?!\/)/, next);
    assert.equal(new URL(path, 'https://here.example').host, 'here.example', next);
  }
  assert.equal(localPath('/oauth/authorize?scope=read%20write'), '/oauth/authorize?scope=read%20write');
});

test('a form from another site, without its token, or of another browser is refused', async () => {
  const browser = makeBrowser(community);
  const page = await browser.open('/sign-in');
  const fields = { login: 'ann', password: PASSWORD };
  const refused = [
    await browser.submit(page, '/sign-in', fields, { origin: 'https://evil.example' }),
    await browser.submit(page, '/sign-in', fields, { 'sec-fetch-site': 'cross-site' }),
    await browser.submit(page, '/sign-in', { ...fields, form_token: '' }),
    await browser.submit(page, '/sign-in', { ...fields, form_token: 'x'.repeat(43) }),
    await makeBrowser(community).submit(page, '/sign-in', fields),
  ];
  for (const answer of refused) assert.equal(answer.status, 403);
  assert.equal((await browser.submit(page, '/sign-in', fields, { origin: 'null' })).status, 303);
});

test('signing out needs the form, ends the session and forgets the cookie', async () => {
  const { browser } = await signedIn();
  const secret = browser.cookies.get('session')!;
  const bare = await community.request({
    method: 'POST',
    url: '/sign-out',
    headers: { cookie: `session=${secret}` },
  });
  assert.equal(bare.statusCode, 403);
  assert.notEqual(await authenticate(community.ctx(), secret), null);
  await browser.submit(await browser.open('/sign-out'), '/sign-out');
  assert.equal(await authenticate(community.ctx(), secret), null);
  assert.ok(!browser.cookies.has('session'));
});

test('signing in over an old session ends the old one', async () => {
  const { browser } = await signedIn();
  const old = browser.cookies.get('session')!;
  await browser.submit(await browser.open('/sign-in'), '/sign-in', { login: 'ann', password: PASSWORD });
  assert.notEqual(browser.cookies.get('session'), old);
  assert.equal(await authenticate(community.ctx(), old), null);
});

test('a browser is known by its cookie: only a new one is told by mail', async () => {
  await personWithLogin(community, 'ben');
  const enter = async (browser: ReturnType<typeof makeBrowser>) =>
    browser.submit(await browser.open('/sign-in'), '/sign-in', { login: 'ben', password: PASSWORD });
  const [own, strange] = [makeBrowser(community), makeBrowser(community)];
  await enter(own);
  await enter(own);
  assert.equal((await mailsTo(community, 'ben@example.org')).length, 0);
  await enter(strange);
  assert.deepEqual(
    (await mailsTo(community, 'ben@example.org')).map((mail) => mail.template),
    ['new-device'],
  );
});

test('pages run our own script alone, are not framed, and escape what people wrote', async () => {
  const page = await makeBrowser(community).open('/sign-in');
  assert.match(page.html, /The &lt;Reef>/);
  assert.ok(!page.html.includes('The <Reef>'));
  assert.doesNotMatch(page.html, / style=| on\w+="/i);
  const policy = String(page.headers['content-security-policy']);
  const nonce = /'nonce-([\w-]+)'/.exec(policy)![1];
  for (const [, attributes = ''] of page.html.matchAll(/<script([^>]*)>/g))
    assert.ok(attributes.includes(`nonce="${nonce}"`) || attributes.includes('type="application/json"'));
  for (const rule of [
    "default-src 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ])
    assert.ok(policy.includes(rule), rule);
  assert.ok(!policy.includes('unsafe'));
  const sheet = /href="(\/web\/main-[\w-]+\.css)"/.exec(page.html)![1]!;
  const css = await community.request({ url: sheet });
  assert.equal(css.statusCode, 200);
  assert.match(String(css.headers['cache-control']), /immutable/);
});

test('an address where nothing is shows a page to browsers and JSON to programs', async () => {
  const page = await makeBrowser(community).open('/nowhere');
  assert.equal(page.status, 404);
  assert.match(page.html, /Nothing here/);
  const json = await community.request({ url: '/api/v1/nowhere', headers: { accept: 'text/html' } });
  assert.deepEqual([json.statusCode, json.json()], [404, { error: 'Record not found' }]);
});

test('a session cookie of another community is nothing here', async () => {
  const other = await makeCommunity();
  const { browser } = await signedIn();
  const cookie = `session=${browser.cookies.get('session')}`;
  const page = await other.request({ url: '/settings/security', headers: { cookie } });
  assert.equal(page.statusCode, 303);
  assert.equal(page.headers.location, '/sign-in?next=%2Fsettings%2Fsecurity');
});
