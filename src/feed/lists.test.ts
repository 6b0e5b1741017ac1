import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { transaction } from '../context.ts';
import { bookmarkPost } from '../post/bookmark.ts';
import { createPost } from '../post/create.ts';
import { likePost } from '../post/like.ts';
import { pinPost } from '../post/pin.ts';
import { repost } from '../post/repost.ts';
import { block } from '../user/block.ts';
import { follow } from '../user/follow.ts';
import { mute, unmute } from '../user/mute.ts';
import { setState } from '../user/roles.ts';
import { statement } from '../utils/db/statement.ts';
import { type AccountFeedOptions, accountFeed } from './account.ts';
import { communityFeed } from './community.ts';
import { bookmarks, likes } from './saved.ts';
import type { FeedSlice } from './slice.ts';
import { tagFeed } from './tag.ts';

const community = await makeCommunity();
const ana = await community.person('ana');
const ben = await community.person('ben');
const page = { limit: 20 };
type Person = typeof ana;

const ids = async (feed: Promise<FeedSlice>) => (await feed).items.map((post) => post.id);
const addMedia = statement('test-add-media-ids', `update tenant.post set media_ids = '{1}' where id = $1`);

/** A person unknown to other tests. */
let made = 0;
const someone = (name = 'someone') => community.person(`${name}${++made}`);

test('the community feed holds public first posts, and with onlyMedia those with pictures', async () => {
  const before = await ids(communityFeed(community.ctx(), page));
  const first = await createPost(ana.ctx(), { text: 'First' });
  const pictured = await createPost(ana.ctx(), { text: 'Pictured' });
  await community.ctx().db.change(addMedia, pictured);
  await createPost(ana.ctx(), { text: 'A comment', parentId: first });
  for (const visibility of ['unlisted', 'followers', 'direct'] as const) {
    await createPost(ana.ctx(), { text: visibility, visibility });
  }
  await repost(ben.ctx(), first);
  assert.deepEqual(await ids(communityFeed(community.ctx(), page)), [pictured, first, ...before]);
  assert.deepEqual(await ids(communityFeed(ana.ctx(), page, { onlyMedia: true })), [pictured]);
  assert.deepEqual(await ids(communityFeed(ana.ctx(), { limit: 1, minId: first })), [pictured]);
  assert.deepEqual(await ids(communityFeed(ana.ctx(), { limit: 1, maxId: pictured })), [first]);
});

test('people the viewer mutes, people who block the viewer and suspended people are in no common feed', async () => {
  const author = await someone('author');
  const viewer = await someone('viewer');
  const id = await createPost(author.ctx(), { text: 'See #me' });
  const shown = async (who: Person | null) => {
    const ctx = () => (who ?? community).ctx();
    const common = (await ids(communityFeed(ctx(), page))).includes(id);
    assert.equal((await ids(tagFeed(ctx(), 'me', page))).includes(id), common);
    return common;
  };
  assert.equal(await shown(viewer), true);
  await mute(viewer.ctx(), author.id);
  assert.equal(await shown(viewer), false);
  await unmute(viewer.ctx(), author.id);
  await block(author.ctx(), viewer.id);
  assert.equal(await shown(viewer), false);
  assert.equal(await shown(null), true);
  await transaction(community.ctx(), (tx) => setState(tx, author.id, 'suspended'));
  assert.equal(await shown(null), false);
});

test('a tag feed is found in any spelling, comments included, and narrowed by further tags', async () => {
  const [cat, dog, both] = await Promise.all([
    createPost(ana.ctx(), { text: '#Cat' }),
    createPost(ana.ctx(), { text: '#dog' }),
    createPost(ana.ctx(), { text: '#cat and #dog' }),
  ]);
  const comment = await createPost(ben.ctx(), { text: 'my #cat', parentId: dog });
  await createPost(ana.ctx(), { text: 'hidden #cat', visibility: 'unlisted' });
  const of = async (name: string, options = {}) =>
    new Set(await ids(tagFeed(ana.ctx(), name, page, options)));
  assert.deepEqual(await of('CAT'), new Set([cat, both, comment]));
  assert.deepEqual(await of('cat', { any: ['Dog'] }), new Set([cat, dog, both, comment]));
  assert.deepEqual(await of('cat', { all: ['DOG'] }), new Set([both]));
  assert.deepEqual(await of('cat', { none: ['dog'] }), new Set([cat, comment]));
  assert.deepEqual(await of('unheard'), new Set());
  const [newest] = await ids(tagFeed(ana.ctx(), 'cat', { limit: 1 }, { any: ['dog'] }));
  assert.equal(newest, comment);
});

test('a profile shows each visitor what they may see, and nothing to whom its owner blocked', async () => {
  const author = await someone('author');
  const [follower, named, blocked] = [
    await someone('follower'),
    await someone('named'),
    await someone('blocked'),
  ];
  await follow(follower.ctx(), author.id);
  const open = await createPost(author.ctx(), { text: 'open' });
  const unlisted = await createPost(author.ctx(), { text: 'unlisted', visibility: 'unlisted' });
  const inner = await createPost(author.ctx(), { text: 'inner', visibility: 'followers' });
  const secret = await createPost(author.ctx(), { text: `secret @${named.username}`, visibility: 'direct' });
  await block(author.ctx(), blocked.id);
  const seenBy = (who: Person | null) => ids(accountFeed((who ?? community).ctx(), author.id, page));
  assert.deepEqual(await seenBy(null), [unlisted, open]);
  assert.deepEqual(await seenBy(follower), [inner, unlisted, open]);
  assert.deepEqual(await seenBy(named), [secret, unlisted, open]);
  assert.deepEqual(await seenBy(author), [secret, inner, unlisted, open]);
  assert.deepEqual(await seenBy(blocked), []);
  await assert.rejects(accountFeed(ana.ctx(), '1', page), { code: 'not-found' });
});

