// Nobody is shown what another was: many people with different marks, languages and rights open the same pages at
// once while the caches are warm, and each gets what a process with empty caches makes for them alone.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type Browser, makeBrowser } from '../../test/support/browser.ts';
import { makeCommunity, type Person } from '../../test/support/community.ts';
import { eventually } from '../../test/support/eventually.ts';
import { PASSWORD, personWithLogin } from '../../test/support/logins.ts';
import { publish, publishRepost } from '../../test/support/posting.ts';
import { transaction } from '../context.ts';
import { bookmarkPost } from '../post/bookmark.ts';
import { deletePost } from '../post/delete.ts';
import { editPost } from '../post/edit.ts';
import { likePost } from '../post/like.ts';
import { pinPost } from '../post/pin.ts';
import { muteThread } from '../post/thread-mute.ts';
import { block } from '../user/block.ts';
import { follow } from '../user/follow.ts';
import { mute } from '../user/mute.ts';
import { setState } from '../user/roles.ts';
import type { Id } from '../utils/id.ts';
import { registry } from '../utils/metrics.ts';
import { forgetFragments } from './kit/fragments.ts';
import { emptyViews } from './kit/view-cache.ts';

const community = await makeCommunity({ name: 'Reef' });
const NAMES = ['ann', 'ben', 'cleo', 'dan', 'eve', 'fay'] as const;
const LANGUAGES = ['en', 'ar'];

const people = new Map<string, Person>();
const browsers: Browser[] = [];
const ids: Record<string, Id> = {};

before(async () => {
  for (const name of NAMES) people.set(name, await personWithLogin(community, name));
  const [ann, ben, cleo, dan, eve] = NAMES.map((name) => people.get(name)!) as [
    Person,
    Person,
    Person,
    Person,
    Person,
  ];
  for (const person of [ben, cleo, dan, eve]) await follow(person.ctx(), ann.id);
  ids.first = await publish(community, ann, 'The first #topic for @ben');
  ids.warned = await publish(community, ann, { text: 'Hidden', spoilerText: 'Careful' });
  ids.followers = await publish(community, ann, { text: 'For followers', visibility: 'followers' });
  ids.direct = await publish(community, ann, { text: 'Only @cleo reads this', visibility: 'direct' });
  ids.reply = await publish(community, ben, { text: 'An answer', parentId: ids.first });
  await publish(community, ben, 'Of ben #topic');
  await publishRepost(community, cleo, ids.first);
  await likePost(ben.ctx(), ids.first);
  await likePost(cleo.ctx(), ids.warned);
  await bookmarkPost(cleo.ctx(), ids.first);
  await muteThread(dan.ctx(), ids.first);
  await pinPost(ann.ctx(), ids.first);
  await mute(dan.ctx(), ben.id);
  await block(eve.ctx(), ben.id);
  await block(ann.ctx(), people.get('fay')!.id);
  for (const name of NAMES) browsers.push(...(await browsersOf(name)));
  browsers.push(...(await browsersOf()));
});

/** The browsers of one person, or of visitors: one in each language. */
async function browsersOf(name?: string): Promise<Browser[]> {
  const first = makeBrowser(community);
  if (name !== undefined)
    await first.submit(await first.open('/sign-in'), '/sign-in', { login: name, password: PASSWORD });
  return LANGUAGES.map((language) => {
    const browser = makeBrowser(community);
    for (const [cookie, value] of first.cookies) browser.cookies.set(cookie, value);
    browser.cookies.set('look', `language=${language}`);
    return browser;
  });
}

const pages = () => [
  '/',
  '/community',
  '/explore',
  '/@ann',
  '/@ben/comments',
  `/@ann/${ids.first}`,
  `/@ann/${ids.warned}`,
  `/@ann/${ids.followers}`,
  `/@ann/${ids.direct}`,
  '/tags/topic',
  '/community?fragment=1',
];

/** Without what differs every time: nonces, masked tokens, request ids, and what time does. */
const settled = (html: string): string =>
  html
    .replaceAll(/nonce="[\w-]+"/g, '')
    .replaceAll(/(name="form_token" value=)"[\w-]+"/g, '$1')
    .replaceAll(/(<time [^>]*>)[^<]*/g, '$1')
    .replaceAll(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '');

async function seen(browser: Browser, path: string): Promise<string> {
  const { status, html } = await browser.open(path);
  return `${status} ${settled(html)}`;
}

