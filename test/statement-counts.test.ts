// Nothing costs a statement per item: for every list route of the REST API, found by its `limit`, a page of
// 40 asks the database as often as a page of 2, with nothing in the caches. For GraphQL the same is shown in
// `src/graphql/batching.test.ts`; here its two busiest pages once more, through the whole server.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { uploadMedia } from '../src/media/upload.ts';
import { setNotificationPolicy } from '../src/notification/policy.ts';
import { bookmarkPost } from '../src/post/bookmark.ts';
import { likePost } from '../src/post/like.ts';
import { followTag } from '../src/post/tag-follow.ts';
import { block } from '../src/user/block.ts';
import { endorse } from '../src/user/endorse.ts';
import { follow } from '../src/user/follow.ts';
import { mute } from '../src/user/mute.ts';
import { updateProfile } from '../src/user/profile.ts';
import { statement } from '../src/utils/db/statement.ts';
import type { Id } from '../src/utils/id.ts';
import { makeCommunity, type Person } from './support/community.ts';
import { type Ids, pictureOf } from './support/everything.ts';
import { publish, publishRepost } from './support/posting.ts';
import { requestsFor } from './support/route-requests.ts';
import { type Route, STATEMENTS, serve } from './support/served.ts';

const MANY = 40;
const FEW = 2;

/** What a list needs to have more than two of: where the walk's own values would find none. */
const QUERIES: Readonly<Record<string, Record<string, string>>> = {
  '/api/v1/accounts/search': { q: 'person' },
  '/api/v2/search': { q: 'common' },
};

/** Answers that are one number, however large the limit. */
const COUNTS = new Set(['/api/v1/notifications/unread_count', '/api/v2/notifications/unread_count']);

const community = await makeCommunity();
const [owner, author] = [await community.person('oona'), await community.person('author')];
const served = await serve(community.deployment);
const lists = served.routes.filter(
  ({ method, path, query }) => method === 'GET' && query.properties?.limit !== undefined && !COUNTS.has(path),
);
const token = await owner.token();
let ids: Ids;

before(async () => {
  const people: Person[] = [];
  for (let index = 0; index < MANY + 5; index++) people.push(await community.person(`person${index}`));
  await follow(owner.ctx(), author.id);
  const [status, mine] = [
    await illustrated(author, 'The common #topic @oona'),
    await illustrated(owner, 'The common #topic'),
  ];
  for (const [index, person] of people.entries()) {
    await befriend(person, index);
    // The newest two are a comment and a repost of somebody else's picture: a page of two has all there is.
    await write(person, index, [mine, status]);
  }
  const strangers: Person[] = [];
  for (let index = 0; index < MANY + 5; index++) strangers.push(await community.person(`stranger${index}`));
  await ignoreAndAsk(strangers);
  const day = Math.floor(Date.now() / 86_400_000);
  ids = {
    account: owner.id,
    status: mine,
    tag: 'topic',
    username: 'oona',
    notificationGroup: `favourite-${mine}-${day}`,
  } as Ids;
});

async function illustrated(person: Person, text: string): Promise<Id> {
  const media = await uploadMedia(person.ctx(), { bytes: await pictureOf() });
  return publish(community, person, { text, mediaIds: [media.id] });
}

async function befriend(person: Person, index: number): Promise<void> {
  await follow(person.ctx(), owner.id);
  await follow(owner.ctx(), person.id);
  await endorse(owner.ctx(), person.id);
  await followTag(owner.ctx(), `topic${index}`);
}

async function write(person: Person, index: number, liked: readonly string[]): Promise<void> {
  const id = await illustrated(person, `The common #topic #topic${index} @oona @person${(index + 1) % MANY}`);
  for (const target of liked) {
    await likePost(person.ctx(), target);
    await publishRepost(community, person, target);
  }
  await likePost(owner.ctx(), id);
  await bookmarkPost(owner.ctx(), id);
  await publish(community, owner, { text: `The common #topic @person${index}`, parentId: id });
}

/** Blocked, muted, held back by the policy, and asking to follow. */
async function ignoreAndAsk(strangers: readonly Person[]): Promise<void> {
  await setNotificationPolicy(owner.ctx(), { notFollowing: 'filter' });
  await updateProfile(owner.ctx(), { locked: true });
  for (const [index, stranger] of strangers.entries()) {
    await publish(community, stranger, `Hello @oona from ${index}`);
    await follow(stranger.ctx(), owner.id);
    await block(owner.ctx(), (await community.person(`blocked${index}`)).id);
    await mute(owner.ctx(), (await community.person(`muted${index}`)).id, {});
  }
}

const outdateUsers = statement('test-outdate-users', 'update tenant.user set version = version + 1');
const outdatePosts = statement('test-outdate-posts', 'update tenant.post set version = version + 1');

/** Makes every cached body stale: what is asked for next is read anew. */
async function forget(): Promise<void> {
  await community.ctx().db.change(outdateUsers);
  await community.ctx().db.change(outdatePosts);
}

async function pageOf(route: Route, limit: number): Promise<{ statements: number; length: number }> {
  const [plain] = requestsFor(route, ids);
  const query = {
    ...(plain!.options.query as Record<string, string>),
    ...QUERIES[route.path],
    limit: String(limit),
  };
  const ask = () => served.ask({ ...plain!.options, query, host: community.host, token });
  // Once beforehand: what is popular is ranked once for everybody.
  await ask();
  await forget();
  const answer = await ask();
  assert.equal(answer.statusCode, 200, answer.body);
  return { statements: Number(answer.headers[STATEMENTS]), length: lengthOf(answer.json()) };
}

/** Of the list itself, or of the longest list of an answer that has several. */
const lengthOf = (answer: unknown): number =>
  Array.isArray(answer)
    ? answer.length
    : Math.max(...Object.values(answer as object).map((one) => (Array.isArray(one) ? one.length : 0)));

describe('a page of 40 runs as many statements as a page of 2', () => {
  test('on all list routes there are', () => assert.ok(lists.length >= 22, `only ${lists.length}`));

  for (const route of lists) {
    test(route.path, async () => {
      const [few, many] = [await pageOf(route, FEW), await pageOf(route, MANY)];
      assert.ok(few.statements > 0);
      assert.ok(many.length > few.length, `the long page has ${many.length}, the short one ${few.length}`);
      assert.equal(many.statements, few.statements);
    });
  }

  test('/graphql', async () => {
    const comments = 'comments(first: 3) { nodes { text author { username } } }';
    for (const feed of ['homeFeed', 'communityFeed']) {
      const count = async (first: number) => {
        await forget();
        const query = `{ ${feed}(first: ${first}) { nodes { text liked likeCount author { username } ${comments} } } }`;
        const request = { method: 'POST', url: '/graphql', payload: { query } } as const;
        const answer = await served.ask({ ...request, host: community.host, token });
        assert.equal(answer.json().data[feed].nodes.length, first);
        return Number(answer.headers[STATEMENTS]);
      };
      assert.equal(await count(MANY), await count(FEW));
    }
  });
});
