import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity, type Person } from '../../test/support/community.ts';
import { transaction } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { attachMedia } from './attach.ts';
import { deleteMedia, deleteMediaOf } from './delete.ts';
import { describeMediaOf, updateMedia } from './describe.ts';
import { mediaById, mediaOf } from './media.ts';
import { removeOrphans } from './orphans.ts';
import { storePicture } from './picture.ts';
import { removeFiles } from './remove-files.ts';
import { sharp } from './sharp.ts';
import { findFile } from './storage.ts';
import { uploadMedia } from './upload.ts';

const community = await makeCommunity();
const [ann, ben] = await Promise.all([community.person('ann'), community.person('ben')]);
const bytes = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#3b6ea5' } })
  .jpeg()
  .toBuffer();

const insertPost = statement<{ id: Id }>(
  'test-media-post',
  `insert into tenant.post (author_id, root_id, visibility) values ($1, 0, 'public') returning id`,
);
const deletePost = statement('test-media-delete-post', 'delete from tenant.post where id = $1');
const age = statement(
  'test-media-age',
  `update tenant.media set orphan_since = orphan_since - interval '25 hours' where id = $1`,
);
const queued = statement<{ payload: { keys: string[] } }>(
  'test-media-jobs',
  `select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
   where t.identifier = 'media/remove-files' and (payload->>'tenant')::int = $1 order by j.id desc`,
);

const post = async (author: Person): Promise<Id> => (await author.ctx().db.row(insertPost, author.id))!.id;
const attach = (who: Person, ids: Id[], postId: Id) =>
  transaction(who.ctx(), (tx) => attachMedia(tx, ids, postId));
const fileOf = (url: string) => findFile(url.slice('/media/'.length));
const found = async (who: Person, id: Id) => (await mediaById(who.ctx(), [id])).has(id);

/** Does what the worker would do with the newest removal of files. */
async function runRemoval(): Promise<void> {
  const [job] = await community.ctx().db.rows(queued, community.tenant.id);
  await removeFiles(community.ctx(), job!.payload);
}

test('an upload is stored with both variants, described and focused', async () => {
  const made = await uploadMedia(ann.ctx(), { bytes, description: 'A blue wall', focus: { x: -0.5, y: 1 } });
  assert.deepEqual(made.meta, {
    original: { width: 900, height: 600 },
    small: { width: 587, height: 391 },
    focus: { x: -0.5, y: 1 },
  });
  assert.equal(made.description, 'A blue wall');
  for (const url of [made.url, made.previewUrl]) assert.equal((await fileOf(url))?.mime, 'image/jpeg');
  assert.deepEqual((await mediaById(ann.ctx(), [made.id])).get(made.id), made);
  assert.deepEqual((await mediaOf(community.ctx(), [made.id])).get(made.id), made);
});

test('nobody else sees, describes, deletes or attaches an upload', async () => {
  const { id } = await uploadMedia(ann.ctx(), { bytes });
  assert.equal(await found(ben, id), false);
  await assert.rejects(updateMedia(ben.ctx(), id, { description: 'mine' }), { code: 'not-found' });
  await assert.rejects(deleteMedia(ben.ctx(), id), { code: 'not-found' });
  await assert.rejects(attach(ben, [id], await post(ben)), { code: 'invalid' });
  await assert.rejects(uploadMedia(community.ctx(), { bytes }), { code: 'unauthenticated' });
  assert.equal((await mediaById(ann.ctx(), [id])).get(id)?.description, '');
});

test('a patch changes what it names and keeps the rest', async () => {
  const { id } = await uploadMedia(ann.ctx(), { bytes, description: 'before', focus: { x: 0.25, y: 0 } });
  const described = await updateMedia(ann.ctx(), id, { description: 'after' });
  assert.deepEqual([described.description, described.meta.focus], ['after', { x: 0.25, y: 0 }]);
  const focused = await updateMedia(ann.ctx(), id, { focus: { x: 0, y: -1 } });
  assert.deepEqual([focused.description, focused.meta.focus], ['after', { x: 0, y: -1 }]);
});

test('a description over 1,500 characters or a focus outside the picture is refused, before anything is stored', async () => {
  const { id } = await uploadMedia(ann.ctx(), { bytes, description: '🙂'.repeat(1500) });
  for (const patch of [
    { description: 'x'.repeat(1501) },
    { focus: { x: 1.1, y: 0 } },
    { focus: { x: 0, y: Number.NaN } },
  ]) {
    await assert.rejects(updateMedia(ann.ctx(), id, patch), { code: 'invalid' });
    await assert.rejects(uploadMedia(ann.ctx(), { bytes, ...patch }), { code: 'invalid' });
  }
});

