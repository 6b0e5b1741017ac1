import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeBrowser } from '../../../../test/support/browser.ts';
import { makeCommunity } from '../../../../test/support/community.ts';
import { STATEMENTS, serve } from '../../../../test/support/served.ts';
import { browserOf } from '../../../../test/support/signed-in.ts';
import { openSession } from '../../../auth/session.ts';
import { createPost } from '../../../post/create.ts';
import { likePost } from '../../../post/like.ts';
import { follow } from '../../../user/follow.ts';

const community = await makeCommunity();
const ana = await community.person('ana');
const ben = await community.person('ben');
const cat = await community.person('cat');
const visitor = makeBrowser(community);

const liked = await createPost(ana.ctx(), { text: 'A well liked #reef post' });
await likePost(ben.ctx(), liked);
await createPost(ben.ctx(), { text: 'Another #reef post' });

test('popular posts, people and tags are shown to visitors', async () => {
  assert.match((await visitor.open('/explore')).html, /A well liked/);
  assert.match((await visitor.open('/explore/people')).html, /@ana/);
  const tags = (await visitor.open('/explore/tags')).html;
  assert.match(tags, /href="\/tags\/reef"/);
  assert.match(tags, /2 people this week/);
  assert.equal(tags.split('<rect').length - 1, 7);
});

test('people are in the order asked for, an unknown one is as usual', async () => {
  for (const by of ['recent', 'new', 'constructor', '"><script>'])
    assert.equal((await visitor.open(`/explore/people?${new URLSearchParams({ by })}`)).status, 200, by);
  const { html } = await visitor.open('/explore/people?by=new');
  assert.ok(html.indexOf('@cat') < html.indexOf('@ben'));
  assert.match((await visitor.open('/explore/people?offset=-5')).html, /@ana/);
});

test('members get suggestions, and none they do not want', async () => {
  await follow(ben.ctx(), ana.id);
  const browser = await browserOf(community, ben);
  const page = await browser.open('/explore/people');
  assert.match(page.html, new RegExp(`id="suggested-${cat.id}"`));
  for (const _ of [1, 2]) {
    const answer = await browser.press(page, `/users/${cat.id}/dismiss`);
    assert.equal(answer.location, '/explore/people');
  }
  assert.doesNotMatch((await browser.open('/explore/people')).html, new RegExp(`suggested-${cat.id}`));
  assert.doesNotMatch((await browser.open('/explore/suggested?fragment=1')).html, new RegExp(cat.id));
  assert.equal((await browser.open('/explore/suggested')).location, '/explore/people');
});

test('a tag is followed and left again by its button', async () => {
  const browser = await browserOf(community, ben);
  const page = await browser.open('/tags/REEF');
  assert.match(page.html, /Another/);
  for (const _ of [1, 2]) {
    const { data } = await browser.ask(page, '/tags/reef/follow');
    assert.deepEqual(data, { ok: true, pressed: true, label: 'Following' });
  }
  const followed = await browser.open('/explore/followed-tags');
  assert.equal((await browser.press(followed, '/tags/reef/unfollow')).location, '/explore/followed-tags');
  assert.match((await browser.open('/explore/followed-tags')).html, /You follow no tags/);
  assert.match((await visitor.open('/explore/followed-tags')).location!, /^\/sign-in/);
});

test('a tag nobody has used says so; what can be no tag is not there', async () => {
  const empty = await visitor.open('/tags/nothingyet');
  assert.deepEqual([empty.status, /No posts yet/.test(empty.html)], [200, true]);
  assert.match(empty.html, /name="robots" content="noindex"/);
  assert.equal((await visitor.open(`/tags/${encodeURIComponent('<script>')}`)).status, 404);
});

test('another community knows nothing of it', async () => {
  const other = makeBrowser(await makeCommunity());
  assert.match((await other.open('/explore')).html, /Nothing is popular yet/);
  assert.match((await other.open('/explore/tags')).html, /No tags yet/);
  assert.doesNotMatch((await other.open('/tags/reef')).html, /well liked/);
  assert.match((await other.open('/explore/people')).html, /Nobody to be found yet/);
});

test('what stands beside every page asks the database nothing', async () => {
  const served = await serve(community.deployment);
  const { token } = await openSession(community.ctx(), { userId: ben.id, scopes: ['read'] });
  const open = (path: string) =>
    served.ask({ host: community.host, url: path, headers: { cookie: `session=${token}` } });
  await open('/home');
  const answer = await open('/home');
  assert.match(answer.body, /Popular tags/);
  const list = await open('/home?fragment=1');
  const beside = Number(answer.headers[STATEMENTS]) - Number(list.headers[STATEMENTS]);
  // What remains is the number of unread notifications.
  assert.ok(beside <= 1, `${beside} statements`);
});
