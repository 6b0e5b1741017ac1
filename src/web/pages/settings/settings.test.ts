import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode } from '../../../../test/support/browser.ts';
import { makeCommunity } from '../../../../test/support/community.ts';
import { PASSWORD, personWithLogin } from '../../../../test/support/logins.ts';
import { signedIn } from '../../../../test/support/member-forms.ts';
import { pictureOf } from '../../../../test/support/picture.ts';
import { createToken } from '../../../auth/personal-token.ts';
import { notificationPolicy } from '../../../notification/policy.ts';
import { block } from '../../../user/block.ts';
import { credentialsOf } from '../../../user/credentials.ts';
import { mute } from '../../../user/mute.ts';
import { userById } from '../../../user/user.ts';

const community = await makeCommunity();
const ann = await personWithLogin(community, 'ann');
const owner = await personWithLogin(community, 'oona', { role: 'owner' });
const profileOf = async (id: string) => (await userById(community.ctx(), id))!.profile;

const SECTIONS = 'profile account security applications privacy notifications appearance language'.split(' ');

test('strangers sign in first; members find every section, and only the staff the community’s', async () => {
  const browser = await signedIn(community, ann);
  for (const path of ['/settings', ...SECTIONS.map((name) => `/settings/${name}`)]) {
    const stranger = await community.request({ method: 'GET', url: path, headers: { accept: 'text/html' } });
    assert.equal(stranger.statusCode, 303, path);
    const { status, html } = await browser.open(path);
    assert.equal(status, 200, path);
    assert.equal(html.match(/<h1/g)?.length, 1, path);
    assert.doesNotMatch(html, /href="\/settings\/community"/, path);
  }
  assert.equal((await browser.open('/settings/community')).status, 403);
  assert.match(
    (await (await signedIn(community, owner)).open('/settings')).html,
    /href="\/settings\/community"/,
  );
});

test('a profile is changed, with pictures, and taken away again', async () => {
  const browser = await signedIn(community, ann);
  const texts = {
    displayName: 'Ann <script>alert(1)</script>',
    bio: 'One\r\n"><script>alert(2)</script>',
    'field-name-0': '<i>web</i>',
    'field-value-0': 'https://ann.example',
    avatarDescription: '"onload="x',
    locked: 'yes',
  };
  const files = { avatar: await pictureOf('red'), header: await pictureOf('blue', 600, 200) };
  const saved = await browser.upload('/settings/profile', '/settings/profile', texts, files);
  assert.deepEqual([saved.status, saved.location], [303, '/settings/profile?done=saved']);
  const profile = await profileOf(ann.id);
  assert.equal(profile.bio, 'One\n"><script>alert(2)</script>');
  assert.equal(profile.fields[0]?.name, '<i>web</i>');
  assert.ok(profile.locked && !profile.bot && profile.avatar !== null && profile.header !== null);
  const { html } = await browser.open(saved.location!);
  assert.match(html, /role="status"[\s\S]*Saved\./);
  assert.doesNotMatch(html, /<script>alert|<i>web|"onload="/);
  await browser.fill('/settings/profile', '/settings/profile', { 'avatar-remove': 'yes' });
  assert.equal((await profileOf(ann.id)).avatar, null);
});

