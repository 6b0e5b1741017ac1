// A statement leaves out what cannot concern who asks (src/utils/db/ever.ts). It must make no difference: what
// each person is given by every read is compared with what they are given when everything is asked.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Ctx, RootCtx } from '../../src/context.ts';
import { contextFor } from '../../src/deployment.ts';
import { accountFeed } from '../../src/feed/account.ts';
import { ancestorsOf } from '../../src/feed/ancestors.ts';
import { commentsOf } from '../../src/feed/comments.ts';
import { communityFeed } from '../../src/feed/community.ts';
import { homeFeed } from '../../src/feed/home.ts';
import { popularPosts } from '../../src/feed/popular.ts';
import { bookmarks, likes } from '../../src/feed/saved.ts';
import { tagFeed, tagFeeds } from '../../src/feed/tag.ts';
import { threadOf } from '../../src/feed/thread.ts';
import { uploadMedia } from '../../src/media/upload.ts';
import {
  groupActors,
  groupByKey,
  groupedNotifications,
  unreadGroupCount,
} from '../../src/notification/group.ts';
import {
  notificationById,
  notifications,
  notificationsById,
  unreadCount,
} from '../../src/notification/inbox.ts';
import { pendingRequests, setNotificationPolicy } from '../../src/notification/policy.ts';
import { notificationRequest, notificationRequests } from '../../src/notification/requests.ts';
import { bookmarkPost } from '../../src/post/bookmark.ts';
import { likePost, likersOf } from '../../src/post/like.ts';
import { findMentions } from '../../src/post/mention.ts';
import { pinPost } from '../../src/post/pin.ts';
import { postsById, postsWithOriginals } from '../../src/post/post.ts';
import { repostersOf } from '../../src/post/repost.ts';
import { followTag } from '../../src/post/tag-follow.ts';
import { targetOf } from '../../src/post/target.ts';
import { muteThread } from '../../src/post/thread-mute.ts';
import { searchPosts } from '../../src/search/posts.ts';
import { block, unblock } from '../../src/user/block.ts';
import { endorse, endorsementsOf } from '../../src/user/endorse.ts';
import { newestUsers, popularUsers, recentUsers, searchUsers } from '../../src/user/find.ts';
import { follow } from '../../src/user/follow.ts';
import { familiarFollowers, followersOf, followersOfEach, followingOf } from '../../src/user/followers.ts';
import { mute } from '../../src/user/mute.ts';
import type { RootDatabase } from '../../src/utils/db/database.ts';
import { EVER, readerOf } from '../../src/utils/db/ever.ts';
import { allStatements, statement } from '../../src/utils/db/statement.ts';
import type { Id } from '../../src/utils/id.ts';
import { makeCommunity, type Person } from '../support/community.ts';
import { pictureOf } from '../support/everything.ts';
import { publish, publishRepost } from '../support/posting.ts';

const community = await makeCommunity();

const NAMES = ['ann', 'bob', 'cat', 'dan', 'eve', 'fay', 'gil'] as const;
const people = Object.fromEntries(
  await Promise.all(NAMES.map(async (name) => [name, await community.person(name)] as const)),
) as Record<(typeof NAMES)[number], Person>;
const { ann, bob, cat, dan, eve, fay, gil } = people;
const all = Object.values(people);

// Everybody follows everybody but Gil, who does nothing at all; then each keeps something of their own away or by.
for (const one of all)
  for (const other of all) if (one !== other && one !== gil) await follow(one.ctx(), other.id);
await setNotificationPolicy(ann.ctx(), { notFollowing: 'filter' });

const posts: Id[] = [];
for (const author of all) {
  const media = await uploadMedia(author.ctx(), { bytes: await pictureOf(), description: '' });
  posts.push(await publish(community, author, { text: `Harbour #sea`, mediaIds: [media.id] }));
  posts.push(
    await publish(community, author, { text: 'Harbour, for those who follow', visibility: 'followers' }),
  );
  posts.push(await publish(community, author, { text: '@ann harbour', visibility: 'direct' }));
}
const [root] = posts;
for (const author of all)
  posts.push(await publish(community, author, { text: '@bob an answer, harbour', parentId: root! }));
for (const one of all) {
  await likePost(one.ctx(), root!);
  posts.push(await publishRepost(community, one, root!));
  await endorse(one.ctx(), one === gil ? ann.id : bob.id).catch(() => undefined);
}