test('with warm caches everybody sees what cold ones would show them', async () => {
  const asked = browsers.flatMap((browser) => pages().map((path) => ({ browser, path })));
  const all = () => Promise.all(asked.map(({ browser, path }) => seen(browser, path)));
  await all();
  // The first look counted the views; from here on nothing changes any more.
  emptyViews(community.tenant.id);
  await all();
  const warm = await all();
  for (const [index, { browser, path }] of asked.entries()) {
    forgetFragments();
    emptyViews(community.tenant.id);
    const cold = await seen(browser, path);
    assert.ok(warm[index] === cold, `${path} for the browser ${Math.floor(index / pages().length)}`);
  }
});

test('and these are different things', async () => {
  const first = await Promise.all(browsers.map((browser) => seen(browser, `/@ann/${ids.first}`)));
  assert.equal(new Set(first).size, browsers.length);
  const direct = await Promise.all(browsers.map((browser) => browser.open(`/@ann/${ids.direct}`)));
  assert.deepEqual(
    direct.map(({ status }) => status),
    [200, 404, 200, 404, 404, 404, 404].flatMap((status) => [status, status]),
  );
  const liked = first.map((html) => /data-act="like" aria-pressed="true"/.test(html));
  assert.deepEqual(
    liked.map((is, index) => is && index),
    first.map((_, index) => (index === 2 || index === 3) && index),
  );
});

test('a member’s page is never kept, and no member is shown a visitor’s', async () => {
  const [ann, visitor] = [browsers[0]!, makeBrowser(community)];
  for (const path of ['/', '/@ann', `/@ann/${ids.first}`]) {
    for (const browser of [ann, visitor, ann]) {
      const { html, headers } = await browser.open(path);
      const member = browser === ann;
      assert.equal(html.includes('form_token'), member, path);
      assert.equal(headers.etag === undefined, member, path);
      assert.equal(headers.vary === '*', member, path);
    }
  }
});

test('pages for all ask for no token and set no cookie, so that they can be kept', async () => {
  const more = ['/explore/people', '/explore/tags', '/@ann/media', '/about', '/keyboard'];
  const frames = [`/@ann/${ids.first}/embed`, `/@ann/${ids.first}/embed-code`];
  const hidden = [ids.followers!, ids.direct!, 'fragment=1'];
  const shown = pages().filter((path) => !hidden.some((end) => path.endsWith(end)));
  for (const path of [...shown, ...more, ...frames]) {
    const { headers, status } = await makeBrowser(community).open(path);
    assert.deepEqual([status, headers['set-cookie']], [200, undefined], path);
    assert.match(String(headers.etag), /^W\/"/, path);
  }
});

test('a session that has ended gets the visitors’ page, and loses its cookie', async () => {
  const visitor = makeBrowser(community);
  await visitor.open('/@ann');
  visitor.cookies.set('session', 'x'.repeat(43));
  const shown = await visitor.open('/@ann');
  assert.ok(shown.headers.etag);
  assert.ok(!visitor.cookies.has('session'));
});

const visible = (path: string) => async () => (await makeBrowser(community).open(path)).html;

test('what is deleted, edited or suspended leaves the kept pages at once', async () => {
  const ann = people.get('ann')!;
  const id = await publish(community, ann, 'Soon gone');
  const [feed, own] = [visible('/community'), visible(`/@ann/${id}`)];
  await eventually(feed, (html) => html.includes('Soon gone'));
  assert.match(await own(), /Soon gone/);
  const begun = Date.now();
  await editPost(ann.ctx(), id, { text: 'Otherwise' });
  await eventually(own, (html) => html.includes('Otherwise') && !html.includes('Soon gone'));
  await deletePost(ann.ctx(), id);
  await eventually(feed, (html) => !html.includes('Otherwise'));
  await eventually(own, (html) => !html.includes('Otherwise'));
  assert.match(await visible('/@fay')(), /@fay/);
  await transaction(community.ctx(), (tx) => setState(tx, people.get('fay')!.id, 'suspended'));
  await eventually(visible('/@fay'), (html) => !html.includes('profile-head'));
  assert.ok(Date.now() - begun < 60_000);
});

test('/metrics tells how often the caches helped', async () => {
  const text = await registry.metrics();
  for (const cache of [
    'view',
    'template-post-body',
    'template-avatar',
    'template-post-actions',
    'post',
    'profile',
  ])
    for (const outcome of ['hit', 'miss'])
      assert.match(
        text,
        new RegExp(`nexus_cache_lookups_total\\{cache="${cache}",outcome="${outcome}"\\} [1-9]`),
      );
});
