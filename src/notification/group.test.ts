import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { createPost } from '../post/create.ts';
import { likePost } from '../post/like.ts';
import { repost } from '../post/repost.ts';
import { block } from '../user/block.ts';
import { follow } from '../user/follow.ts';
import { statement } from '../utils/db/statement.ts';
import { type Id, idAt } from '../utils/id.ts';
import { dismissGroup, groupActors, groupByKey, groupedNotifications, unreadGroupCount } from './group.ts';
import { parseGroupKey } from './group-key.ts';
import { setMarker } from './marker.ts';

const community = await makeCommunity();
let made = 0;
const person = (name: string) => community.person(`${name}${++made}`);
type Person = Awaited<ReturnType<typeof person>>;

const groups = async (who: Person, options = {}, limit = 20) =>
  (await groupedNotifications(who.ctx(), { limit }, options)).items;

const fans = await Promise.all(Array.from({ length: 10 }, () => person('fan')));

async function likedBy(author: Person, who: readonly Person[]): Promise<Id> {
  const id = await createPost(author.ctx(), { text: 'Like me' });
  for (const fan of who) await likePost(fan.ctx(), id);
  return id;
}

test('likes of one post are one group with its count and its latest actors, comments stand alone', async () => {
  const ana = await person('ana');
  const id = await likedBy(ana, fans);
  const first = await createPost(fans[0]!.ctx(), { text: 'one', parentId: id });
  const second = await createPost(fans[0]!.ctx(), { text: 'two', parentId: id });
  const slice = await groupedNotifications(ana.ctx(), { limit: 20 });
  assert.deepEqual(
    slice.items.map((group) => [group.type, group.postId, group.count]),
    [
      ['comment', second, 1],
      ['comment', first, 1],
      ['like', id, 10],
    ],
  );
  const likes = slice.items[2]!;
  assert.deepEqual(
    likes.actorIds,
    fans
      .toReversed()
      .slice(0, 8)
      .map((fan) => fan.id),
  );
  assert.equal(slice.actors.get(likes.actorIds[0]!)?.username, fans.at(-1)!.username);
  assert.equal(likes.newestId, likes.pageMaxId);
});

test('a page counts groups, and the next one goes on where it ended', async () => {
  const ana = await person('ana');
  const ids: Id[] = [];
  for (let n = 0; n < 4; n++) ids.unshift(await likedBy(ana, fans.slice(0, 3)));
  const top = await groupedNotifications(ana.ctx(), { limit: 2 });
  assert.deepEqual(
    top.items.map((group) => group.postId),
    ids.slice(0, 2),
  );
  assert.equal(top.more, true);
  const next = await groupedNotifications(ana.ctx(), { limit: 2, maxId: top.last });
  assert.deepEqual(
    next.items.map((group) => group.postId),
    ids.slice(2, 4),
  );
  assert.equal(next.more, false);
  const up = await groupedNotifications(ana.ctx(), { limit: 2, minId: next.items[0]!.newestId });
  assert.deepEqual(
    up.items.map((group) => group.postId),
    ids.slice(0, 2),
  );
});

test('a group split by a page says which of it lies in the page', async () => {
  const ana = await person('ana');
  const first = await likedBy(ana, fans.slice(0, 2));
  const second = await likedBy(ana, fans.slice(0, 2));
  await likePost(fans[2]!.ctx(), first);
  const all = await groups(ana);
  assert.deepEqual(
    all.map((group) => group.postId),
    [first, second],
  );
  const [top] = await groups(ana, {}, 1);
  assert.equal(top!.pageMinId, top!.newestId);
  assert.equal(top!.count, 3);
  const rest = await groupedNotifications(ana.ctx(), { limit: 20, maxId: top!.pageMinId });
  assert.deepEqual(
    rest.items.map((group) => group.postId),
    [second, first],
  );
  assert.equal(rest.items[1]!.key, top!.key);
  assert.ok(rest.items[1]!.pageMaxId < top!.pageMinId);
  assert.equal(rest.items[1]!.newestId, top!.newestId);
});