test('a broken rule is told beside its field, which gets the focus, and what was typed stays', async () => {
  const browser = await signedIn(community, ann);
  const typed = { displayName: 'x'.repeat(31), bio: 'kept "text"', 'field-value-0': 'no name' };
  const answer = await browser.fill('/settings/profile', '/settings/profile', typed);
  assert.equal(answer.status, 422);
  const input = /<input[^>]*name="displayName"[^>]*>/.exec(answer.html)![0];
  assert.match(input, /aria-invalid="true"/);
  assert.match(input, /aria-describedby="displayName-problem/);
  assert.match(input, /autofocus/);
  assert.match(answer.html, /id="displayName-problem"[\s\S]*?at most 30 characters/);
  assert.match(answer.html, /id="fields-problem"/);
  assert.match(decode(answer.html), /kept "text"/);
});

test('a file that is no picture is refused beside its field', async () => {
  const browser = await signedIn(community, ann);
  const files = { avatar: Buffer.from('<svg onload=alert(1)>') };
  const answer = await browser.upload(
    '/settings/profile',
    '/settings/profile',
    { displayName: 'Ann' },
    files,
  );
  assert.equal(answer.status, 422);
  assert.match(answer.html, /id="avatar-problem"/);
});

test('the notice after a form comes from a closed list', async () => {
  const browser = await signedIn(community, ann);
  for (const code of ['constructor', '<script>alert(1)</script>', 'anything']) {
    const { html } = await browser.open(`/settings/profile?done=${encodeURIComponent(code)}`);
    assert.doesNotMatch(html, /class="notice/);
  }
});

test('the password is changed by who knows it, and other sessions end', async () => {
  const [here, there] = [await signedIn(community, ann), await signedIn(community, ann)];
  const wrong = await here.fill('/settings/security', '/settings/password', {
    present: 'no',
    password: 'a new long walk',
  });
  assert.equal(wrong.status, 422);
  assert.match(wrong.html, /id="present-problem"/);
  assert.doesNotMatch(wrong.html, /a new long walk/);
  const done = await here.fill('/settings/security', '/settings/password', {
    present: PASSWORD,
    password: 'a new long walk',
  });
  assert.equal(done.location, '/settings/security?done=password-changed');
  assert.equal((await here.open('/settings')).status, 200);
  assert.equal((await there.open('/settings')).status, 303);
});

test('sessions are listed and ended, one or all others; repeating it is harmless', async () => {
  const [here, there, elsewhere] = [
    await signedIn(community, ann),
    await signedIn(community, ann),
    await signedIn(community, ann),
  ];
  const { html } = await here.open('/settings/security');
  assert.match(html, /This browser/);
  const ids = [...html.matchAll(/<input type="hidden" name="id" value="(\d+)"/g)].map(([, id]) => id!);
  const newest = ids.toSorted().at(-1)!;
  for (let time = 0; time < 2; time++) {
    const ended = await here.fill('/settings/security', '/settings/sessions/revoke', { id: newest });
    assert.equal(ended.location, '/settings/security?done=session-ended');
  }
  assert.equal((await elsewhere.open('/settings')).status, 303);
  assert.equal((await there.open('/settings')).status, 200);
  await here.fill('/settings/security', '/settings/sessions/revoke-others');
  assert.equal((await there.open('/settings')).status, 303);
});

test('apps are shut out and tokens made, shown once and revoked', async () => {
  const browser = await signedIn(community, ann);
  const refused = await browser.fill('/settings/applications', '/settings/applications/tokens', {
    name: ' ',
  });
  assert.equal(refused.status, 422);
  assert.match(refused.html, /id="name-problem"[\s\S]*id="scopes-problem"/);
  const made = await browser.fill('/settings/applications', '/settings/applications/tokens', {
    name: '<b>cron</b>',
    scope: 'read',
  });
  assert.equal(made.status, 200);
  assert.equal(made.headers['cache-control'], 'no-store');
  const secret = /id="token"[^>]*value="([^"]+)"/.exec(made.html)![1]!;
  const check = await community.request({
    method: 'GET',
    url: '/api/v1/accounts/verify_credentials',
    token: secret,
  });
  assert.equal(check.statusCode, 200);
  const { html } = await browser.open('/settings/applications');
  assert.ok(!html.includes(secret) && !html.includes('<b>cron'));
  const id = /name="id" value="(\d+)"/.exec(html)![1]!;
  const revoked = await browser.fill('/settings/applications', '/settings/applications/tokens/revoke', {
    id,
  });
  assert.equal(revoked.location, '/settings/applications?done=token-revoked');
  const after = await community.request({
    method: 'GET',
    url: '/api/v1/accounts/verify_credentials',
    token: secret,
  });
  assert.equal(after.statusCode, 401);
});

test('nobody revokes what belongs to another', async () => {
  const theirs = await createToken(owner.ctx(), { name: 'theirs', scopes: ['read'] });
  const browser = await signedIn(community, ann);
  await createToken(ann.ctx(), { name: 'mine', scopes: ['read'] });
  await browser.fill('/settings/applications', '/settings/applications/tokens/revoke', { id: theirs.id });
  const check = await community.request({
    method: 'GET',
    url: '/api/v1/accounts/verify_credentials',
    token: theirs.token,
  });
  assert.equal(check.statusCode, 200);
});

test('a token that is no sign-in opens no settings', async () => {
  const { token } = await createToken(ann.ctx(), { name: 'mine', scopes: ['read'] });
  const headers = { accept: 'text/html', cookie: `session=${token}` };
  const answer = await community.request({ method: 'GET', url: '/settings', headers });
  assert.equal(answer.statusCode, 303);
});

