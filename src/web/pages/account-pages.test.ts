import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeBrowser } from '../../../test/support/browser.ts';
import { makeCommunity } from '../../../test/support/community.ts';
import { PASSWORD, personWithLogin } from '../../../test/support/logins.ts';
import { mailsTo } from '../../../test/support/mails.ts';
import { authenticate } from '../../auth/authenticate.ts';
import { sendMail } from '../../deliver/mail.ts';

const community = await makeCommunity({ rules: [{ id: '1', text: 'Be kind & calm', hint: '' }] });
const NEW = 'entirely different words';

/** Pages are compared without what is new on each. */
const withoutNonce = (html: string) => html.replaceAll(/nonce="[^"]*"/g, '');

async function signedIn(login: string, password = PASSWORD) {
  const browser = makeBrowser(community);
  const answer = await browser.submit(await browser.open('/sign-in'), '/sign-in', { login, password });
  assert.equal(answer.status, 303, answer.html);
  return browser;
}

/** The path and query of the newest link mailed to an address. */
async function linkTo(email: string): Promise<string> {
  const mail = (await mailsTo(community, email)).findLast((found) => found.values.link !== undefined)!;
  const { pathname, search } = new URL(mail.values.link!);
  return pathname + search;
}

test('signing up, opening the mailed link and pressing its button makes a member', async () => {
  const browser = makeBrowser(community);
  const page = await browser.open('/sign-up');
  assert.match(page.html, /Be kind &amp; calm/);
  const sheet = { username: 'ann', email: 'ann@example.org', password: PASSWORD, agreement: 'yes' };
  assert.match((await browser.submit(page, '/sign-up', sheet)).html, /Look at your mail/);

  const link = await linkTo('ann@example.org');
  const opened = await browser.open(link);
  assert.equal(opened.headers['referrer-policy'], 'no-referrer');
  assert.equal(opened.headers['cache-control'], 'no-store');
  await browser.open(link);
  const confirmed = await browser.submit(
    opened,
    '/confirm',
    {},
    { origin: 'null', 'sec-fetch-site': 'same-origin' },
  );
  assert.match(confirmed.html, /Your email address is confirmed/);
  assert.equal((await browser.submit(opened, '/confirm')).status, 422);
  await signedIn('ann');
});

test('a sign-up against the rules shows them and keeps what was typed, but no password', async () => {
  const browser = makeBrowser(community);
  const sheet = { username: 'be n"', email: 'ben@example.org', password: 'password1' };
  const page = await browser.submit(await browser.open('/sign-up'), '/sign-up', sheet);
  assert.equal(page.status, 422);
  assert.match(page.html, /id="username-problem">.*Use only letters/);
  assert.match(page.html, /value="be n&quot;"/);
  assert.ok(!page.html.includes('password1'));
});

test('the answer to a sign-up is the same for an address that is taken', async () => {
  await personWithLogin(community, 'owner1');
  const attempt = async (username: string, email: string) => {
    const browser = makeBrowser(community);
    const sheet = { username, email, password: PASSWORD, agreement: 'yes' };
    const { status, html } = await browser.submit(await browser.open('/sign-up'), '/sign-up', sheet);
    return { status, html: withoutNonce(html).replace(email, 'ADDRESS') };
  };
  assert.deepEqual(await attempt('new1', 'owner1@example.org'), await attempt('new2', 'free@example.org'));
});

test('a forgotten password is set anew by the mailed link', async () => {
  await personWithLogin(community, 'cat');
  const session = (await signedIn('cat')).cookies.get('session')!;
  const browser = makeBrowser(community);
  const asked = await browser.submit(await browser.open('/reset'), '/reset', { email: 'cat@example.org' });
  const nobody = await browser.submit(await browser.open('/reset'), '/reset', {
    email: 'nobody@example.org',
  });
  assert.equal(withoutNonce(asked.html), withoutNonce(nobody.html));

  const page = await browser.open(await linkTo('cat@example.org'));
  assert.equal(page.headers['referrer-policy'], 'no-referrer');
  const short = await browser.submit(page, '/reset/confirm', { password: 'short' });
  assert.equal(short.status, 422);
  assert.match((await browser.submit(short, '/reset/confirm', { password: NEW })).html, /Password set/);
  assert.equal(await authenticate(community.ctx(), session), null);
  await signedIn('cat', NEW);
});

