import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { decode, makeBrowser } from '../../../test/support/browser.ts';
import { makeCommunity, type Person } from '../../../test/support/community.ts';
import { PASSWORD, personWithLogin } from '../../../test/support/logins.ts';
import { pictureOf } from '../../../test/support/picture.ts';
import { publish } from '../../../test/support/posting.ts';
import { transaction } from '../../context.ts';
import { uploadMedia } from '../../media/upload.ts';
import { deletePost } from '../../post/delete.ts';
import { updateProfile } from '../../user/profile.ts';
import { setState } from '../../user/roles.ts';
import type { Id } from '../../utils/id.ts';

const community = await makeCommunity({ name: 'Reef & <Co>', description: 'Fish "talk"' });
const [closed, other] = [await makeCommunity({ publicPreview: false }), await makeCommunity()];
const { origin } = community.tenant;
const NASTY = '</script><script>alert(1)</script>]]><!-- "\'&';

let ann: Person;
let shy: Person;
const ids: Record<string, Id> = {};

before(async () => {
  ann = await personWithLogin(community, 'ann');
  shy = await community.person('shy');
  await updateProfile(ann.ctx(), { displayName: `Ann ${NASTY}`.slice(0, 30), bio: `Bio ${NASTY}` });
  await updateProfile(shy.ctx(), { indexable: false, discoverable: false });
  const { id } = await uploadMedia(ann.ctx(), { bytes: await pictureOf('red'), description: `Alt ${NASTY}` });
  ids.public = await publish(community, ann, { text: `Words ${NASTY} #topic`, mediaIds: [id] });
  ids.warned = await publish(community, ann, { text: 'The secret end', spoilerText: 'Ending' });
  ids.unlisted = await publish(community, ann, { text: 'Quiet words', visibility: 'unlisted' });
  ids.followers = await publish(community, ann, { text: 'Inner words', visibility: 'followers' });
  ids.shy = await publish(community, shy, 'Shy words');
  ids.comment = await publish(community, shy, { text: 'Shy comment', parentId: ids.public });
  ids.own = await publish(community, ann, { text: 'Own comment', parentId: ids.public });
});

const open = (path: string, from = community) => makeBrowser(from).open(path);
const ask = (url: string, headers: Record<string, string> = {}, from = community) =>
  from.request({ url, headers });

function meta(html: string, name: string): string | undefined {
  const found = new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)"`).exec(html)?.[1];
  return found && decode(found);
}

function structured(html: string) {
  const blocks = [...html.matchAll(/<script type="application\/ld\+json">([^<]*)<\/script>/g)];
  return blocks.map(([, json]) => JSON.parse(json!));
}

const isIndexed = (html: string) => !html.includes('<meta name="robots" content="noindex"');

test('a post says what it is: its words, its picture, its times', async () => {
  const { html } = await open(`/@ann/${ids.public}`);
  const url = `${origin}/@ann/${ids.public}`;
  assert.equal(meta(html, 'og:type'), 'article');
  assert.equal(meta(html, 'og:description'), `Words ${NASTY} #topic`);
  assert.equal(meta(html, 'og:url'), url);
  assert.match(meta(html, 'og:image')!, new RegExp(`^${origin}/media/`));
  assert.equal(meta(html, 'og:image:alt'), `Alt ${NASTY}`);
  assert.equal(meta(html, 'twitter:card'), 'summary_large_image');
  assert.match(meta(html, 'article:published_time')!, /^\d{4}-.*Z$/);
  assert.ok(html.includes(`<link rel="canonical" href="${url}"/>`));
  assert.match(html, /<link rel="alternate" type="application\/json\+oembed"/);
  const [posting] = structured(html);
  assert.equal(posting['@type'], 'DiscussionForumPosting');
  assert.equal(posting.text, `Words ${NASTY} #topic`);
  assert.deepEqual(
    posting.comment.map((one: { text: string }) => one.text),
    ['Own comment'],
    'only of who lets search engines have their posts',
  );
});

test('behind a warning nothing is told but the warning', async () => {
  const { html } = await open(`/@ann/${ids.warned}`);
  assert.equal(meta(html, 'og:description'), 'Content warning: Ending');
  const head = html.slice(0, html.indexOf('</head>'));
  assert.ok(!head.includes('The secret end'));
});