await block(bob.ctx(), cat.id);
await mute(dan.ctx(), ann.id, { notifications: true });
await mute(dan.ctx(), bob.id, { notifications: false });
for (const id of posts.slice(0, 4)) await bookmarkPost(eve.ctx(), id).catch(() => undefined);
await muteThread(eve.ctx(), root!);
await pinPost(fay.ctx(), posts[15]!);
await followTag(fay.ctx(), 'sea');
await publish(community, gil, 'Harbour again #sea');
const pull = statement('test-pull', 'update tenant.user set feed_pull = true where id = $1');
await community.ctx().db.change(pull, gil.id);

const everOf = statement<{ ever: number }>('test-ever', 'select ever from tenant.user where id = $1');

async function bitsOf({ id }: Person): Promise<number> {
  return (await community.ctx().db.row(everOf, id))!.ever;
}

const PAGE = { limit: 40 };

type Read = (ctx: Ctx) => Promise<unknown>;

/** What one can ask for. */
const READS: readonly Read[] = [
  (ctx) => homeFeed(ctx, PAGE),
  (ctx) => communityFeed(ctx, PAGE),
  (ctx) => communityFeed(ctx, PAGE, { onlyMedia: true }),
  (ctx) => popularPosts(ctx, PAGE),
  (ctx) => tagFeed(ctx, 'sea', PAGE),
  (ctx) => tagFeeds(ctx, ['sea'], PAGE),
  (ctx) => bookmarks(ctx, PAGE),
  (ctx) => likes(ctx, PAGE),
  (ctx) => postsById(ctx, posts),
  (ctx) => postsWithOriginals(ctx, posts),
  (ctx) => commentsOf(ctx, posts, { first: 10 }),
  (ctx) => commentsOf(ctx, posts, { first: 10, order: 'newest' }),
  (ctx) => ancestorsOf(ctx, posts),
  (ctx) => searchPosts(ctx, 'harbour', PAGE),
  (ctx) => searchUsers(ctx, 'a', PAGE),
  (ctx) => popularUsers(ctx, PAGE),
  (ctx) => newestUsers(ctx, PAGE),
  (ctx) => recentUsers(ctx, PAGE),
  (ctx) => notifications(ctx, PAGE),
  (ctx) => unreadCount(ctx),
  (ctx) => groupedNotifications(ctx, PAGE),
  (ctx) => unreadGroupCount(ctx),
  (ctx) => pendingRequests(ctx),
  (ctx) => notificationRequests(ctx, PAGE),
  (ctx) => findMentions(ctx, ctx.viewer?.id ?? '0', NAMES),
  (ctx) =>
    familiarFollowers(
      ctx,
      all.map(({ id }) => id),
    ),
  (ctx) =>
    followersOfEach(
      ctx,
      all.map(({ id }) => id),
      PAGE,
    ),
  ...posts.flatMap((id) => [
    (ctx: Ctx) => threadOf(ctx, id),
    (ctx: Ctx) => targetOf(ctx, id),
    (ctx: Ctx) => likersOf(ctx, id, PAGE),
    (ctx: Ctx) => repostersOf(ctx, id, PAGE),
  ]),
  ...all.flatMap(({ id }) => [
    (ctx: Ctx) => accountFeed(ctx, id, PAGE),
    (ctx: Ctx) => accountFeed(ctx, id, PAGE, { onlyMedia: true }),
    (ctx: Ctx) => accountFeed(ctx, id, PAGE, { onlyComments: true }),
    (ctx: Ctx) => accountFeed(ctx, id, PAGE, { pinned: true }),
    (ctx: Ctx) => followersOf(ctx, id, PAGE),
    (ctx: Ctx) => followingOf(ctx, id, PAGE),
    (ctx: Ctx) => endorsementsOf(ctx, id, PAGE),
    (ctx: Ctx) => notificationRequest(ctx, id),
  ]),
];

/** What can be asked about each of somebody's notifications as well. */
async function readsFor(viewer: Ctx['viewer']): Promise<readonly Read[]> {
  if (viewer === null) return READS;
  const ctx = whole(viewer);
  const ids = (await notifications(ctx, PAGE)).items.map(({ id }) => id);
  const keys = (await groupedNotifications(ctx, PAGE)).items.map(({ key }) => key);
  return [
    ...READS,
    (one) => notificationsById(one, ids),
    ...ids.map((id) => (one: Ctx) => notificationById(one, id)),
    ...keys.map((key) => (one: Ctx) => groupByKey(one, key)),
    ...keys.map((key) => (one: Ctx) => groupActors(one, key, PAGE)),
  ];
}

