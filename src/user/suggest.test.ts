import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity, type Person } from '../../test/support/community.ts';
import { block } from './block.ts';
import { follow } from './follow.ts';
import { mute } from './mute.ts';
import { updateProfile } from './profile.ts';
import { dismissSuggestion, suggestUsers } from './suggest.ts';

const community = await makeCommunity();
const names = 'viewer friend near nearer star asked foe blocked muted dismissed shy hidden'.split(' ');
const people = Object.fromEntries(
  await Promise.all(
    names.map(async (name) => [name, await community.person(name, { locked: name === 'asked' })]),
  ),
) as Record<string, Person>;
const { viewer, friend, nearer, near, star, asked, foe, blocked, muted, dismissed, hidden } =
  people as Required<Record<string, Person>>;

test('people followed by those the viewer follows come first, then popular ones; known ones never', async () => {
  const other = await community.person('other');
  await follow(viewer!.ctx(), friend!.id);
  await follow(viewer!.ctx(), other.id);
  for (const person of [near, nearer, foe, blocked, muted, dismissed, hidden])
    await follow(friend!.ctx(), person!.id);
  await follow(other.ctx(), nearer!.id);
  for (const person of [near, nearer]) await follow(person!.ctx(), star!.id);
  await follow(viewer!.ctx(), asked!.id);
  await block(foe!.ctx(), viewer!.id);
  await block(viewer!.ctx(), blocked!.id);
  await mute(viewer!.ctx(), muted!.id);
  await dismissSuggestion(viewer!.ctx(), dismissed!.id);
  await dismissSuggestion(viewer!.ctx(), dismissed!.id);
  await updateProfile(hidden!.ctx(), { discoverable: false });
  const found = await suggestUsers(viewer!.ctx(), 10);
  assert.deepEqual(
    found.map(({ user, source }) => [user.username, source]),
    [
      ['nearer', 'friends-of-friends'],
      ['near', 'friends-of-friends'],
      ['star', 'popular'],
      ['shy', 'popular'],
    ],
  );
  assert.equal((await suggestUsers(viewer!.ctx(), 1)).length, 1);
});

test('who hides whom they follow gives nobody away', async () => {
  await updateProfile(friend!.ctx(), { hideCollections: true });
  const found = await suggestUsers(viewer!.ctx(), 10);
  assert.equal(found.find(({ user }) => user.id === near!.id)?.source, 'popular');
});

test('suggestions are for the signed-in, of people who exist', async () => {
  await assert.rejects(suggestUsers(community.ctx(), 5), { code: 'unauthenticated' });
  await assert.rejects(dismissSuggestion(viewer!.ctx(), '17'), { code: 'not-found' });
});
