import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeBrowser } from '../../../../test/support/browser.ts';
import { makeCommunity } from '../../../../test/support/community.ts';
import { publish } from '../../../../test/support/posting.ts';
import { browserOf } from '../../../../test/support/signed-in.ts';
import { createPost } from '../../../post/create.ts';
import { pinPost } from '../../../post/pin.ts';
import { block } from '../../../user/block.ts';
import { follow } from '../../../user/follow.ts';
import { mute } from '../../../user/mute.ts';
import { updateProfile } from '../../../user/profile.ts';
import { relationshipsOf } from '../../../user/relationships.ts';
import { setState } from '../../../user/roles.ts';

const SCRIPT = `"><script>alert(1)</script><img src=x onerror=alert(1)>`;
/** What would run if it came out as it was put in. */
const RUNS = /<script>alert|<img src=x/;

const community = await makeCommunity();
const ana = await community.person('ana');
const ben = await community.person('ben');
const visitor = makeBrowser(community);

test('a profile says who somebody is, to visitors too, and escapes what they wrote', async () => {
  await updateProfile(ana.ctx(), {
    displayName: SCRIPT.slice(0, 29),
    bio: SCRIPT,
    fields: [{ name: SCRIPT, value: SCRIPT }],
  });
  const { status, html } = await visitor.open('/@ana');
  assert.equal(status, 200);
  assert.doesNotMatch(html, RUNS);
  assert.match(html, /&lt;script>/);
  assert.match(html, /href="\/sign-in\?next=%2F%40ana"/);
  await updateProfile(ana.ctx(), { displayName: 'Ana', bio: '', fields: [] });
});

test('the profile of nobody is not there, nor is that of another community', async () => {
  assert.equal((await visitor.open('/@nobody')).status, 404);
  const other = await makeCommunity();
  assert.equal((await makeBrowser(other).open('/@ana')).status, 404);
});

test('a community for members only shows no profile to visitors', async () => {
  const closed = await makeCommunity({ publicPreview: false });
  const { ctx } = await closed.person('inside');
  await updateProfile(ctx(), { displayName: 'Somebody Inside' });
  const shown = await makeBrowser(closed).open('/@inside');
  assert.notEqual(shown.status, 200);
  assert.doesNotMatch(shown.html, /Somebody Inside/);
});

test('suspended people are gone for members, and marked for the team', async () => {
  const bad = await community.person('bad');
  const mod = await community.person('mod', { role: 'moderator' });
  await setState(community.ctx(), bad.id, 'suspended');
  assert.equal((await (await browserOf(community, ben)).open('/@bad')).status, 404);
  assert.match((await (await browserOf(community, mod)).open('/@bad')).html, /suspended/);
});

test('tabs show posts, comments and pictures; likes only to oneself', async () => {
  const post = await publish(community, ana, 'tab one');
  await createPost(ben.ctx(), { text: 'tab two', parentId: post });
  const browser = await browserOf(community, ben);
  assert.doesNotMatch((await browser.open('/@ben')).html, /tab two/);
  assert.match((await browser.open('/@ben/comments')).html, /tab two/);
  assert.match((await browser.open('/@ben/media')).html, /No pictures yet/);
  assert.equal((await browser.open('/@ben/likes')).status, 200);
  assert.equal((await browser.open('/@ana/likes')).status, 404);
  assert.equal((await visitor.open('/@ben/likes')).status, 404);
});

test('a comment names whom it answers, also where nothing else of them is on the page', async () => {
  const said = await publish(community, ben, 'what do you think?');
  const answer = await createPost(ana.ctx(), { text: 'a good deal', parentId: said });
  await createPost(ana.ctx(), { text: 'and more', parentId: answer });
  const { html } = await visitor.open('/@ana/comments');
  const named = html.match(
    new RegExp(`<p class="replying"><a href="/@ben/${said}">Reply to @ben</a></p>`, 'g'),
  );
  assert.equal(named?.length, 1);
  assert.equal(html.match(/class="replying"/g)?.length, 1, 'nobody answers oneself');
});

