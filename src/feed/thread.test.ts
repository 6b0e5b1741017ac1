import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { createPost } from '../post/create.ts';
import { repost } from '../post/repost.ts';
import { block } from '../user/block.ts';
import { mute } from '../user/mute.ts';
import { statement } from '../utils/db/statement.ts';
import { idAt } from '../utils/id.ts';
import { commentsOf } from './comments.ts';
import { threadOf } from './thread.ts';

const community = await makeCommunity();
const ana = await community.person('ana');
const ben = await community.person('ben');
const cleo = await community.person('cleo');
type Person = typeof ana;

const say = (who: Person, text: string, parentId?: string, visibility?: 'direct' | 'followers') =>
  createPost(who.ctx(), { text, ...(parentId && { parentId }), ...(visibility && { visibility }) });

const textsOf = (posts: readonly { body: { text: string } }[]) => posts.map((post) => post.body.text);

async function thread(who: Person | null, id: string) {
  const { ancestors, descendants } = await threadOf((who ?? community).ctx(), id);
  return [textsOf(ancestors), textsOf(descendants)];
}

test('a thread is read depth first, with the author’s own continuation before other answers', async () => {
  const a = await say(ana, 'a');
  const b = await say(ben, 'b', a);
  await say(cleo, 'c', a);
  const d = await say(ana, 'd', a);
  await say(ben, 'bb', b);
  await say(cleo, 'bc', b);
  await say(cleo, 'dc', d);
  const dd = await say(ana, 'dd', d);
  assert.deepEqual(await thread(ana, a), [[], ['d', 'dd', 'dc', 'b', 'bb', 'bc', 'c']]);
  assert.deepEqual(await thread(null, dd), [['a', 'd'], []]);
});

test('what cannot be seen is left out below, and cuts off what is above it', async () => {
  const a = await say(ana, 'a');
  const b = await say(ben, 'b @cleo', a, 'direct');
  const c = await say(cleo, 'c @ben', b);
  const d = await say(ana, 'd', a);
  assert.deepEqual(await thread(null, a), [[], ['d']]);
  assert.deepEqual(await thread(ben, a), [[], ['d', 'b @cleo', 'c @ben']]);
  assert.deepEqual(await thread(ben, c), [['a', 'b @cleo'], []]);
  await assert.rejects(thread(null, c), { code: 'not-found' });
  await block(ana.ctx(), cleo.id);
  assert.deepEqual(await thread(cleo, c), [['b @cleo'], []]);
  await assert.rejects(thread(cleo, d), { code: 'not-found' });
});

test('people the viewer mutes are left out, and nobody else with them', async () => {
  const a = await say(ana, 'a');
  const b = await say(ben, 'b', a);
  const c = await say(ana, 'c', b);
  const viewer = await community.person('viewer');
  await mute(viewer.ctx(), ben.id);
  assert.deepEqual(await thread(viewer, a), [[], ['c']]);
  assert.deepEqual(await thread(viewer, c), [['a'], []]);
});

test('a repost has no thread, and is not found by whom its original is hidden from', async () => {
  const [source, sharer, outcast] = await Promise.all(
    ['source', 'sharer', 'outcast'].map((n) => community.person(n)),
  );
  const original = await say(source!, 'original');
  const wrapper = await repost(sharer!.ctx(), original);
  assert.deepEqual(await thread(outcast!, wrapper), [[], []]);
  await block(source!.ctx(), outcast!.id);
  await assert.rejects(thread(outcast!, wrapper), { code: 'not-found' });
});

const makeComments = statement(
  'test-make-comments',
  `insert into tenant.post (id, author_id, parent_id, parent_author_id, root_id, visibility, text)
   select $3::bigint + n, $1, case when $5 and n > 1 then $3::bigint + n - 1 else $2 end, $1, $2, 'public', 'n' || n
   from generate_series(1, $4::int) n`,
);

test('a thread stops at its bounds, and sooner for who is not signed in', async () => {
  const wide = await say(ana, 'wide');
  const deep = await say(ana, 'deep');
  const [w, d] = [idAt(Date.now(), 10_000), idAt(Date.now() + 1000, 10_000)];
  await community.ctx().db.change(makeComments, ana.id, wide, w, 5000, false);
  await community.ctx().db.change(makeComments, ana.id, deep, d, 100, true);
  const below = async (who: Person | null, id: string) =>
    (await threadOf((who ?? community).ctx(), id)).descendants;
  assert.equal((await below(null, wide)).length, 60);
  assert.equal((await below(ben, wide)).length, 4096);
  assert.equal((await below(null, deep)).length, 20);
  assert.equal((await below(ben, deep)).length, 100);
  const bottom = (BigInt(d) + 100n).toString();
  assert.equal((await threadOf(community.ctx(), bottom)).ancestors.length, 40);
  assert.equal((await threadOf(ben.ctx(), bottom)).ancestors.length, 100);
});

test('comments of many posts come in as many statements as of one, each post its own first ones', async () => {
  const posts: string[] = [];
  for (let n = 0; n < 4; n++) {
    const id = await say(ana, `post ${n}`);
    for (let m = 0; m < 3; m++) await say(ben, `${n}.${m}`, id);
    posts.push(id);
  }
  const lonely = await say(ana, 'lonely');
  await commentsOf(ana.ctx(), posts, { first: 3 });
  const ctx = ana.ctx();
  const found = await commentsOf(ctx, [...posts, lonely], { first: 2 });
  assert.equal(ctx.db.counter.statements, 1);
  assert.deepEqual(textsOf(found.get(posts[1]!)!.items), ['1.0', '1.1']);
  assert.equal(found.get(posts[1]!)!.more, true);
  assert.deepEqual(found.get(lonely), { items: [], first: undefined, last: undefined, more: false });
  const newest = await commentsOf(ana.ctx(), posts, { first: 3, order: 'newest' });
  assert.deepEqual(textsOf(newest.get(posts[0]!)!.items), ['0.2', '0.1', '0.0']);
  assert.equal(newest.get(posts[0]!)!.more, false);
  const after = found.get(posts[0]!)!.last;
  const next = await commentsOf(ana.ctx(), posts.slice(0, 1), { first: 2, after });
  assert.deepEqual(textsOf(next.get(posts[0]!)!.items), ['0.2']);
});

test('comments the viewer may not see, or by people they mute, are not among them', async () => {
  const dan = await community.person('dan');
  const a = await say(ana, 'a');
  await say(ben, 'secret @ana', a, 'direct');
  await say(dan, 'c', a);
  const viewer = await community.person('reader');
  const texts = async () => textsOf((await commentsOf(viewer.ctx(), [a], { first: 5 })).get(a)!.items);
  assert.deepEqual(await texts(), ['c']);
  await mute(viewer.ctx(), dan.id);
  assert.deepEqual(await texts(), []);
});