test('privacy, filters and languages are kept', async () => {
  const browser = await signedIn(community, ann);
  await browser.fill('/settings/privacy', '/settings/privacy', {
    visibility: 'unlisted',
    sensitive: 'yes',
    indexable: 'yes',
  });
  const own = await credentialsOf(ann.ctx());
  assert.deepEqual([own.defaultVisibility, own.defaultSensitive], ['unlisted', true]);
  assert.deepEqual(
    [(await profileOf(ann.id)).indexable, (await profileOf(ann.id)).discoverable],
    [true, false],
  );
  await browser.fill('/settings/notifications', '/settings/notifications', {
    newAccounts: 'drop',
    notFollowing: 'nonsense',
  });
  const policy = await notificationPolicy(ann.ctx());
  assert.deepEqual([policy.newAccounts, policy.notFollowing], ['drop', 'accept']);
  const wrong = await browser.fill('/settings/language', '/settings/language', {
    defaultLanguage: 'nonsense!',
  });
  assert.equal(wrong.status, 422);
  assert.match(wrong.html, /id="defaultLanguage-problem"/);
  await browser.fill('/settings/language', '/settings/language', {
    language: 'ar',
    defaultLanguage: 'pt-BR',
  });
  const { html } = await browser.open('/settings/language');
  assert.match(html, /<html lang="ar" dir="rtl"/);
  assert.match(html, /value="pt-BR" selected/);
  assert.equal((await profileOf(ann.id)).locale, 'ar');
  await browser.fill('/settings/language', '/settings/language', { language: 'en' });
});

test('looks are kept in the browser, and the script is told what was done', async () => {
  const browser = await signedIn(community, ann);
  const page = await browser.open('/settings/appearance');
  const fields = { theme: 'dark', contrast: 'more', motion: '"><script>' };
  const answer = await browser.submit(page, '/settings/appearance', fields, { accept: 'application/json' });
  assert.deepEqual(Object.keys(JSON.parse(answer.html)), ['ok', 'said']);
  const { html } = await browser.open('/');
  assert.match(html, /data-theme="dark" data-contrast="more" data-motion="system"/);
});

test('blocked and muted people are listed, and let go again', async () => {
  const [bo, mo] = [await community.person('bo'), await community.person('mo')];
  await block(ann.ctx(), bo.id);
  await mute(ann.ctx(), mo.id, { duration: 3600 });
  const browser = await signedIn(community, ann);
  assert.match((await browser.open('/settings/privacy/muted')).html, /@mo[\s\S]*Until /);
  const answer = await browser.press('/settings/privacy/blocked', `/users/${bo.id}/unblock`);
  assert.equal(answer.location, '/settings/privacy/blocked');
  assert.match((await browser.open('/settings/privacy/blocked')).html, /You block nobody/);
});

test('the community is changed by those who run it, with a logo', async () => {
  const browser = await signedIn(community, owner);
  const fields = {
    name: 'The <Reef>',
    description: 'x',
    about: '',
    accent: '#0a7d4f',
    registration: 'approval',
    publicPreview: 'yes',
    'rule-0': 'Be <kind>',
    'rule-hint-0': 'Always',
  };
  const saved = await browser.upload('/settings/community', '/settings/community', fields, {
    logo: await pictureOf('green', 512, 512),
  });
  assert.equal(saved.location, '/settings/community?done=saved');
  const { html } = await browser.open('/settings/community');
  assert.match(html, /value="#0a7d4f"/);
  assert.match(html, /Be &lt;kind/);
  assert.doesNotMatch(html, /<Reef>|<kind>/);
  const wrong = await browser.fill('/settings/community', '/settings/community', {
    ...fields,
    name: '',
    accent: 'red',
  });
  assert.equal(wrong.status, 422);
  assert.match(wrong.html, /id="name-problem"[\s\S]*id="accent-problem"/);
  const member = await signedIn(community, ann);
  const stolen = await member.pressAgain('/settings', '/settings/community');
  assert.equal(stolen.status, 403);
});

test('an account is deleted by who knows its password, and its sign-in ends', async () => {
  const gone = await personWithLogin(community, 'gone');
  const browser = await signedIn(community, gone);
  const wrong = await browser.fill('/settings/account/delete', '/settings/account/delete', { present: 'no' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.html, /id="present-problem"/);
  const done = await browser.fill('/settings/account/delete', '/settings/account/delete', {
    present: PASSWORD,
  });
  assert.equal(done.location, '/');
  assert.ok(!browser.cookies.has('session'));
  const asOwner = await signedIn(community, owner);
  const refused = await asOwner.fill('/settings/account/delete', '/settings/account/delete', {
    present: PASSWORD,
  });
  assert.equal(refused.status, 409);
});

test('a sign-in of one community opens nothing in another', async () => {
  const other = await makeCommunity();
  const browser = await signedIn(community, ann);
  const cookie = `session=${browser.cookies.get('session')}`;
  const answer = await other.request({
    method: 'GET',
    url: '/settings/profile',
    headers: { accept: 'text/html', cookie },
  });
  assert.equal(answer.statusCode, 303);
});
