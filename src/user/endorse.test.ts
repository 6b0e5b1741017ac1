import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import type { Ctx } from '../context.ts';
import { block } from './block.ts';
import { endorse, endorsementsOf, unendorse } from './endorse.ts';
import { follow } from './follow.ts';
import { setNote } from './note.ts';
import { relationshipsOf } from './relationships.ts';

const community = await makeCommunity();
const [ann, ben, eve] = await Promise.all(['ann', 'ben', 'eve'].map((name) => community.person(name)));
const page = { limit: 10 };

test('one endorses whom one follows; anybody sees it, save who is blocked', async () => {
  await assert.rejects(endorse(ann!.ctx(), ben!.id), { code: 'invalid' });
  await follow(ann!.ctx(), ben!.id);
  await endorse(ann!.ctx(), ben!.id);
  await endorse(ann!.ctx(), ben!.id);
  const names = async (ctx: Ctx = community.ctx()) =>
    (await endorsementsOf(ctx, ann!.id, page)).items.map((user) => user.username);
  assert.deepEqual(await names(), ['ben']);
  await block(ann!.ctx(), eve!.id);
  assert.deepEqual(await names(eve!.ctx()), []);
  await unendorse(ann!.ctx(), ben!.id);
  await unendorse(ann!.ctx(), ben!.id);
  assert.deepEqual(await names(), []);
});

test('a note is for who wrote it only, may be changed and removed, and has a limit', async () => {
  const note = async (viewer: typeof ann, other: typeof ann) =>
    (await relationshipsOf(viewer!.ctx(), [other!.id])).get(other!.id)!.note;
  await setNote(ann!.ctx(), ben!.id, ' met at the fair ');
  assert.deepEqual(
    [await note(ann, ben), await note(ben, ann), await note(eve, ben)],
    ['met at the fair', '', ''],
  );
  await assert.rejects(setNote(ann!.ctx(), ben!.id, 'x'.repeat(2001)), { code: 'invalid' });
  await assert.rejects(setNote(ann!.ctx(), '17', 'x'), { code: 'not-found' });
  await setNote(ann!.ctx(), ben!.id, '');
  assert.equal(await note(ann, ben), '');
});

test('relationships come for all people asked for in one statement; unknown ones are absent', async () => {
  const ctx = ann!.ctx();
  const found = await relationshipsOf(ctx, [ann!.id, ben!.id, eve!.id, '17']);
  assert.deepEqual(new Set(found.keys()), new Set([ann!.id, ben!.id, eve!.id]));
  assert.equal(ctx.db.counter.statements, 1);
  assert.equal(found.get(eve!.id)!.blocking, true);
  await assert.rejects(relationshipsOf(community.ctx(), [ann!.id]), { code: 'unauthenticated' });
});