test('a profile is filtered by kind, tag and pins', async () => {
  const author = await someone('author');
  const other = await createPost(ana.ctx(), { text: 'other' });
  const first = await createPost(author.ctx(), { text: 'first #sun' });
  const own = await createPost(author.ctx(), { text: 'more', parentId: first });
  const answer = await createPost(author.ctx(), { text: 'answer', parentId: other });
  const wrapper = await repost(author.ctx(), other);
  const pictured = await createPost(author.ctx(), { text: 'pictured' });
  await community.ctx().db.change(addMedia, pictured);
  await pinPost(author.ctx(), first);
  await pinPost(author.ctx(), own);
  const of = (options: AccountFeedOptions) => ids(accountFeed(ben.ctx(), author.id, page, options));
  assert.deepEqual(await of({}), [pictured, wrapper, answer, own, first]);
  assert.deepEqual(await of({ excludeReplies: true }), [pictured, wrapper, own, first]);
  assert.deepEqual(await of({ excludeReposts: true }), [pictured, answer, own, first]);
  assert.deepEqual(await of({ onlyMedia: true }), [pictured]);
  assert.deepEqual(await of({ tagged: 'SUN' }), [first]);
  assert.deepEqual(await of({ pinned: true }), [own, first]);
  const feed = await accountFeed(ben.ctx(), author.id, page);
  assert.equal(feed.originals.get(other)?.body.text, 'other');
});

test('bookmarks and likes are paged in the order they were kept, without what can no longer be seen', async () => {
  const keeper = await someone('keeper');
  const author = await someone('author');
  const posts = [];
  for (const text of ['one', 'two', 'three']) posts.push(await createPost(ana.ctx(), { text }));
  const lost = await createPost(author.ctx(), { text: 'lost' });
  for (const id of [posts[2]!, lost, posts[0]!, posts[1]!]) {
    await bookmarkPost(keeper.ctx(), id);
    await likePost(keeper.ctx(), id);
  }
  await block(author.ctx(), keeper.id);
  for (const list of [bookmarks, likes]) {
    const top = await list(keeper.ctx(), { limit: 2 });
    assert.deepEqual(
      top.items.map((post) => post.id),
      [posts[1], posts[0]],
    );
    assert.deepEqual(await ids(list(keeper.ctx(), { limit: 2, maxId: top.last })), [posts[2]]);
    assert.deepEqual(await ids(list(keeper.ctx(), { limit: 1, minId: top.last })), [posts[1]]);
    assert.deepEqual(await ids(list(author.ctx(), page)), []);
    await assert.rejects(async () => list(community.ctx(), page), { code: 'unauthenticated' });
  }
});

test('a community for members only shows strangers no feed', async () => {
  const closed = await makeCommunity({ publicPreview: false });
  const member = await closed.person('member');
  const anonymous = closed.ctx();
  for (const read of [
    () => communityFeed(anonymous, page),
    () => tagFeed(anonymous, 'tag', page),
    () => accountFeed(anonymous, member.id, page),
  ]) {
    await assert.rejects(read, { code: 'unauthenticated' });
  }
  assert.deepEqual(await ids(communityFeed(member.ctx(), page)), []);
});

test('each list takes as many statements for forty posts as for two', async () => {
  const author = await someone('author');
  for (let n = 0; n < 40; n++) {
    const id = await createPost(author.ctx(), { text: `${n} #count` });
    await bookmarkPost(author.ctx(), id);
    await likePost(author.ctx(), id);
  }
  const lists: ((ctx: ReturnType<Person['ctx']>, limit: number) => Promise<FeedSlice>)[] = [
    (ctx, limit) => communityFeed(ctx, { limit }),
    (ctx, limit) => tagFeed(ctx, 'count', { limit }),
    (ctx, limit) => accountFeed(ctx, author.id, { limit }),
    (ctx, limit) => bookmarks(ctx, { limit }),
    (ctx, limit) => likes(ctx, { limit }),
  ];
  for (const list of lists) {
    await list(author.ctx(), 40);
    const [few, many] = [author.ctx(), author.ctx()];
    assert.equal((await list(few, 2)).items.length, 2);
    assert.equal((await list(many, 40)).items.length, 40);
    assert.equal(few.db.counter.statements, many.db.counter.statements);
  }
});

test('a profile shows every post in one of two lists: its own words, and comments on others', async () => {
  const [author, other] = [await someone('author'), await someone('other')];
  const theirs = await createPost(other.ctx(), { text: 'Of somebody else' });
  const own = await createPost(author.ctx(), { text: 'Mine' });
  const further = await createPost(author.ctx(), { text: 'And further', parentId: own });
  const comment = await createPost(author.ctx(), { text: 'A comment', parentId: theirs });
  const shared = await repost(author.ctx(), theirs);
  const list = (options: AccountFeedOptions) => ids(accountFeed(other.ctx(), author.id, page, options));
  assert.deepEqual(await list({ excludeReplies: true }), [shared, further, own]);
  assert.deepEqual(await list({ onlyComments: true }), [comment]);
  await block(author.ctx(), other.id);
  assert.deepEqual(await list({ onlyComments: true }), []);
});