test('unlisted posts and people who want it are left out of search engines', async () => {
  const unlisted = (await open(`/@ann/${ids.unlisted}`)).html;
  assert.deepEqual(
    [isIndexed(unlisted), structured(unlisted), meta(unlisted, 'og:type')],
    [false, [], 'article'],
  );
  for (const path of ['/@shy', `/@shy/${ids.shy}`]) {
    const { html } = await open(path);
    assert.deepEqual([isIndexed(html), structured(html)], [false, []], path);
  }
  for (const path of ['/search?q=word', '/@ann/followers', '/sign-in'])
    assert.ok(!isIndexed((await open(path)).html), path);
  for (const path of ['/', '/community', '/about', '/@ann', `/@ann/${ids.public}`, '/tags/topic'])
    assert.ok(isIndexed((await open(path)).html), path);
});

test('a profile and the community tell who they are', async () => {
  const profile = (await open('/@ann')).html;
  assert.equal(meta(profile, 'og:type'), 'profile');
  assert.equal(meta(profile, 'profile:username'), 'ann');
  assert.equal(meta(profile, 'description'), `Bio ${NASTY}`);
  assert.equal(structured(profile)[0].mainEntity.alternateName, '@ann');
  assert.match(profile, /type="application\/rss\+xml" href="\/@ann.rss"/);
  const front = (await open('/')).html;
  assert.equal(meta(front, 'og:title'), 'Reef & <Co>');
  assert.equal(structured(front)[0].potentialAction['@type'], 'SearchAction');
});

test('members’ pages carry none of it', async () => {
  const browser = makeBrowser(community);
  await browser.submit(await browser.open('/sign-in'), '/sign-in', { login: 'ann', password: PASSWORD });
  const { html } = await browser.open(`/@ann/${ids.followers}`);
  assert.match(html, /Inner words/);
  assert.deepEqual([meta(html, 'og:type'), structured(html)], [undefined, []]);
});

test('a community for members only asks search engines to stay away', async () => {
  assert.ok(!isIndexed((await open('/', closed)).html));
  assert.equal((await ask('/robots.txt', {}, closed)).body, 'User-agent: *\nDisallow: /\n');
  assert.equal((await ask('/sitemap.xml', {}, closed)).statusCode, 404);
  for (const path of ['/sitemaps/places.xml', '/sitemaps/people-0.xml'])
    assert.equal((await ask(path, {}, closed)).statusCode, 404, path);
  for (const path of ['/community.rss', '/tags/topic.rss', '/@ann.rss'])
    assert.equal((await ask(path, {}, closed)).statusCode, 401, path);
});

const places = (xml: string) => [...xml.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, url]) => url!);

test('the sitemap leads to every list, and the lists to what may be found', async () => {
  const robots = await ask('/robots.txt');
  assert.match(robots.body, /^User-agent: \*\nDisallow: /);
  const [, address] = /^Sitemap: (.*)$/m.exec(robots.body)!;
  const index = await ask(new URL(address!).pathname);
  assert.equal(index.headers['content-type'], 'application/xml; charset=utf-8');
  const lists = await Promise.all(places(index.body).map((url) => ask(new URL(url).pathname)));
  assert.ok(lists.every(({ statusCode }) => statusCode === 200));
  const all = lists.flatMap(({ body }) => places(body));
  for (const path of ['/', '/about', '/tags/topic', '/@ann', `/@ann/${ids.public}`, `/@ann/${ids.warned}`])
    assert.ok(all.includes(origin + path), path);
  for (const url of all)
    assert.ok(
      !/shy/.test(url) && ![ids.unlisted, ids.followers, ids.own].some((id) => url.endsWith(id!)),
      url,
    );
  for (const name of ['posts-2026-99-99', 'people-x', 'posts-1999-01-01', 'nothing'])
    assert.equal((await ask(`/sitemaps/${name}.xml`)).statusCode, 404, name);
});

test('feeds hold public posts alone, whatever is written in them', async () => {
  const person = await ask('/@ann.rss');
  assert.equal(person.statusCode, 200);
  assert.equal(person.headers['content-type'], 'application/rss+xml; charset=utf-8');
  const titles = [...person.body.matchAll(/<item>.*?<title>(.*?)<\/title>/gs)];
  assert.equal(titles.length, 3, 'what one answers oneself goes with it');
  assert.ok(!/Quiet|Inner|Shy/.test(person.body));
  assert.match(person.body, new RegExp(`<link>${origin}/@ann/${ids.public}</link>`));
  assert.match(person.body, new RegExp(`<enclosure url="${origin}/media/`));
  assert.ok(!person.body.includes('<script>alert'), 'escaped within its CDATA too');
  const sections = person.body.split('<![CDATA[').slice(1);
  assert.ok(sections.every((section) => section.includes(']]>')));
  assert.match((await ask('/tags/topic.rss')).body, /Words/);
  assert.match((await ask('/community.rss')).body, /Words.*Shy words|Shy words.*Words/s);
  assert.equal((await ask('/@nobody.rss')).statusCode, 404);
  assert.equal((await ask('/@ann.rss', {}, other)).statusCode, 404);
  assert.match((await open('/@ann')).html, /profile-head/);
});