/** The reads that give two contexts different answers; errors are answers. */
async function differences(one: Ctx, other: Ctx): Promise<string[]> {
  const told = (read: Read, ctx: Ctx) =>
    read(ctx).then(plain, (error: { code?: string }) => `error: ${error.code}`);
  const found: string[] = [];
  for (const read of await readsFor(one.viewer))
    if ((await told(read, one)) !== (await told(read, other))) found.push(String(read));
  return found;
}

/** As text; a map has no order. */
const plain = (value: unknown): string =>
  JSON.stringify(value, (_, one) => (one instanceof Map ? [...one].sort() : one));

const whole = (viewer: Ctx['viewer']): RootCtx =>
  contextFor(community.deployment, community.tenant, { viewer });

/** The context of somebody of whom is known what there has been. */
async function narrowed(person: Person): Promise<RootCtx> {
  const ctx = whole(person.ctx().viewer);
  return {
    ...ctx,
    db: ctx.db.of({ id: person.id, ever: await bitsOf(person), until: Number.POSITIVE_INFINITY }),
  };
}

/** Notes the statements that are run. */
function watched(db: RootDatabase, seen: Set<string>): RootDatabase {
  const noting =
    <Given extends unknown[], Made>(run: (one: { name: string }, ...given: Given) => Made) =>
    (one: { name: string }, ...given: Given) => {
      seen.add(one.name);
      return run(one, ...given);
    };
  return {
    ...db,
    rows: noting(db.rows as never) as never,
    row: noting(db.row as never) as never,
    page: ((pair: { newest: { name: string } }, ...given: never[]) => {
      seen.add(pair.newest.name);
      return (db.page as (...all: unknown[]) => unknown)(pair, ...given);
    }) as never,
  };
}

describe('asking only what can concern somebody', () => {
  const seen = new Set<string>();

  test('the world holds people of every kind', async () => {
    const bits = Object.fromEntries(await Promise.all(NAMES.map(async (n) => [n, await bitsOf(people[n])])));
    const { somebody, blocks, blocked, mutes, threadMutes, pins, tagFollows } = EVER;
    assert.deepEqual(bits, {
      ann: somebody,
      bob: somebody | blocks,
      cat: somebody | blocked,
      dan: somebody | mutes,
      eve: somebody | EVER.bookmarks | threadMutes,
      fay: somebody | pins | tagFollows,
      gil: somebody,
    });
  });

  for (const name of NAMES)
    test(`gives ${name} what asking for everything gives`, async () => {
      const ctx = await narrowed(people[name]);
      assert.deepEqual(await differences({ ...ctx, db: watched(ctx.db, seen) }, whole(ctx.viewer)), []);
    });

  test('gives nobody what asking everything of a stranger gives', async () => {
    const stranger = { ...ann.ctx().viewer!, id: '1' };
    for (const read of READS.slice(1, 6))
      assert.equal(plain(await read(community.ctx())), plain(await read(whole(stranger))), String(read));
  });

  test('was tried on every statement that leaves something out', () => {
    const missed = [...allStatements().values()]
      .filter(({ name, asked, reads }) => asked !== undefined && reads && !/-(up|for-each)$/.test(name))
      .filter(({ name }) => !seen.has(name) && !seen.has(`${name}-for-each`));
    assert.deepEqual(
      missed.map(({ name }) => name),
      [],
    );
  });

  test('counts what the request itself has done', async () => {
    const ctx = await narrowed(gil);
    const texts = async () => plain(await communityFeed(ctx, PAGE));
    assert.match(await texts(), new RegExp(`"${posts[3]}"`));
    await block(ctx, bob.id);
    assert.doesNotMatch(await texts(), new RegExp(`"${posts[3]}"`));
    await bookmarkPost(ctx, root!);
    assert.equal((await postsById(ctx, [root!])).get(root!)!.bookmarked, true);
    await unblock(ctx, bob.id);
    assert.match(await texts(), new RegExp(`"${posts[3]}"`));
  });

  test('asks everything of whoever is not the one who asks', async () => {
    const ctx = community.ctx();
    const db = ctx.db.of(readerOf(ann.id, EVER.somebody));
    const asCat = { ...ctx, db, viewer: cat.ctx().viewer };
    assert.equal((await postsById(asCat, [posts[3]!])).size, 0, 'Bob blocks Cat');
  });
});