test('links in mails name the community, whatever Host the request gave', async () => {
  const two = await makeCommunity();
  await personWithLogin(two, 'dan');
  const browser = makeBrowser(two);
  const page = await browser.open('/reset');
  const headers = { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' };
  await browser.submit(page, '/reset', { email: 'dan@example.org' }, headers);
  const [mail] = await mailsTo(two, 'dan@example.org');
  assert.ok(mail!.values.link!.startsWith(`${two.tenant.origin}/`));
});

test('the account page lists sessions and ends them', async () => {
  await personWithLogin(community, 'eve');
  const [here, there] = [await signedIn('eve'), await signedIn('eve')];
  const page = await here.open('/settings/security');
  assert.match(page.html, /This browser/);
  const ended = await here.submit(page, '/settings/sessions/revoke');
  assert.match((await here.open(ended.location!)).html, /The session was ended/);
  assert.equal((await there.open('/settings/security')).status, 303);
  assert.ok(!there.cookies.has('session'));

  const third = await signedIn('eve');
  await here.submit(await here.open('/settings/security'), '/settings/sessions/revoke-others');
  assert.equal((await third.open('/settings/security')).status, 303);
  assert.equal((await here.open('/settings/security')).status, 200);
});

test('nobody ends the session of somebody else', async () => {
  await personWithLogin(community, 'fay');
  await personWithLogin(community, 'gil');
  const [victim, thief] = [await signedIn('fay'), await signedIn('gil')];
  await signedIn('gil');
  const page = await thief.open('/settings/security');
  const found = await authenticate(community.ctx(), victim.cookies.get('session')!);
  const answer = await thief.submit(page, '/settings/sessions/revoke', { id: found!.access.sessionId });
  assert.equal(answer.status, 303);
  assert.equal((await victim.open('/settings/security')).status, 200);
});

test('password and mail address are changed with the present password', async () => {
  await personWithLogin(community, 'hal');
  const browser = await signedIn('hal');
  const page = await browser.open('/settings/security');
  const wrong = await browser.submit(page, '/settings/password', { present: 'guess', password: NEW });
  assert.equal(wrong.status, 422);
  assert.match(wrong.html, /not your current password/);
  const changed = await browser.submit(page, '/settings/password', { present: PASSWORD, password: NEW });
  assert.match((await browser.open(changed.location!)).html, /Your password was changed/);

  const account = await browser.open('/settings/account');
  await browser.submit(account, '/settings/email', { present: NEW, email: 'hal@new.example' });
  const link = await browser.open(await linkTo('hal@new.example'));
  assert.match((await browser.submit(link, '/settings/email/confirm')).html, /Address changed/);
  await signedIn('hal@new.example', NEW);
});

test('mails are shown to this very machine only, and never through a proxy', async () => {
  const mail = {
    to: 'ann@example.org',
    template: 'reset',
    values: { name: 'ann', link: 'http://x.localhost/r' },
    locale: 'en',
  };
  await sendMail(community.ctx(), mail, community.deployment);
  const open = async (remoteAddress: string, headers = {}) =>
    (await community.request({ url: '/mail', remoteAddress, headers })).statusCode;
  const shown = await community.request({ url: '/mail', remoteAddress: '127.0.0.1' });
  assert.equal(shown.statusCode, 200);
  assert.match(shown.body, /href="http:\/\/x\.localhost\/r"/);
  assert.equal(await open('::1'), 200);
  assert.equal(await open('192.0.2.1'), 404);
  for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via', 'x-forwarded-proto'])
    assert.equal(await open('127.0.0.1', { [name]: '127.0.0.1' }), 404, name);
});

test('a closed community shows no form', async () => {
  const closed = await makeCommunity({ registration: 'closed' });
  const page = await makeBrowser(closed).open('/sign-up');
  assert.match(page.html, /No new members for now/);
  assert.ok(!page.html.includes('action="/sign-up"'));
});

test('a username that is taken brings names that are free, at the field, which gets the focus', async () => {
  await personWithLogin(community, 'ida');
  const browser = makeBrowser(community);
  const sheet = { username: 'ida', email: 'ida2@example.org', password: PASSWORD, agreement: 'yes' };
  const page = await browser.submit(await browser.open('/sign-up'), '/sign-up', sheet);
  assert.equal(page.status, 422);
  const input = /<input[^>]*name="username"[^>]*>/.exec(page.html)![0];
  assert.match(input, /aria-invalid="true"/);
  assert.match(input, /aria-describedby="username-problem username-hint"/);
  assert.match(input, /autofocus/);
  assert.equal(page.html.match(/autofocus/g)!.length, 1);
  assert.match(page.html, /id="username-hint">Free names close to it: ida_, ida1/);
  assert.match(page.html, /name="agreement"[^>]*checked/);
});

test('script typed into the fields of a sign-up comes back as text', async () => {
  const approval = await makeCommunity({ registration: 'approval' });
  const browser = makeBrowser(approval);
  const script = '"><script>alert(1)</script></textarea>';
  const sheet = { username: script, email: script, password: script, reason: script };
  const page = await browser.submit(await browser.open('/sign-up'), '/sign-up', sheet);
  assert.equal(page.status, 422);
  assert.ok(!page.html.includes('<script>alert'));
  assert.match(page.html, /&lt;script>alert\(1\)&lt;\/script>&lt;\/textarea>/);
});