test('follows group by themselves, reposts apart from likes, and nothing groups that is not asked to', async () => {
  const ana = await person('ana');
  const id = await likedBy(ana, fans.slice(0, 2));
  for (const fan of fans.slice(0, 2)) await repost(fan.ctx(), id);
  for (const fan of fans.slice(0, 3)) await follow(fan.ctx(), ana.id);
  assert.deepEqual(
    (await groups(ana)).map(({ type, count }) => [type, count]),
    [
      ['follow', 3],
      ['repost', 2],
      ['like', 2],
    ],
  );
  assert.deepEqual(
    (await groups(ana, { groupedTypes: ['follow'] })).map(({ count }) => count),
    [3, 1, 1, 1, 1],
  );
  assert.equal((await groups(ana, { types: ['like'] })).length, 1);
});

const backdate = statement(
  'test-backdate',
  'update tenant.notification set id = $3 where user_id = $1 and actor_id = $2',
);

test('a new day begins a new group', async () => {
  const ana = await person('ana');
  const id = await likedBy(ana, fans.slice(0, 3));
  await community.ctx().db.change(backdate, ana.id, fans[0]!.id, idAt(Date.now() - 86_400_000, 7));
  const found = await groups(ana);
  assert.deepEqual(
    found.map(({ postId, count }) => [postId, count]),
    [
      [id, 2],
      [id, 1],
    ],
  );
  assert.notEqual(found[0]!.key, found[1]!.key);
});

test('people with a block between them and the viewer neither show nor count', async () => {
  const ana = await person('ana');
  const mean = await person('mean');
  await likedBy(ana, [...fans.slice(0, 2), mean]);
  await block(ana.ctx(), mean.id);
  const [group] = await groups(ana);
  assert.equal(group!.count, 2);
  assert.ok(!group!.actorIds.includes(mean.id));
});

test('a group is found, listed and dismissed by its key, by its owner only', async () => {
  const [ana, ben] = [await person('ana'), await person('ben')];
  const id = await likedBy(ana, fans);
  await likedBy(ana, fans.slice(0, 1));
  const [, group] = await groups(ana);
  const found = await groupByKey(ana.ctx(), group!.key);
  assert.deepEqual(found.group, group);
  const listed = await groupActors(ana.ctx(), group!.key, { limit: 4 });
  assert.deepEqual(
    listed.items.map((user) => user.id),
    fans
      .toReversed()
      .slice(0, 4)
      .map((fan) => fan.id),
  );
  const more = await groupActors(ana.ctx(), group!.key, { limit: 20, maxId: listed.last });
  assert.equal(more.items.length, 6);
  await assert.rejects(groupByKey(ben.ctx(), group!.key), { code: 'not-found' });
  await assert.rejects(dismissGroup(ben.ctx(), group!.key), { code: 'not-found' });
  await dismissGroup(ana.ctx(), group!.key);
  assert.equal(
    (await groups(ana)).some(({ postId }) => postId === id),
    false,
  );
  assert.equal((await groups(ana)).length, 1);
});

test('what is no key is not found', () => {
  for (const key of [
    '',
    'like',
    'like-1',
    'like-1-',
    'like-x-1',
    'ungrouped-',
    'ungrouped-99999999999999999999',
    '-1-1',
  ]) {
    if (key === 'like-1') continue;
    assert.throws(() => parseGroupKey(key), { code: 'not-found' });
  }
});

test('unread groups are those with something newer than the marker', async () => {
  const ana = await person('ana');
  await likedBy(ana, fans.slice(0, 3));
  const second = await likedBy(ana, fans.slice(0, 3));
  assert.equal(await unreadGroupCount(ana.ctx()), 2);
  assert.equal(await unreadGroupCount(ana.ctx(), {}, 1), 1);
  const [newest] = await groups(ana);
  assert.equal(newest!.postId, second);
  await setMarker(ana.ctx(), 'notifications', newest!.pageMinId);
  assert.equal(await unreadGroupCount(ana.ctx()), 1);
});

test('a page of twenty groups takes as many statements as one of two', async () => {
  const ana = await person('ana');
  for (let n = 0; n < 20; n++) await likedBy(ana, fans.slice(0, 2));
  await groups(ana);
  const [few, many] = [ana.ctx(), ana.ctx()];
  assert.equal((await groupedNotifications(few, { limit: 2 })).items.length, 2);
  assert.equal((await groupedNotifications(many, { limit: 20 })).items.length, 20);
  assert.equal(few.db.counter.statements, many.db.counter.statements);
});
