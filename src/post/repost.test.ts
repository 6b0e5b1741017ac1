import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity, type Person } from '../../test/support/community.ts';
import { block } from '../user/block.ts';
import { userById } from '../user/user.ts';
import { statement } from '../utils/db/statement.ts';
import { createPost } from './create.ts';
import { deletePost } from './delete.ts';
import { postById, postsById, postsWithOriginals } from './post.ts';
import { repost, repostersOf, unrepost } from './repost.ts';

const community = await makeCommunity();
const ana = await community.person('ana');
const ben = await community.person('ben');
const cleo = await community.person('cleo');

const notified = statement<{ n: number }>(
  'test-repost-notifications',
  `select count(*)::int as n from tenant.notification where user_id = $1 and post_id = $2 and type = 'repost'`,
);
const toldTo = async (person: Person, postId: string) =>
  (await person.ctx().db.row(notified, person.id, postId))!.n;
const postCount = async (person: Person) => (await userById(person.ctx(), person.id))!.postCount;

test('reposting twice gives the same repost, counts once and notifies once', async () => {
  const id = await createPost(ana.ctx(), { text: 'Spread this' });
  const before = await postCount(ben);
  const wrapper = await repost(ben.ctx(), id);
  assert.equal(await repost(ben.ctx(), id), wrapper);
  const [original, made] = [await postById(ben.ctx(), id), await postById(ben.ctx(), wrapper)];
  assert.deepEqual([original.repostCount, original.reposted], [1, true]);
  assert.deepEqual([made.repostOfId, made.authorId, made.body.html], [id, ben.id, '']);
  assert.equal(await postCount(ben), before + 1);
  assert.equal(await toldTo(ana, id), 1);
});

test('two reposts at the same moment are one', async () => {
  const id = await createPost(ana.ctx(), { text: 'Spread this' });
  const [first, second] = await Promise.all([repost(ben.ctx(), id), repost(ben.ctx(), id)]);
  assert.equal(first, second);
  assert.equal((await postById(ben.ctx(), id)).repostCount, 1);
});

test('a repost of a repost is one of the original', async () => {
  const id = await createPost(ana.ctx(), { text: 'Spread this' });
  const again = await repost(cleo.ctx(), await repost(ben.ctx(), id));
  assert.equal((await postById(cleo.ctx(), again)).repostOfId, id);
  assert.equal((await postById(cleo.ctx(), id)).repostCount, 2);
});

test('taking a repost back undoes counts and notification, by the id of either', async () => {
  const id = await createPost(ana.ctx(), { text: 'Spread this' });
  const before = await postCount(ben);
  await unrepost(ben.ctx(), await repost(ben.ctx(), id));
  await repost(ben.ctx(), id);
  await unrepost(ben.ctx(), id);
  await unrepost(ben.ctx(), id);
  assert.equal((await postById(ben.ctx(), id)).repostCount, 0);
  assert.equal(await postCount(ben), before);
  assert.equal(await toldTo(ana, id), 0);
});

test('deleting a repost takes it back', async () => {
  const id = await createPost(ana.ctx(), { text: 'Spread this' });
  await deletePost(ben.ctx(), await repost(ben.ctx(), id));
  assert.equal((await postById(ben.ctx(), id)).repostCount, 0);
});

test("another's repost cannot be deleted", async () => {
  const id = await createPost(ana.ctx(), { text: 'Spread this' });
  const wrapper = await repost(ben.ctx(), id);
  await assert.rejects(deletePost(cleo.ctx(), wrapper), { code: 'forbidden' });
});

test('what is not for everybody is not reposted, except to the same followers by its author', async () => {
  const quiet = await createPost(ana.ctx(), { text: '@ben only', visibility: 'followers' });
  const direct = await createPost(ana.ctx(), { text: '@ben only', visibility: 'direct' });
  await assert.rejects(repost(ben.ctx(), quiet), { code: 'forbidden' });
  await assert.rejects(repost(ben.ctx(), direct), { code: 'forbidden' });
  await assert.rejects(repost(cleo.ctx(), quiet), { code: 'not-found' });
  const own = await repost(ana.ctx(), quiet, { visibility: 'public' });
  assert.equal((await postById(ana.ctx(), own)).visibility, 'followers');
});

test('a repost comes with its original, and disappears where the original may not be seen', async () => {
  const id = await createPost(ana.ctx(), { text: 'Spread this' });
  const wrapper = await repost(ben.ctx(), id);
  assert.deepEqual(
    [...(await postsWithOriginals(cleo.ctx(), [wrapper])).keys()].sort(),
    [id, wrapper].sort(),
  );
  await block(ana.ctx(), cleo.id);
  assert.equal((await postsWithOriginals(cleo.ctx(), [wrapper])).size, 0);
  assert.equal((await postsById(cleo.ctx(), [wrapper])).size, 0);
});

test('reposters are listed; who reposted for followers is not named to others', async () => {
  const id = await createPost(ana.ctx(), { text: 'Spread this' });
  await repost(ben.ctx(), id, { visibility: 'followers' });
  await repost(ana.ctx(), id);
  const names = async (person: Person) =>
    (await repostersOf(person.ctx(), id, { limit: 9 })).items.map((user) => user.username);
  assert.deepEqual(await names(ana), ['ana']);
  assert.deepEqual(await names(ben), ['ana', 'ben']);
});
