import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { bookmarkPost, unbookmarkPost } from './bookmark.ts';
import { createPost } from './create.ts';
import { pinPost, unpinPost } from './pin.ts';
import { postById } from './post.ts';
import { repost } from './repost.ts';
import { muteThread, unmuteThread } from './thread-mute.ts';
import { countView } from './view.ts';

const community = await makeCommunity({ maxPins: 2 });
const ana = await community.person('ana');
const ben = await community.person('ben');

const hidden = await createPost(ana.ctx(), { text: 'Not for Ben', visibility: 'followers' });

test('a bookmark is seen by who made it only, and may be made and removed twice', async () => {
  const id = await createPost(ana.ctx(), { text: 'Keep this' });
  await bookmarkPost(ben.ctx(), id);
  await bookmarkPost(ben.ctx(), id);
  assert.equal((await postById(ben.ctx(), id)).bookmarked, true);
  assert.equal((await postById(ana.ctx(), id)).bookmarked, false);
  await unbookmarkPost(ana.ctx(), id);
  assert.equal((await postById(ben.ctx(), id)).bookmarked, true);
  await unbookmarkPost(ben.ctx(), id);
  await unbookmarkPost(ben.ctx(), id);
  assert.equal((await postById(ben.ctx(), id)).bookmarked, false);
});

test('what one may not see cannot be bookmarked, muted or counted as seen', async () => {
  await assert.rejects(bookmarkPost(ben.ctx(), hidden), { code: 'not-found' });
  await assert.rejects(muteThread(ben.ctx(), hidden), { code: 'not-found' });
  await countView(ben.ctx(), [hidden]);
  assert.equal((await postById(ana.ctx(), hidden)).viewCount, 0);
});

test('only own posts are pinned, and only as many as allowed', async () => {
  const [one, two, three] = await Promise.all([1, 2, 3].map((n) => createPost(ana.ctx(), { text: `${n}` })));
  const pins = await Promise.allSettled([one, two, three].map((id) => pinPost(ana.ctx(), id!)));
  assert.equal(pins.filter((pin) => pin.status === 'fulfilled').length, 2);
  const full = pins.findIndex((pin) => pin.status === 'rejected');
  const ids = [one!, two!, three!];
  await assert.rejects(pinPost(ana.ctx(), ids[full]!), { code: 'invalid' });
  const pinned = ids[(full + 1) % 3]!;
  await pinPost(ana.ctx(), pinned);
  await unpinPost(ana.ctx(), pinned);
  assert.equal((await postById(ana.ctx(), pinned)).pinned, false);
  await pinPost(ana.ctx(), ids[full]!);
  assert.equal((await postById(ana.ctx(), ids[full]!)).pinned, true);
});

test("another's, a reposted and a direct post cannot be pinned", async () => {
  const id = await createPost(ana.ctx(), { text: 'Mine' });
  await assert.rejects(pinPost(ben.ctx(), id), { code: 'forbidden' });
  await assert.rejects(unpinPost(ben.ctx(), id), { code: 'forbidden' });
  await assert.rejects(pinPost(ben.ctx(), hidden), { code: 'not-found' });
  await assert.rejects(pinPost(ben.ctx(), await repost(ben.ctx(), id)), { code: 'invalid' });
  const direct = await createPost(ana.ctx(), { text: 'Me', visibility: 'direct' });
  await assert.rejects(pinPost(ana.ctx(), direct), { code: 'invalid' });
});

test('muting any post of a thread mutes all of it', async () => {
  const root = await createPost(ana.ctx(), { text: 'Question?' });
  const comment = await createPost(ben.ctx(), { text: 'Answer', parentId: root });
  await muteThread(ana.ctx(), comment);
  await muteThread(ana.ctx(), comment);
  assert.equal((await postById(ana.ctx(), root)).muted, true);
  assert.equal((await postById(ben.ctx(), root)).muted, false);
  await unmuteThread(ana.ctx(), root);
  assert.equal((await postById(ana.ctx(), comment)).muted, false);
});

test('a view counts once per person, also when two look at once', async () => {
  const [one, two] = [await createPost(ana.ctx(), { text: '1' }), await createPost(ana.ctx(), { text: '2' })];
  await Promise.all([
    countView(ana.ctx(), [one, two]),
    countView(ben.ctx(), [two, one]),
    countView(ben.ctx(), [one]),
    countView(community.ctx(), [one]),
  ]);
  await countView(ana.ctx(), [one]);
  assert.equal((await postById(ana.ctx(), one)).viewCount, 2);
  assert.equal((await postById(ana.ctx(), two)).viewCount, 2);
});