test('a feed that has not changed is not sent again', async () => {
  const first = await ask('/community.rss');
  const etag = String(first.headers.etag);
  const second = await ask('/community.rss', { 'if-none-match': etag });
  assert.deepEqual([second.statusCode, second.body], [304, '']);
  assert.match(String(first.headers['cache-control']), /^public/);
});

const oembed = (values: Record<string, string>, from = community) =>
  ask(`/oembed?${new URLSearchParams(values)}`, {}, from);

test('other sites are told how to show a post', async () => {
  const url = `${origin}/@ann/${ids.public}`;
  const json = await oembed({ url, maxwidth: '400' });
  const answer = json.json();
  assert.deepEqual([answer.type, answer.version, answer.width], ['rich', '1.0', 400]);
  assert.equal(answer.provider_name, 'Reef & <Co>');
  assert.equal(answer.author_url, `${origin}/@ann`);
  assert.ok(answer.html.startsWith(`<iframe class="nexus-embed" src="${url}/embed"`));
  assert.match(answer.html, /<noscript><blockquote/);
  assert.ok(!answer.html.includes('<script>'), answer.html);
  const xml = await oembed({ url, format: 'xml' });
  assert.equal(xml.headers['content-type'], 'text/xml; charset=utf-8');
  assert.match(xml.body, /<html>&lt;iframe/);
});

test('and are refused as the standard says', async () => {
  const url = `${origin}/@ann/${ids.public}`;
  const cases = [
    [{ url, format: 'yaml' }, 501],
    [{}, 400],
    [{ url: 'https://elsewhere.example/@ann/1' }, 404],
    [{ url: 'not an address' }, 404],
    [{ url: `${origin}/about` }, 404],
    [{ url: `${origin}/@ann/${ids.followers}` }, 404],
    [{ url: `${origin}/@ann/99999999999999999999` }, 404],
  ] as const;
  for (const [values, status] of cases)
    assert.equal((await oembed(values as Record<string, string>)).statusCode, status, JSON.stringify(values));
  assert.equal((await oembed({ url }, other)).statusCode, 404);
});

test('a post in a frame is a visitor’s, whoever looks, and may be framed', async () => {
  const browser = makeBrowser(community);
  await browser.submit(await browser.open('/sign-in'), '/sign-in', { login: 'ann', password: PASSWORD });
  const path = `/@ann/${ids.public}/embed`;
  const shown = await browser.open(path);
  assert.equal(shown.status, 200);
  assert.ok(!shown.html.includes('form_token'));
  assert.match(String(shown.headers['content-security-policy']), /frame-ancestors \*/);
  assert.equal(shown.headers['x-frame-options'], undefined);
  assert.equal(shown.headers['set-cookie'], undefined);
  assert.match(shown.html, /<script type="module" src="\/web\/embed-/);
  assert.ok(!isIndexed(shown.html));
  assert.equal((await browser.open(`/@ann/${ids.followers}/embed`)).status, 404);
  assert.match(String((await open(`/@ann/${ids.public}`)).headers['x-frame-options']), /DENY/);
  const script = await ask('/embed.js');
  assert.equal(script.headers['cross-origin-resource-policy'], 'cross-origin');
});

test('the code for a frame is there to copy; for posts that are not for all there is none', async () => {
  const { html } = await open(`/@ann/${ids.public}/embed-code`);
  const [, code] = /<textarea[^>]*>([^<]*)<\/textarea>/.exec(html)!;
  assert.ok(decode(code!).startsWith('<iframe'));
  assert.match((await open(`/@ann/${ids.public}`)).html, /embed-code/);
  assert.equal((await open(`/@ann/${ids.followers}/embed-code`)).status, 404);
});

test('what is gone is gone everywhere', async () => {
  const id = await publish(community, ann, 'Soon gone');
  await deletePost(ann.ctx(), id);
  assert.equal((await open(`/@ann/${id}/embed`)).status, 404);
  assert.equal((await oembed({ url: `${origin}/@ann/${id}` })).statusCode, 404);
  await transaction(community.ctx(), (tx) => setState(tx, shy.id, 'suspended'));
  assert.equal((await oembed({ url: `${origin}/@shy/${ids.shy}` })).statusCode, 404);
});
