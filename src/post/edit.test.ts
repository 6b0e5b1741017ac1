import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity, type Person } from '../../test/support/community.ts';
import { sharp } from '../media/sharp.ts';
import { uploadMedia } from '../media/upload.ts';
import { statement } from '../utils/db/statement.ts';
import { createPost } from './create.ts';
import { editPost } from './edit.ts';
import { featuredTags, featureTag } from './featured-tag.ts';
import { editsOf } from './history.ts';
import { postById } from './post.ts';
import { repost } from './repost.ts';

const community = await makeCommunity();
const ana = await community.person('ana');
const ben = await community.person('ben');
const cleo = await community.person('cleo');

const notified = statement<{ type: string }>(
  'test-edit-notifications',
  'select type from tenant.notification where user_id = $1 and post_id = $2 order by id',
);
const toldTo = async (person: Person, postId: string) =>
  (await person.ctx().db.rows(notified, person.id, postId)).map((row) => row.type);

const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#3b6ea5' } })
  .png()
  .toBuffer();
const upload = async () => (await uploadMedia(ana.ctx(), { bytes })).id;

test('an edit is shown at once, and the first version is kept', async () => {
  const id = await createPost(ana.ctx(), { text: 'Helo', spoilerText: 'Typo' });
  await postById(ben.ctx(), id);
  await editPost(ana.ctx(), id, { text: 'Hello #fixed', spoilerText: '' });
  const post = await postById(ben.ctx(), id);
  assert.deepEqual([post.body.text, post.body.spoilerText, post.version], ['Hello #fixed', '', 2]);
  assert.ok(post.body.editedAt !== null);
  const { versions } = await editsOf(ben.ctx(), id);
  assert.deepEqual(
    versions.map((version) => [version.html.includes('Helo<'), version.spoilerText]),
    [
      [true, 'Typo'],
      [false, ''],
    ],
  );
  assert.equal(versions[0]!.writtenAt.getTime(), post.body.createdAt.getTime());
});

test('an edit that changes nothing makes no version', async () => {
  const id = await createPost(ana.ctx(), { text: 'Same', language: 'en' });
  await editPost(ana.ctx(), id, { text: ' Same ', language: 'en', sensitive: false, mediaIds: [] });
  assert.equal((await postById(ana.ctx(), id)).version, 1);
  assert.equal((await editsOf(ana.ctx(), id)).versions.length, 1);
});

test("nobody edits another's post", async () => {
  const open = await createPost(ana.ctx(), { text: 'Mine' });
  const hidden = await createPost(ana.ctx(), { text: 'Mine', visibility: 'followers' });
  const comment = await createPost(ana.ctx(), { text: 'Mine', parentId: open });
  await assert.rejects(editPost(ben.ctx(), open, { text: 'Yours' }), { code: 'forbidden' });
  await assert.rejects(editPost(ben.ctx(), comment, { text: 'Yours' }), { code: 'forbidden' });
  await assert.rejects(editPost(ben.ctx(), hidden, { text: 'Yours' }), { code: 'not-found' });
  await assert.rejects(editPost(community.ctx(), open, { text: 'Yours' }), { code: 'unauthenticated' });
  assert.equal((await postById(ana.ctx(), open)).body.text, 'Mine');
});

test('the history of a post one may not see is not found', async () => {
  const id = await createPost(ana.ctx(), { text: 'Mine', visibility: 'direct' });
  await assert.rejects(editsOf(ben.ctx(), id), { code: 'not-found' });
});

test('an edit keeps the rules of a new post', async () => {
  const id = await createPost(ana.ctx(), { text: 'Fine' });
  await assert.rejects(editPost(ana.ctx(), id, { text: '' }), { code: 'invalid' });
  await assert.rejects(editPost(ana.ctx(), id, { text: 'x'.repeat(501) }), { code: 'invalid' });
  await assert.rejects(editPost(ana.ctx(), await repost(ana.ctx(), id), { text: 'x' }), {
    code: 'forbidden',
  });
});

test('people newly mentioned are told, those mentioned before are not told again', async () => {
  const id = await createPost(ana.ctx(), { text: '@ben hi' });
  await editPost(ana.ctx(), id, { text: '@ben @cleo hi' });
  assert.deepEqual(await toldTo(ben, id), ['mention']);
  assert.deepEqual(await toldTo(cleo, id), ['mention']);
  assert.equal((await postById(ana.ctx(), id)).body.mentions.length, 2);
});

test('who reposted is told of the edit', async () => {
  const id = await createPost(ana.ctx(), { text: 'Spread this' });
  await repost(ben.ctx(), id);
  await editPost(ana.ctx(), id, { text: 'Spread that' });
  assert.deepEqual(await toldTo(ben, id), ['edit']);
});

test('who is mentioned no longer sees a direct post no longer', async () => {
  const id = await createPost(ana.ctx(), { text: '@ben @cleo psst', visibility: 'direct' });
  await editPost(ana.ctx(), id, { text: '@cleo psst' });
  await assert.rejects(postById(ben.ctx(), id), { code: 'not-found' });
  assert.equal((await postById(cleo.ctx(), id)).id, id);
});

test('tags follow the text, and so do the counts of featured ones', async () => {
  await featureTag(ana.ctx(), 'cats');
  const id = await createPost(ana.ctx(), { text: '#cats' });
  const count = async () => (await featuredTags(ana.ctx(), ana.id))[0]!.postCount;
  assert.equal(await count(), 1);
  await editPost(ana.ctx(), id, { text: '#dogs' });
  assert.equal(await count(), 0);
  assert.deepEqual((await postById(ana.ctx(), id)).body.tags, [{ name: 'dogs', display: 'dogs' }]);
});

test('pictures are exchanged and described anew; the history keeps what was there', async () => {
  const [first, second] = [await upload(), await upload()];
  const id = await createPost(ana.ctx(), { text: '', mediaIds: [first] });
  const mediaPatches = [{ id: second, description: 'A blue wall' }];
  await editPost(ana.ctx(), id, { mediaIds: [second], mediaPatches });
  const post = await postById(ben.ctx(), id);
  assert.deepEqual(
    post.body.media.map((media) => [media.id, media.description]),
    [[second, 'A blue wall']],
  );
  await editPost(ana.ctx(), id, { mediaPatches });
  assert.equal((await postById(ben.ctx(), id)).version, 2);
  const { versions } = await editsOf(ben.ctx(), id);
  assert.deepEqual(
    versions.map((version) => version.media.map((media) => media.id)),
    [[first], [second]],
  );
});

test('two edits at the same time both make a version', async () => {
  const id = await createPost(ana.ctx(), { text: 'One' });
  await Promise.all([editPost(ana.ctx(), id, { text: 'Two' }), editPost(ana.ctx(), id, { text: 'Three' })]);
  const post = await postById(ana.ctx(), id);
  assert.equal(post.version, 3);
  assert.equal((await editsOf(ana.ctx(), id)).versions.length, 3);
});
