import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity, type Person } from '../../test/support/community.ts';
import { statement } from '../utils/db/statement.ts';
import { block } from './block.ts';
import { endorse } from './endorse.ts';
import { follow } from './follow.ts';
import { familiarFollowers, followersOf, followingOf } from './followers.ts';
import { mute } from './mute.ts';
import { setNote } from './note.ts';
import { openProfileNamed } from './open-profile.ts';
import { relationshipsOf } from './relationships.ts';

const community = await makeCommunity();
const ana = await community.person('ana');

test('a relationship says all that the buttons of a profile show', async () => {
  const [ben, cat] = [await community.person('ben'), await community.person('cat', { locked: true })];
  await follow(ana.ctx(), ben.id, { notify: true, showReposts: false, languages: ['fr'] });
  await follow(ben.ctx(), ana.id);
  await follow(ana.ctx(), cat.id);
  await endorse(ana.ctx(), ben.id);
  await setNote(ana.ctx(), ben.id, 'Met on the ferry');
  await mute(ana.ctx(), cat.id, { notifications: false, duration: 3600 });
  const found = await relationshipsOf(ana.ctx(), [ben.id, cat.id, '1']);
  assert.equal(found.size, 2);
  const { id: _, mutingExpiresAt, ...theirs } = found.get(ben.id)!;
  assert.equal(mutingExpiresAt, null);
  assert.deepEqual(theirs, {
    following: true,
    showingReposts: false,
    notifying: true,
    languages: ['fr'],
    followedBy: true,
    blocking: false,
    blockedBy: false,
    muting: false,
    mutingNotifications: false,
    requested: false,
    requestedBy: false,
    endorsed: true,
    note: 'Met on the ferry',
  });
  const locked = found.get(cat.id)!;
  assert.deepEqual(
    [locked.requested, locked.following, locked.muting, locked.mutingNotifications],
    [true, false, true, false],
  );
  assert.ok(locked.mutingExpiresAt! > new Date());
  await block(cat.ctx(), ana.id);
  assert.equal((await relationshipsOf(ana.ctx(), [cat.id])).get(cat.id)?.blockedBy, true);
  await assert.rejects(relationshipsOf(community.ctx(), [ben.id]), { code: 'unauthenticated' });
});

const outdate = statement(
  'test-outdate-profiles',
  'update tenant.user set version = version + 1 where id <> $1',
);

test('people with their buttons, and a profile, take as many statements for twenty as for two', async () => {
  const star = await community.person('star');
  const people: Person[] = [];
  for (let n = 0; n < 22; n++) people.push(await community.person(`p${n}`));
  for (const person of people) {
    await follow(person.ctx(), star.id);
    await follow(star.ctx(), person.id);
    await follow(ana.ctx(), person.id);
  }
  for (const list of [followersOf, followingOf]) {
    const count = async (limit: number) => {
      await community.ctx().db.change(outdate, ana.id);
      const ctx = ana.ctx();
      const { items } = await list(ctx, star.id, { limit });
      assert.equal(items.length, limit);
      await relationshipsOf(
        ctx,
        items.map((user) => user.id),
      );
      return ctx.db.counter.statements;
    };
    assert.equal(await count(20), await count(2));
  }
  const ctx = ana.ctx();
  const { id } = await openProfileNamed(ctx, 'star');
  await relationshipsOf(ctx, [id]);
  assert.equal((await familiarFollowers(ctx, [id])).get(id)?.length, 12);
  assert.ok(ctx.db.counter.statements <= 6, `${ctx.db.counter.statements} statements`);
});
