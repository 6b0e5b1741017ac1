import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity, type Person } from '../../test/support/community.ts';
import { mediaById } from '../media/media.ts';
import { sharp } from '../media/sharp.ts';
import { uploadMedia } from '../media/upload.ts';
import { userById } from '../user/user.ts';
import { createPost } from './create.ts';
import { deletePost } from './delete.ts';
import { featuredTags, featureTag } from './featured-tag.ts';
import { likePost } from './like.ts';
import { postById, postsById } from './post.ts';
import { repost } from './repost.ts';

const community = await makeCommunity();
const ana = await community.person('ana');
const ben = await community.person('ben');

const postCount = async (person: Person) => (await userById(person.ctx(), person.id))!.postCount;
const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#3b6ea5' } })
  .png()
  .toBuffer();

test('a deleted post is gone, given back with its source, and no longer counted', async () => {
  const [anas, bens] = [await postCount(ana), await postCount(ben)];
  const id = await createPost(ana.ctx(), { text: 'Oops' });
  await repost(ben.ctx(), id);
  await repost(ana.ctx(), id);
  await likePost(ben.ctx(), id);
  const gone = await deletePost(ana.ctx(), id);
  assert.equal(gone.body.text, 'Oops');
  assert.equal((await postsById(ana.ctx(), [id])).size, 0);
  assert.deepEqual([await postCount(ana), await postCount(ben)], [anas, bens]);
  await assert.rejects(deletePost(ana.ctx(), id), { code: 'not-found' });
});

test('deleting a comment takes it off its parent, deleting the parent leaves the comment', async () => {
  const parent = await createPost(ana.ctx(), { text: 'Question?' });
  const first = await createPost(ben.ctx(), { text: 'Answer', parentId: parent });
  const second = await createPost(ben.ctx(), { text: 'Answer', parentId: parent });
  await deletePost(ben.ctx(), first);
  assert.equal((await postById(ana.ctx(), parent)).commentCount, 1);
  await deletePost(ana.ctx(), parent);
  const left = await postById(ben.ctx(), second);
  assert.deepEqual([left.parentId, left.parentAuthorId], [null, ana.id]);
});

test("nobody deletes another's post or comment", async () => {
  const open = await createPost(ana.ctx(), { text: 'Mine' });
  const comment = await createPost(ana.ctx(), { text: 'Mine', parentId: open });
  const hidden = await createPost(ana.ctx(), { text: 'Mine', visibility: 'direct' });
  await assert.rejects(deletePost(ben.ctx(), open), { code: 'forbidden' });
  await assert.rejects(deletePost(ben.ctx(), comment), { code: 'forbidden' });
  await assert.rejects(deletePost(ben.ctx(), hidden), { code: 'not-found' });
  await assert.rejects(deletePost(community.ctx(), open), { code: 'unauthenticated' });
  assert.equal((await postsById(ana.ctx(), [open, comment, hidden])).size, 3);
});

test('deleting twice at once counts once', async () => {
  const before = await postCount(ana);
  const id = await createPost(ana.ctx(), { text: 'Oops' });
  const done = await Promise.allSettled([deletePost(ana.ctx(), id), deletePost(ana.ctx(), id)]);
  assert.deepEqual(done.map((one) => one.status).sort(), ['fulfilled', 'rejected']);
  assert.equal(await postCount(ana), before);
});

test('pictures stay to be posted anew, unless they are to go too', async () => {
  const upload = async () => (await uploadMedia(ana.ctx(), { bytes })).id;
  const [kept, thrown] = [await upload(), await upload()];
  const first = await createPost(ana.ctx(), { text: '', mediaIds: [kept] });
  const second = await createPost(ana.ctx(), { text: '', mediaIds: [thrown] });
  await deletePost(ana.ctx(), first);
  await deletePost(ana.ctx(), second, { media: 'delete' });
  assert.deepEqual([...(await mediaById(ana.ctx(), [kept, thrown])).keys()], [kept]);
  assert.ok(await createPost(ana.ctx(), { text: 'Again', mediaIds: [kept] }));
});

test('a deleted post no longer counts for a featured tag', async () => {
  await featureTag(ana.ctx(), 'cats');
  const id = await createPost(ana.ctx(), { text: '#Cats' });
  await deletePost(ana.ctx(), id);
  assert.equal((await featuredTags(ana.ctx(), ana.id))[0]!.postCount, 0);
});