test('pinned posts stand first, once', async () => {
  const carl = await community.person('carl');
  const first = await publish(community, carl, 'the oldest');
  await publish(community, carl, 'the newest');
  await pinPost(carl.ctx(), first);
  const { html } = await visitor.open('/@carl');
  assert.equal(html.split('the oldest').length, 2);
  assert.ok(html.indexOf('the oldest') < html.indexOf('the newest'));
  assert.match(html, /Pinned/);
});

test('following by its button, twice and back, as a form and as the script does it', async () => {
  const browser = await browserOf(community, ben);
  const page = await browser.open('/@ana');
  const answer = await browser.press(page, `/users/${ana.id}/follow`);
  assert.deepEqual([answer.status, answer.location], [303, '/@ana']);
  const again = await browser.ask(page, `/users/${ana.id}/follow`);
  assert.deepEqual(again.data, {
    ok: true,
    pressed: true,
    state: 'following',
    label: 'Following',
    followers: 1,
  });
  const after = await browser.open('/@ana');
  assert.match(after.html, /aria-pressed="true"/);
  const back = await browser.ask(after, `/users/${ana.id}/unfollow`);
  assert.deepEqual([back.data.pressed, back.data.state, back.data.followers], [false, 'none', 0]);
});

test('a private account is asked, and its posts for followers stay hidden until it agrees', async () => {
  const priv = await community.person('priv', { locked: true });
  await createPost(priv.ctx(), { text: 'kept among followers', visibility: 'followers' });
  const asker = await browserOf(community, ben);
  const page = await asker.open('/@priv');
  assert.doesNotMatch(page.html, /kept among followers/);
  const asked = await asker.ask(page, `/users/${priv.id}/follow`);
  assert.deepEqual([asked.data.state, asked.data.label], ['requested', 'Requested']);
  const owner = await browserOf(community, priv);
  const requests = await owner.open('/follow-requests');
  assert.match(requests.html, /@ben/);
  await owner.press(requests, `/users/${ben.id}/approve`);
  assert.equal((await owner.press(requests, `/users/${ben.id}/approve`)).status, 303);
  assert.match((await asker.open('/@priv')).html, /kept among followers/);
  assert.match((await owner.open('/follow-requests')).html, /No requests/);
});

test('declining a request twice is harmless', async () => {
  const shy = await community.person('shy', { locked: true });
  await follow(ben.ctx(), shy.id);
  const owner = await browserOf(community, shy);
  const requests = await owner.open('/follow-requests');
  for (const _ of [1, 2]) {
    assert.equal((await owner.press(requests, `/users/${ben.id}/reject`)).status, 303);
  }
  assert.equal((await relationshipsOf(ben.ctx(), [shy.id])).get(shy.id)!.requested, false);
});

