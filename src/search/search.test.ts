import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { bookmarkPost } from '../post/bookmark.ts';
import { createPost } from '../post/create.ts';
import { block } from '../user/block.ts';
import { mute } from '../user/mute.ts';
import { updateProfile } from '../user/profile.ts';
import { searchAll } from './all.ts';
import { searchPosts } from './posts.ts';
import { searchTags } from './tags.ts';

const community = await makeCommunity();
const ana = await community.person('ana');
const ben = await community.person('ben');
type Person = typeof ana;
const page = { limit: 20 };

const texts = async (who: Person | null, words: string, options = {}) =>
  (await searchPosts((who ?? community).ctx(), words, page, options)).items.map((post) => post.body.text);
const found = async (who: Person | null, query: string, options = {}) => {
  const { users, posts, tags } = await searchAll((who ?? community).ctx(), query, { limit: 20, ...options });
  return [
    users.map((user) => user.username),
    posts.map((post) => post.body.text),
    tags.map((tag) => tag.name),
  ];
};

test('posts are found by all their words, the newest first, in warnings too', async () => {
  await createPost(ana.ctx(), { text: 'A zebra runs' });
  await createPost(ben.ctx(), { text: 'Two zebra sleep' });
  await createPost(ben.ctx(), { text: 'Nothing here', spoilerText: 'zebra' });
  assert.deepEqual(await texts(null, 'ZEBRA'), ['Nothing here', 'Two zebra sleep', 'A zebra runs']);
  assert.deepEqual(await texts(null, 'zebra runs'), ['A zebra runs']);
  assert.deepEqual(await texts(null, 'zebra -runs -nothing'), ['Two zebra sleep']);
  assert.deepEqual(await texts(null, '"two zebra"'), ['Two zebra sleep']);
  assert.deepEqual(await texts(null, 'zebra', { authorId: ana.id }), ['A zebra runs']);
  assert.deepEqual(await texts(null, `' & | ! ( : *`), []);
});

test('a search finds nothing the viewer may not see or does not want to', async () => {
  const author = await community.person('author');
  const reader = await community.person('reader');
  for (const visibility of ['public', 'unlisted', 'followers', 'direct'] as const) {
    await createPost(author.ctx(), { text: `okapi ${visibility}`, visibility });
  }
  await createPost(author.ctx(), { text: 'okapi for @reader', visibility: 'direct' });
  assert.deepEqual(await texts(null, 'okapi'), ['okapi public']);
  assert.deepEqual(await texts(reader, 'okapi'), ['okapi for @reader', 'okapi public']);
  assert.equal((await texts(author, 'okapi')).length, 5);
  await mute(reader.ctx(), author.id);
  assert.deepEqual(await texts(reader, 'okapi'), []);
  await block(author.ctx(), ben.id);
  assert.deepEqual(await texts(ben, 'okapi'), []);
});

test('who does not want to be found is found only in what one keeps or takes part in', async () => {
  const shy = await community.person('shy');
  await updateProfile(shy.ctx(), { indexable: false });
  const id = await createPost(shy.ctx(), { text: 'quagga' });
  assert.deepEqual(await texts(ana, 'quagga'), []);
  await bookmarkPost(ana.ctx(), id);
  assert.deepEqual(await texts(ana, 'quagga'), ['quagga']);
  assert.deepEqual(await texts(shy, 'quagga'), ['quagga']);
});

test('tags are found by their beginning, the exact one first, private ones not at all', async () => {
  await createPost(ana.ctx(), { text: '#painting #paint #painter' });
  await createPost(ana.ctx(), { text: '#painting' });
  await createPost(ana.ctx(), { text: '#paintsecret', visibility: 'followers' });
  const names = (await searchTags(ben.ctx(), '#Paint', { limit: 10 })).map((tag) => tag.name);
  assert.deepEqual(names, ['paint', 'painting', 'painter']);
  const rest = await searchTags(ben.ctx(), 'paint', { limit: 10, offset: 2 });
  assert.deepEqual(
    rest.map((tag) => tag.name),
    ['painter'],
  );
});

test('one search finds people, posts and tags, and its first character tells what is meant', async () => {
  const wren = await community.person('wren');
  await createPost(wren.ctx(), { text: 'A wren, see #wren' });
  const post = 'A wren, see #wren';
  assert.deepEqual(await found(ana, 'wren'), [['wren'], [post], ['wren']]);
  assert.deepEqual(await found(ana, '@wren'), [['wren'], [], []]);
  assert.deepEqual(await found(ana, `@wren@${community.host}`), [['wren'], [], []]);
  assert.deepEqual(await found(ana, '#wren'), [[], [], ['wren']]);
  assert.deepEqual(await found(ana, 'wren', { kind: 'posts' }), [[], [post], []]);
  assert.deepEqual(await found(ana, 'wren', { kind: 'posts', offset: 1 }), [[], [], []]);
  assert.deepEqual(await found(ana, '  '), [[], [], []]);
});

test('an address of this community is exactly what it shows, if the viewer may see it', async () => {
  const secret = await createPost(ana.ctx(), { text: 'secret', visibility: 'direct' });
  const origin = community.tenant.origin;
  assert.deepEqual(await found(ben, `${origin}/@ana`), [['ana'], [], []]);
  assert.deepEqual(await found(ana, `${origin}/@ana/${secret}`), [[], ['secret'], []]);
  assert.deepEqual(await found(ana, `${origin}/users/ana/statuses/${secret}`), [[], ['secret'], []]);
  assert.deepEqual(await found(ben, `${origin}/@ana/${secret}`), [[], [], []]);
  assert.deepEqual(await found(ana, 'https://elsewhere.example/@ana'), [[], [], []]);
  assert.deepEqual(await found(ana, `${origin}/@ana`, { kind: 'posts' }), [[], [], []]);
});

test('a community for members only is not searched by strangers', async () => {
  const closed = await makeCommunity({ publicPreview: false });
  await assert.rejects(searchAll(closed.ctx(), 'x', { limit: 5 }), { code: 'unauthenticated' });
});
