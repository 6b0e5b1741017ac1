import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { makeCommunity, type Person } from '../../test/support/community.ts';
import { publish, publishRepost } from '../../test/support/posting.ts';
import { block, unblock } from '../user/block.ts';
import { follow, unfollow } from '../user/follow.ts';
import { mute, unmute } from '../user/mute.ts';
import type { Visibility } from '../user/profile.ts';
import { setState } from '../user/roles.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { communityAudience, homeAudience, partedPairs, shownPosts, threadAudience } from './audience.ts';

const community = await makeCommunity();
const NAMES = ['author', 'follower', 'stranger', 'blocker', 'blocked', 'muter', 'mentioned'] as const;
const people = {} as Record<(typeof NAMES)[number], Person>;
for (const name of NAMES) people[name] = await community.person(name);
const { author, follower, blocker, blocked, muter } = people;
const everybody = NAMES.map((name) => people[name].id);

before(async () => {
  for (const person of [follower, blocker, blocked, muter]) await follow(person.ctx(), author.id);
});

/** Blocks and mutes come after the post has reached the feeds: it is the sending that must judge. */
async function part(): Promise<void> {
  await block(blocker.ctx(), author.id);
  await block(author.ctx(), blocked.id);
  await mute(muter.ctx(), author.id);
}

async function mend(): Promise<void> {
  await unblock(blocker.ctx(), author.id);
  await unblock(author.ctx(), blocked.id);
  await unmute(muter.ctx(), author.id);
  for (const person of [blocker, blocked]) await follow(person.ctx(), author.id);
}

const write = (visibility: Visibility, parentId?: Id) =>
  publish(community, author, { text: 'Hello @mentioned', visibility, parentId });

const names = (rows: readonly { readonly viewerId: Id }[]) =>
  NAMES.filter((name) => rows.some((row) => row.viewerId === people[name].id));
const home = async (id: Id) => names(await homeAudience(community.ctx(), everybody, [id]));
const public_ = async (id: Id) => names(await communityAudience(community.ctx(), everybody, [id]));
const pairs = (postId: Id) => everybody.map((viewerId) => ({ viewerId, postId }));
const thread = async (id: Id) => names(await threadAudience(community.ctx(), pairs(id)));
const shown = async (id: Id) => names(await shownPosts(community.ctx(), pairs(id)));

const AUDIENCES = [
  { visibility: 'public', sees: ['author', 'follower', 'stranger', 'muter', 'mentioned'] },
  { visibility: 'unlisted', sees: ['author', 'follower', 'stranger', 'muter', 'mentioned'] },
  { visibility: 'followers', sees: ['author', 'follower', 'muter', 'mentioned'] },
  { visibility: 'direct', sees: ['author', 'mentioned'] },
] as const;

describe('nobody hears of a post they may not see', () => {
  for (const { visibility, sees } of AUDIENCES) {
    test(visibility, async () => {
      const id = await write(visibility);
      const entries =
        visibility === 'direct' ? ['author'] : ['author', 'follower', 'blocker', 'blocked', 'muter'];
      assert.deepEqual(await home(id), entries, 'before they part, it is in the feeds of those who follow');
      await part();
      const unmuted = sees.filter((name) => name !== 'muter');
      assert.deepEqual(await home(id), visibility === 'direct' ? ['author'] : ['author', 'follower']);
      // Who blocks the author is kept out of feeds and threads, but may open the post by its address.
      const byAddress = visibility === 'public' || visibility === 'unlisted' ? withBlocker(sees) : [...sees];
      assert.deepEqual(await public_(id), visibility === 'public' ? unmuted : []);
      assert.deepEqual(await thread(id), unmuted);
      assert.deepEqual(await shown(id), byAddress);
      await mend();
    });
  }

  test('a suspended author reaches themself alone, a deleted post nobody', async () => {
    const id = await write('public');
    await setState(community.ctx(), author.id, 'suspended');
    for (const audience of [home, public_, thread, shown]) assert.deepEqual(await audience(id), ['author']);
    await setState(community.ctx(), author.id, 'active');
    for (const audience of [home, public_, thread, shown]) assert.deepEqual(await audience('4711'), []);
  });

  test('who has unfollowed hears of it at home no more', async () => {
    const id = await write('public');
    await unfollow(follower.ctx(), author.id);
    assert.ok(!(await home(id)).includes('follower'));
    await follow(follower.ctx(), author.id);
  });

  test('a repost goes with its original', async () => {
    const reposter = await community.person('reposter');
    for (const person of [follower, blocker, blocked, muter]) await follow(person.ctx(), reposter.id);
    const id = await publishRepost(community, reposter, await write('public'));
    assert.deepEqual(await home(id), ['follower', 'blocker', 'blocked', 'muter']);
    await part();
    assert.deepEqual(await home(id), ['follower']);
    await mend();
  });
});

const withBlocker = (sees: readonly string[]) =>
  NAMES.filter((name) => name === 'blocker' || sees.includes(name));

test('an author with very many followers is heard of without entries', async () => {
  const pull = statement('test-audience-pull', 'update tenant.user set feed_pull = $2 where id = $1');
  await community.ctx().db.change(pull, author.id, true);
  const id = await write('public');
  assert.deepEqual(await home(id), ['author', 'follower', 'blocker', 'blocked', 'muter']);
  await community.ctx().db.change(pull, author.id, false);
});

test('what one wrote oneself is marked', async () => {
  const id = await write('public');
  const rows = await communityAudience(community.ctx(), everybody, [id]);
  assert.deepEqual(names(rows.filter((row) => row.own)), ['author']);
});

test('pairs whose author blocks the viewer are told apart', async () => {
  await part();
  const asked = everybody.map((viewerId) => ({ viewerId, authorId: author.id }));
  assert.deepEqual(names(await partedPairs(community.ctx(), asked)), ['blocked']);
  await mend();
});

test('one statement, for however many people and posts; none for nobody', async () => {
  const ids = [await write('public'), await write('public')];
  for (const [viewers, posts] of [
    [everybody, ids],
    [everybody.slice(0, 1), ids.slice(0, 1)],
    [[], ids],
  ] as const) {
    const ctx = community.ctx();
    await homeAudience(ctx, viewers, posts);
    assert.equal(ctx.db.counter.statements, viewers.length === 0 ? 0 : 1);
  }
});
