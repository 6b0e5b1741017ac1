import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { makeBrowser } from '../../../test/support/browser.ts';
import { makeCommunity } from '../../../test/support/community.ts';
import { PASSWORD, personWithLogin } from '../../../test/support/logins.ts';

const community = await makeCommunity({ name: 'The <Reef>', shortName: 'Reef', accent: '#aa3300' });
const other = await makeCommunity({ name: 'Études' });

const get = (url: string, headers = {}) => community.request({ url, headers });

test('the manifest names the community, its colours and icons that are there', async () => {
  const answer = await get('/manifest.webmanifest?lang=ar');
  assert.match(String(answer.headers['content-type']), /^application\/manifest\+json/);
  const manifest = answer.json();
  assert.deepEqual(
    [manifest.name, manifest.short_name, manifest.lang, manifest.dir, manifest.id],
    ['The <Reef>', 'Reef', 'ar', 'rtl', '/'],
  );
  assert.match(manifest.theme_color, /^#[0-9a-f]{6}$/);
  for (const { src, sizes } of manifest.icons) {
    const { width, height, format } = await sharp((await get(src)).rawPayload).metadata();
    assert.deepEqual([`${width}x${height}`, format], [sizes, 'png']);
  }
  for (const { url } of manifest.shortcuts) assert.match(url, /^\/[a-z]+$/);
});

test('icons differ by community, and their addresses with them', async () => {
  const addresses = async (page: { html: string }) =>
    [...page.html.matchAll(/<link rel="(?:icon|apple-touch-icon)" href="([^"]+)"/g)].map(([, href]) => href!);
  const ours = await addresses(await makeBrowser(community).open('/about'));
  const theirs = await addresses(await makeBrowser(other).open('/about'));
  assert.equal(ours.length, 3);
  for (const [index, href] of ours.entries()) {
    assert.notEqual(href, theirs[index]);
    const [one, two] = [await get(href), await other.request({ url: theirs[index]! })];
    assert.deepEqual([one.statusCode, two.statusCode], [200, 200]);
    assert.notDeepEqual(one.rawPayload, two.rawPayload);
    assert.match(String(one.headers['cache-control']), /immutable/);
  }
  assert.equal((await get('/favicon.ico')).headers['content-type'], 'image/png');
  assert.equal((await get('/icons/7.png')).statusCode, 404);
});

test('the service worker names files that are there, and is asked for anew each time', async () => {
  const answer = await get('/service-worker.js');
  assert.match(String(answer.headers['content-type']), /^text\/javascript/);
  assert.equal(answer.headers['cache-control'], 'no-cache');
  const files = answer.body.match(/\/web\/[\w-]+\.(?:json|js|css|svg)\b/g) ?? [];
  assert.ok(files.length >= 3);
  for (const url of new Set(files)) assert.equal((await get(url)).statusCode, 200, url);
  assert.match(answer.body, /"\/offline"/);
});

test('the page for no network is the same for everybody, members too', async () => {
  await personWithLogin(community, 'ann');
  const page = await makeBrowser(community).open('/offline');
  assert.equal(page.status, 200);
  assert.match(page.html, /You are offline/);
  assert.match(page.html, /"viewer":null/);
});

test('what another app shares begins a post, and is escaped on the way', async () => {
  const body = new URLSearchParams({ title: 'A & B', text: 'x=1', url: 'https://a.example/?q=1' }).toString();
  const answer = await community.request({
    method: 'POST',
    url: '/share',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'none' },
    payload: body,
  });
  assert.equal(answer.statusCode, 303);
  const to = new URL(String(answer.headers.location), 'http://x.example');
  assert.equal(to.pathname, '/compose');
  assert.deepEqual(
    ['title', 'text', 'url'].map((name) => to.searchParams.get(name)),
    ['A & B', 'x=1', 'https://a.example/?q=1'],
  );
});

test('signing out has the browser forget what it kept, but not that it is known', async () => {
  await personWithLogin(community, 'ben');
  const browser = makeBrowser(community);
  await browser.submit(await browser.open('/sign-in'), '/sign-in', { login: 'ben', password: PASSWORD });
  const answer = await browser.submit(await browser.open('/sign-out'), '/sign-out');
  assert.equal(answer.headers['clear-site-data'], '"cache", "storage"');
  assert.ok(browser.cookies.has('device'));
});
