import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import {
  deleteCommunityFiles,
  deleteFiles,
  fileKeys,
  findFile,
  isKeyOf,
  putFile,
  storeFilesIn,
} from './storage.ts';

let home: string;

before(async () => {
  home = await mkdtemp(join(tmpdir(), 'nexus-test-'));
  storeFilesIn(join(home, 'media'));
});

after(() => rm(home, { recursive: true }));

const keyOf = (tenant: string) =>
  fileKeys({ tenant, kind: 'attachment', id: '116123456789012345' })('small', 'image/webp');

test('a file is found again with its size and type, until it is removed', async () => {
  const key = keyOf('main');
  await putFile(key, Buffer.from('picture'));
  const found = await findFile(key);
  assert.deepEqual([found?.size, found?.mime], [7, 'image/webp']);
  assert.equal((await buffer(await found!.open())).toString(), 'picture');
  await deleteFiles([key, key]);
  assert.equal(await findFile(key), null);
});

test('a key begins with the community and cannot be guessed from the id', () => {
  const [one, two] = [keyOf('main'), keyOf('main')];
  assert.match(one, /^main\/attachment\/0116123\/456\/789012345\/[0-9a-f]{32}\/small\.webp$/);
  assert.notEqual(one, two);
});

test('variants of one upload share a folder', () => {
  const keys = fileKeys({ tenant: 'main', kind: 'avatar', id: '7' });
  const folder = (key: string) => key.slice(0, key.lastIndexOf('/'));
  assert.equal(folder(keys('original', 'image/png')), folder(keys('still', 'image/webp')));
});

test('a key belongs to its own community only, whatever shares its first letters', () => {
  assert.ok(isKeyOf('main', keyOf('main')));
  assert.ok(!isKeyOf('main', keyOf('main-street')));
  assert.ok(!isKeyOf('main-street', keyOf('main')));
});

test('no key leads out of the store', async () => {
  await writeFile(join(home, 'secret.png'), 'secret');
  const good = keyOf('main');
  const bad = [
    '../secret.png',
    'main/../../secret.png',
    `${good.slice(0, good.lastIndexOf('/'))}/../../../../../../../secret.png`,
    `/${good}`,
    `${good}\0.png`,
    `${good}\n`,
    good.replaceAll('/', '\\'),
    'main/attachment',
    '',
  ];
  for (const key of bad) {
    assert.equal(isKeyOf('main', key), false, key);
    await assert.rejects(findFile(key), /Not a key/, key);
    await assert.rejects(async () => putFile(key, Buffer.from('x')), /Not a key/, key);
    await assert.rejects(deleteFiles([key]), /Not a key/, key);
  }
  assert.throws(
    () => fileKeys({ tenant: '..', kind: 'avatar', id: '1' })('original', 'image/png'),
    /Not a key/,
  );
  assert.deepEqual(await readdir(home), ['media', 'secret.png']);
});

test("a deleted community's files go, its neighbour's stay", async () => {
  const [gone, stays] = [keyOf('club'), keyOf('club-two')];
  await Promise.all([gone, stays].map((key) => putFile(key, Buffer.from('x'))));
  await deleteCommunityFiles('club');
  assert.equal(await findFile(gone), null);
  assert.notEqual(await findFile(stays), null);
  await assert.rejects(deleteCommunityFiles('..'), /slug/);
});
