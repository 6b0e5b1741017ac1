import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity, type Person } from '../../test/support/community.ts';
import { statement } from '../utils/db/statement.ts';
import { createPost } from './create.ts';
import { likePost, likersOf, unlikePost } from './like.ts';
import { postById } from './post.ts';
import { repost } from './repost.ts';

const community = await makeCommunity();
const ana = await community.person('ana');
const ben = await community.person('ben');
const cleo = await community.person('cleo');

const notified = statement<{ type: string; actorId: string; postId: string }>(
  'test-like-notifications',
  `select type, actor_id as "actorId", post_id as "postId" from tenant.notification where user_id = $1 order by id`,
);
const notificationsOf = (person: Person, postId: string) =>
  person
    .ctx()
    .db.rows(notified, person.id)
    .then((rows) => rows.filter((row) => row.postId === postId));

test('liking twice counts once and notifies once', async () => {
  const id = await createPost(ana.ctx(), { text: 'Hello' });
  await likePost(ben.ctx(), id);
  await likePost(ben.ctx(), id);
  const post = await postById(ben.ctx(), id);
  assert.equal(post.likeCount, 1);
  assert.equal(post.liked, true);
  assert.equal((await postById(cleo.ctx(), id)).liked, false);
  assert.deepEqual(await notificationsOf(ana, id), [{ type: 'like', actorId: ben.id, postId: id }]);
});

test('likes of many people at once are all counted', async () => {
  const id = await createPost(ana.ctx(), { text: 'Popular' });
  await Promise.all([ana, ben, cleo, ben, cleo].map((person) => likePost(person.ctx(), id)));
  assert.equal((await postById(ana.ctx(), id)).likeCount, 3);
});

test('taking a like back undoes the count and the notification, and may be repeated', async () => {
  const id = await createPost(ana.ctx(), { text: 'Hello' });
  await likePost(ben.ctx(), id);
  await unlikePost(ben.ctx(), id);
  await unlikePost(ben.ctx(), id);
  assert.equal((await postById(ben.ctx(), id)).likeCount, 0);
  assert.deepEqual(await notificationsOf(ana, id), []);
});

test("nobody takes another's like back", async () => {
  const id = await createPost(ana.ctx(), { text: 'Hello' });
  await likePost(ben.ctx(), id);
  await unlikePost(cleo.ctx(), id);
  assert.equal((await postById(ben.ctx(), id)).likeCount, 1);
});

test('liking a repost likes its original', async () => {
  const id = await createPost(ana.ctx(), { text: 'Hello' });
  const wrapper = await repost(ben.ctx(), id);
  assert.equal(await likePost(cleo.ctx(), wrapper), id);
  assert.equal((await postById(cleo.ctx(), id)).likeCount, 1);
  await unlikePost(cleo.ctx(), wrapper);
  assert.equal((await postById(cleo.ctx(), id)).likeCount, 0);
});

test('a post one may not see cannot be liked, nor can one see who liked it', async () => {
  const id = await createPost(ana.ctx(), { text: 'For followers', visibility: 'followers' });
  await assert.rejects(likePost(ben.ctx(), id), { code: 'not-found' });
  await assert.rejects(likersOf(ben.ctx(), id, { limit: 10 }), { code: 'not-found' });
  await assert.rejects(likePost(ben.ctx(), '1'), { code: 'not-found' });
  await assert.rejects(likePost(ben.ctx(), 'x'), { code: 'not-found' });
  await assert.rejects(async () => likePost(community.ctx(), id), { code: 'unauthenticated' });
  assert.equal((await postById(ana.ctx(), id)).likeCount, 0);
});

test('likers are listed newest first, page by page', async () => {
  const id = await createPost(ana.ctx(), { text: 'Hello' });
  for (const person of [ana, ben, cleo]) await likePost(person.ctx(), id);
  const first = await likersOf(community.ctx(), id, { limit: 2 });
  assert.deepEqual(
    first.items.map((user) => user.username),
    ['cleo', 'ben'],
  );
  const second = await likersOf(community.ctx(), id, { limit: 2, maxId: first.last });
  assert.deepEqual(
    second.items.map((user) => user.username),
    ['ana'],
  );
});
