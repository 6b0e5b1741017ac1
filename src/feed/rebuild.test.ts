import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { publish } from '../../test/support/posting.ts';
import { createPost } from '../post/create.ts';
import { followTag } from '../post/tag-follow.ts';
import { follow } from '../user/follow.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { homeFeed } from './home.ts';
import { isBuilt } from './rebuild.ts';
import { trimFeeds } from './trim.ts';

const community = await makeCommunity();
const reader = await community.person('reader');
const author = await community.person('author');
await follow(reader.ctx(), author.id);

const seenDaysAgo = statement(
  'test-seen-days-ago',
  'update tenant.user set last_active_on = current_date - $2::int where id = $1',
);
const entries = statement<{ postId: Id }>(
  'test-entries',
  'select post_id as "postId" from tenant.feed_entry where user_id = $1 order by post_id desc',
);
const fill = statement(
  'test-fill-entries',
  'insert into tenant.feed_entry select $1, n from generate_series(1, $2::int) n on conflict do nothing',
);

const seen = (days: number) => community.ctx().db.change(seenDaysAgo, reader.id, days);
const entriesOf = async (userId: Id) =>
  (await community.ctx().db.rows(entries, userId)).map((row) => row.postId);
const home = async (limit = 20) => (await homeFeed(reader.ctx(), { limit })).items.map((post) => post.id);

test('the feed of somebody away is not filled, goes at night, and is whole again on return', async () => {
  const first = await publish(community, author, 'Seen');
  assert.deepEqual(await home(), [first]);
  await seen(40);
  const missed = await publish(community, author, 'Missed');
  assert.deepEqual(await entriesOf(reader.id), [first, '0']);
  await trimFeeds(community.ctx());
  assert.deepEqual(await entriesOf(reader.id), []);
  await seen(0);
  const late = await publish(community, author, 'After the return, before the first look');
  assert.deepEqual(await home(), [late, missed, first]);
  assert.ok(await isBuilt(community.ctx(), reader.id));
});

test('the gap of an absence is closed when the reader gets to it, though new posts fill the first page', async () => {
  await seen(40);
  const missed = await publish(community, author, 'Missed again');
  await trimFeeds(community.ctx());
  await seen(0);
  const late = await publish(community, author, 'Late');
  assert.deepEqual(await home(1), [late]);
  const older = await homeFeed(reader.ctx(), { limit: 5, maxId: late });
  assert.equal(older.items[0]?.id, missed);
});

test('somebody away less than the limit misses nothing, not even on the day of the trim', async () => {
  await seen(31);
  const id = await publish(community, author, 'Edge');
  assert.equal((await entriesOf(reader.id))[0], id);
});

test('a built feed is not built again for being short', async () => {
  await seen(0);
  await home();
  const ctx = reader.ctx();
  await homeFeed(ctx, { limit: 40 });
  assert.equal(ctx.db.counter.statements, 2);
});

test('a rebuilt feed holds posts with followed tags and the reader’s own', async () => {
  const ferns = await community.person('ferns');
  const stranger = await community.person('stranger');
  await followTag(ferns.ctx(), 'ferns');
  const tagged = await createPost(stranger.ctx(), { text: 'Old #ferns' });
  const own = await createPost(ferns.ctx(), { text: 'Mine' });
  const feed = await homeFeed(ferns.ctx(), { limit: 20 });
  assert.deepEqual(
    feed.items.map((post) => post.id),
    [own, tagged],
  );
});

test('the trim keeps the newest 800 entries and the mark, and removes feeds of people who are gone', async () => {
  await community.ctx().db.change(fill, reader.id, 900);
  await community.ctx().db.change(fill, '77', 3);
  const before = await entriesOf(reader.id);
  await trimFeeds(community.ctx());
  const after = await entriesOf(reader.id);
  assert.deepEqual(after, [...before.slice(0, 800), '0']);
  assert.deepEqual(await entriesOf('77'), []);
  await trimFeeds(community.ctx());
  assert.deepEqual(await entriesOf(reader.id), after);
});