test('what a post uses can no longer be changed or deleted as an upload, nor be given to another post', async () => {
  const { id } = await uploadMedia(ann.ctx(), { bytes });
  const [first, second] = [await post(ann), await post(ann)];
  await attach(ann, [id], first);
  await attach(ann, [id], first);
  assert.equal(await found(ann, id), false);
  await assert.rejects(updateMedia(ann.ctx(), id, { description: 'x' }), { code: 'not-found' });
  await assert.rejects(deleteMedia(ann.ctx(), id), { code: 'not-found' });
  await assert.rejects(attach(ann, [id], second), { code: 'invalid' });
});

test('one bad id among the media of a post refuses them all', async () => {
  const { id } = await uploadMedia(ann.ctx(), { bytes });
  const postId = await post(ann);
  for (const ids of [
    [id, '1'],
    [id, id],
    [id, 'x'],
  ]) {
    await assert.rejects(attach(ann, ids, postId), { code: 'invalid' });
  }
  assert.equal(await found(ann, id), true);
});

test('the author of a post describes its media while editing; another post or person does not', async () => {
  const { id } = await uploadMedia(ann.ctx(), { bytes });
  const [own, other] = [await post(ann), await post(ben)];
  await attach(ann, [id], own);
  const describe = (who: Person, postId: Id, description: string) =>
    transaction(who.ctx(), (tx) => describeMediaOf(tx, postId, [{ id, description }]));
  await describe(ann, own, 'edited');
  await assert.rejects(describe(ben, own, 'not mine'), { code: 'not-found' });
  await assert.rejects(describe(ben, other, 'not mine'), { code: 'not-found' });
  assert.equal((await mediaOf(ann.ctx(), [id])).get(id)?.description, 'edited');
});

test('a deleted upload is gone with its files', async () => {
  const { id, url, previewUrl } = await uploadMedia(ann.ctx(), { bytes });
  await deleteMedia(ann.ctx(), id);
  await assert.rejects(deleteMedia(ann.ctx(), id), { code: 'not-found' });
  await runRemoval();
  assert.deepEqual(await Promise.all([url, previewUrl].map(fileOf)), [null, null]);
});

test("a deleted post's media can be used again for a day, unless they were deleted with it", async () => {
  const [kept, dropped] = await Promise.all([
    uploadMedia(ann.ctx(), { bytes }),
    uploadMedia(ann.ctx(), { bytes }),
  ]);
  const [first, second] = [await post(ann), await post(ann)];
  await attach(ann, [kept.id], first);
  await attach(ann, [dropped.id], second);
  await ann.ctx().db.change(deletePost, first);
  await transaction(ann.ctx(), async (tx) => {
    await deleteMediaOf(tx, [second]);
    await tx.db.change(deletePost, second);
  });
  assert.deepEqual([await found(ann, kept.id), await found(ann, dropped.id)], [true, false]);
  await runRemoval();
  assert.notEqual(await fileOf(kept.url), null);
  assert.equal(await fileOf(dropped.url), null);
});

test('clean-up takes uploads without a post after a day, and nothing else', async () => {
  const uploads = await Promise.all(Array.from({ length: 3 }, () => uploadMedia(ann.ctx(), { bytes })));
  const [old, fresh, used] = uploads.map(({ id }) => id) as [Id, Id, Id];
  await removeOrphans(community.ctx());
  for (const id of [old, used]) await community.ctx().db.change(age, id);
  await attach(ann, [used], await post(ann));
  assert.equal(await removeOrphans(community.ctx()), 1);
  assert.deepEqual([await found(ann, old), await found(ann, fresh)], [false, true]);
  assert.ok((await mediaOf(ann.ctx(), [used])).has(used));
});

test('an upload whose row cannot be written leaves no file', async () => {
  const gone = { ...ann.ctx(), viewer: { ...ann.ctx().viewer!, id: '1' } };
  const stray = community.deployment.config.home;
  const { readdir } = await import('node:fs/promises');
  const count = async () =>
    (await readdir(stray, { recursive: true })).filter((name) => /\.(jpeg|png|webp)$/.test(name)).length;
  const before = await count();
  await assert.rejects(uploadMedia(gone, { bytes }), /foreign key/);
  assert.equal(await count(), before);
});

test('the job that removes files leaves those of other communities alone', async () => {
  const { url } = await uploadMedia(ann.ctx(), { bytes });
  const stranger = { ...community.ctx(), tenant: { ...community.tenant, slug: 'stranger' } };
  await removeFiles(stranger, { keys: [url.slice('/media/'.length), '../../etc/passwd'] });
  assert.notEqual(await fileOf(url), null);
});

test('an avatar is stored as a file, and a mistake in it names the avatar', async () => {
  const { url, staticUrl } = await storePicture(ann.ctx(), bytes, 'avatar');
  assert.match(url, /^\/media\/.+\/original\.jpeg$/);
  assert.equal(staticUrl, url);
  assert.notEqual(await fileOf(url), null);
  await assert.rejects(storePicture(ann.ctx(), Buffer.from('<svg/>'), 'avatar'), {
    message: 'Validation failed: Avatar must be a JPEG, PNG, GIF, WebP or AVIF picture',
  });
});
