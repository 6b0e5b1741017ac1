import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeBrowser } from '../../../../test/support/browser.ts';
import { makeCommunity } from '../../../../test/support/community.ts';
import { browserOf } from '../../../../test/support/signed-in.ts';
import { createPost } from '../../../post/create.ts';

const community = await makeCommunity();
const ana = await community.person('ana');
const ben = await community.person('ben');
const visitor = makeBrowser(community);
const secret = await createPost(ana.ctx(), { text: 'A hidden otter', visibility: 'followers' });
const open = await createPost(ana.ctx(), { text: 'An otter on the #anchor' });

const find = (values: Record<string, string>) => visitor.open(`/search?${new URLSearchParams(values)}`);

test('one search shows people, tags and posts, each with the way to all of its kind', async () => {
  const { html } = await find({ q: 'an' });
  assert.match(html, /@ana/);
  assert.match(html, /href="\/tags\/anchor"/);
  assert.match((await find({ q: 'otter' })).html, /An otter on/);
  assert.match(html, /href="\/search\?q=an&amp;type=people"/);
});

test('each kind alone', async () => {
  assert.doesNotMatch((await find({ q: 'an', type: 'tags' })).html, /class="person"/);
  assert.match((await find({ q: 'an', type: 'people' })).html, /class="person"/);
  assert.match((await find({ q: 'otter', type: 'posts' })).html, /An otter on/);
  assert.match((await find({ q: '#anchor', type: 'posts' })).html, /An otter on/);
  assert.match((await find({ q: 'an', type: '"><script>' })).html, /@ana/);
});

test('a handle and an address of this community open what they name, if it may be seen', async () => {
  const { origin } = community.tenant;
  assert.equal((await find({ q: '@ANA' })).location, '/@ana');
  assert.equal((await find({ q: `@ana@${community.host}` })).location, '/@ana');
  assert.equal((await find({ q: `${origin}/@ana/${open}` })).location, `/@ana/${open}`);
  assert.equal((await find({ q: `${origin}/@ana/${secret}` })).status, 200);
  assert.match((await find({ q: '@nobody' })).html, /Nothing found/);
  assert.match((await find({ q: 'https://evil.example/@ana' })).html, /Nothing found/);
});

test('nothing comes to light that the viewer may not see', async () => {
  assert.doesNotMatch((await find({ q: 'otter' })).html, /hidden otter/);
  const browser = await browserOf(community, ben);
  assert.doesNotMatch((await browser.open('/search?q=otter&type=posts')).html, /hidden otter/);
  const own = await browserOf(community, ana);
  assert.match((await own.open('/search?q=otter&type=posts')).html, /hidden otter/);
});

test('what is searched for comes out as text', async () => {
  const { html } = await find({ q: `"><script>alert(1)</script>` });
  assert.doesNotMatch(html, /<script>alert/);
  assert.match(html, /value="&quot;>&lt;script>/);
});

test('without a query it says how to search; the script gets the results alone', async () => {
  const { html } = await visitor.open('/search');
  assert.match(html, /How to search/);
  assert.match(html, /autofocus/);
  const part = await visitor.open('/search?q=@ana&fragment=1');
  assert.equal(part.status, 200);
  assert.doesNotMatch(part.html, /<html/);
  assert.match(part.html, /data-found="1 person, no tags, no posts"/);
});

test('odd queries and pages are answered', async () => {
  for (const q of [
    '%',
    "' & | ! ( : *",
    '\u0000',
    '@',
    '#',
    '##',
    '-',
    'x'.repeat(5000),
    '\ud800',
    'a'.repeat(150),
  ]) {
    assert.equal((await visitor.open(`/search?q=${encodeURIComponent(q.toWellFormed())}`)).status, 200, q);
  }
  for (const page of ['offset=-1', 'offset=1e9', 'offset=x'])
    assert.equal((await visitor.open(`/search?q=an&type=people&${page}`)).status, 200, page);
});