test('muting says what it means, keeps what was chosen when it is refused, and ends', async () => {
  const browser = await browserOf(community, ben);
  const page = await browser.open('/@carl/mute', { referer: `http://${community.host}/home?x=1` });
  const carl = /\/users\/(\d+)\/mute/.exec(page.html)![1]!;
  const wrong = await browser.submit(page, `/users/${carl}/mute`, { duration: '-1' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.html, /id="duration-problem"/);
  assert.match(wrong.html, /aria-describedby="duration-problem"/);
  const done = await browser.submit(wrong, `/users/${carl}/mute`, { duration: '3600' });
  assert.equal(done.location, '/home?x=1');
  const relation = (await relationshipsOf(ben.ctx(), [carl])).get(carl)!;
  assert.deepEqual([relation.muting, relation.mutingNotifications], [true, false]);
  assert.notEqual(relation.mutingExpiresAt, null);
  const profile = await browser.open('/@carl');
  assert.match(profile.html, /You mute carl until/);
  await browser.press(profile, `/users/${carl}/unmute`);
  assert.doesNotMatch((await browser.open('/@carl')).html, /You mute/);
});

test('blocking hides posts until one asks for them; the blocked see none', async () => {
  const dora = await community.person('dora');
  await publish(community, dora, 'a post of dora');
  await publish(community, ben, 'a post of ben');
  const browser = await browserOf(community, ben);
  const page = await browser.open('/@dora/block');
  assert.equal((await browser.submit(page, `/users/${dora.id}/block`)).location, '/@dora');
  assert.equal((await browser.submit(page, `/users/${dora.id}/block`)).status, 303);
  assert.doesNotMatch((await browser.open('/@dora')).html, /a post of dora/);
  assert.match((await browser.open('/@dora?show=yes')).html, /a post of dora/);
  const seen = await (await browserOf(community, dora)).open('/@ben');
  assert.doesNotMatch(seen.html, /a post of ben/);
  assert.doesNotMatch(seen.html, new RegExp(`/users/${ben.id}/follow"`));
});

test('a private note is for its writer alone; one too long is shown again', async () => {
  const eva = await community.person('eva');
  const browser = await browserOf(community, ben);
  const page = await browser.open('/@eva');
  const action = `/users/${eva.id}/note`;
  await browser.submit(page, action, { note: `met at sea ${SCRIPT}` });
  const noted = await browser.open('/@eva');
  assert.match(noted.html, /met at sea/);
  assert.doesNotMatch(noted.html, RUNS);
  assert.doesNotMatch((await (await browserOf(community, ana)).open('/@eva')).html, /met at sea/);
  const long = await browser.submit(page, action, { note: `much ${'x'.repeat(2000)}` });
  assert.equal(long.status, 422);
  assert.match(long.html, /note-problem/);
  assert.match(long.html, /much xxx/);
});

test('bell, reposts and endorsing are for whom one follows', async () => {
  const fay = await community.person('fay');
  await follow(ben.ctx(), fay.id);
  const browser = await browserOf(community, ben);
  let page = await browser.open('/@fay');
  for (const act of ['notify', 'hide-reposts', 'endorse']) {
    assert.equal((await browser.press(page, `/users/${fay.id}/${act}`)).status, 303);
  }
  const relation = (await relationshipsOf(ben.ctx(), [fay.id])).get(fay.id)!;
  assert.deepEqual([relation.notifying, relation.showingReposts, relation.endorsed], [true, false, true]);
  assert.match((await visitor.open('/@ben')).html, /Featured people/);
  page = await browser.open('/@fay');
  const stranger = await browserOf(community, ana);
  const bell = page.html.replaceAll(/form_token" value="[^"]*"/g, '');
  assert.match(bell, /unnotify/);
  assert.doesNotMatch((await stranger.open('/@fay')).html, /unnotify|\/notify"/);
});

test('what a visitor sends is answered with the sign-in page', async () => {
  const answer = await community.request({ method: 'POST', url: `/users/${ana.id}/follow` });
  assert.equal(answer.statusCode, 403);
  assert.match((await visitor.open('/follow-requests')).location!, /^\/sign-in\?next=/);
  assert.match((await visitor.open('/@ana/mute')).location!, /^\/sign-in\?next=/);
});

test('acting on nobody is not found', async () => {
  const browser = await browserOf(community, ben);
  const page = await browser.open('/@ana');
  for (const id of ['0', '999999', 'x', '99999999999999999999']) {
    const html = page.html.replaceAll(`/users/${ana.id}/`, `/users/${id}/`);
    assert.equal((await browser.press({ ...page, html }, `/users/${id}/follow`)).status, 404, id);
  }
});

test('a muted person is told of nothing, and familiar followers are named', async () => {
  const gil = await community.person('gil');
  await follow(ben.ctx(), ana.id);
  await follow(ana.ctx(), gil.id);
  await mute(gil.ctx(), ben.id);
  await block(gil.ctx(), (await community.person('hal')).id);
  const { html } = await (await browserOf(community, ben)).open('/@gil');
  assert.match(html, /Followed by Ana/);
  assert.doesNotMatch(html, /mute (gil|you)/i);
});
