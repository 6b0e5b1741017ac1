import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { publish, publishRepost } from '../../test/support/posting.ts';
import { createPost } from '../post/create.ts';
import { deletePost } from '../post/delete.ts';
import { followTag } from '../post/tag-follow.ts';
import { block } from '../user/block.ts';
import { follow, unfollow } from '../user/follow.ts';
import { mute, unmute } from '../user/mute.ts';
import type { Page } from '../utils/cursor.ts';
import { statement } from '../utils/db/statement.ts';
import { compareIds } from '../utils/id.ts';
import { homeFeed } from './home.ts';
import { mergeAuthor } from './merge.ts';
import { withdrawAuthor } from './withdraw.ts';

const community = await makeCommunity();
const person = (name: string) => community.person(name);
type Person = Awaited<ReturnType<typeof person>>;

const home = async (who: Person, page: Page = { limit: 40 }) =>
  (await homeFeed(who.ctx(), page)).items.map((post) => post.id);

let made = 0;
/** A reader and an author they follow, unknown to other tests. */
async function readerAndAuthor(): Promise<[Person, Person]> {
  made++;
  const [reader, author] = [await person(`reader${made}`), await person(`author${made}`)];
  await follow(reader.ctx(), author.id);
  return [reader, author];
}

test('a post comes into the feeds of its author and their followers, and of nobody else', async () => {
  const [reader, author] = await readerAndAuthor();
  const stranger = await person('stranger');
  const id = await publish(community, author, 'Hello');
  assert.deepEqual(await home(reader), [id]);
  assert.deepEqual(await home(author), [id]);
  assert.deepEqual(await home(stranger), []);
});

test('pages by maxId, sinceId and minId meet without gap or overlap', async () => {
  const [reader, author] = await readerAndAuthor();
  const ids: string[] = [];
  for (let n = 0; n < 7; n++) ids.unshift(await publish(community, author, `Post ${n}`));
  assert.deepEqual(await home(reader, { limit: 3 }), ids.slice(0, 3));
  assert.deepEqual(await home(reader, { limit: 3, maxId: ids[2] }), ids.slice(3, 6));
  assert.deepEqual(await home(reader, { limit: 3, sinceId: ids[5] }), ids.slice(0, 3));
  assert.deepEqual(await home(reader, { limit: 3, minId: ids[5] }), ids.slice(2, 5));
  const last = await homeFeed(reader.ctx(), { limit: 3, maxId: ids[5] });
  assert.equal(last.more, false);
  assert.equal(last.first, ids[6]);
});

test('what somebody no longer followed posted is gone at once, and back after following again', async () => {
  const [reader, author] = await readerAndAuthor();
  const id = await publish(community, author, 'Stay');
  await unfollow(reader.ctx(), author.id);
  assert.deepEqual(await home(reader), []);
  await withdrawAuthor(community.ctx(), { userId: reader.id, authorId: author.id });
  await follow(reader.ctx(), author.id);
  assert.deepEqual(await home(reader), []);
  await mergeAuthor(community.ctx(), { userId: reader.id, authorId: author.id });
  assert.deepEqual(await home(reader), [id]);
});

test('a withdrawal that comes late takes nothing from who follows again', async () => {
  const [reader, author] = await readerAndAuthor();
  const id = await publish(community, author, 'Stay');
  await withdrawAuthor(community.ctx(), { userId: reader.id, authorId: author.id });
  assert.deepEqual(await home(reader), [id]);
});

test('muted and blocked people are not at home, and neither are reposts of them', async () => {
  const [reader, author] = await readerAndAuthor();
  const loud = await person('loud');
  const shout = await publish(community, loud, 'LOUD');
  const shared = await publishRepost(community, author, shout);
  assert.deepEqual(await home(reader), [shared]);
  await mute(reader.ctx(), loud.id);
  assert.deepEqual(await home(reader), []);
  await unmute(reader.ctx(), loud.id);
  assert.deepEqual(await home(reader), [shared]);
  await block(loud.ctx(), reader.id);
  assert.deepEqual(await home(reader), []);
});

test('somebody muted comes back when the mute ends, also after a withdrawal', async () => {
  const [reader, author] = await readerAndAuthor();
  const id = await publish(community, author, 'Quiet');
  await mute(reader.ctx(), author.id, { duration: 3600 });
  await withdrawAuthor(community.ctx(), { userId: reader.id, authorId: author.id });
  assert.deepEqual(await home(reader), []);
  await unmute(reader.ctx(), author.id);
  assert.deepEqual(await home(reader), [id]);
});

test('a page stays full although what lies between is hidden', async () => {
  const [reader, author] = await readerAndAuthor();
  const muted = await person('muted');
  await follow(reader.ctx(), muted.id);
  const shown: string[] = [];
  for (let n = 0; n < 3; n++) {
    shown.unshift(await publish(community, author, `Shown ${n}`));
    await publish(community, muted, `Hidden ${n}`);
  }
  await mute(reader.ctx(), muted.id);
  assert.deepEqual(await home(reader, { limit: 3 }), shown);
});

test('a repost comes with its original, and not to followers who want none', async () => {
  const [reader, author] = await readerAndAuthor();
  const other = await person('other');
  await follow(other.ctx(), author.id, { showReposts: false });
  const original = await publish(community, await person('source'), 'Original');
  const wrapper = await publishRepost(community, author, original);
  const feed = await homeFeed(reader.ctx(), { limit: 20 });
  assert.deepEqual(
    feed.items.map((post) => post.repostOfId),
    [original],
  );
  assert.equal(feed.originals.get(original)?.body.text, 'Original');
  assert.deepEqual(await home(other), []);
  await follow(reader.ctx(), author.id, { showReposts: false });
  assert.deepEqual(await home(reader), [], `${wrapper} was filled in before`);
});

test('a comment is shown to followers who follow the person answered, or are that person', async () => {
  const [reader, author] = await readerAndAuthor();
  const both = await person('both');
  const asked = await person('asked');
  await follow(both.ctx(), author.id);
  await follow(both.ctx(), asked.id);
  await follow(asked.ctx(), author.id);
  const question = await publish(community, asked, 'Why?');
  const answer = await publish(community, author, { text: 'Because', parentId: question });
  const more = await publish(community, author, { text: 'and so on', parentId: answer });
  assert.deepEqual(await home(both), [more, answer, question]);
  assert.deepEqual(await home(asked), [more, answer, question]);
  assert.deepEqual(await home(reader), [more], 'only what the author answers to themself');
});

test('a direct post reaches the followers it mentions only', async () => {
  const [reader, author] = await readerAndAuthor();
  const named = await person('named');
  await follow(named.ctx(), author.id);
  const id = await publish(community, author, { text: 'psst @named', visibility: 'direct' });
  assert.deepEqual(await home(named), [id]);
  assert.deepEqual(await home(author), [id]);
  assert.deepEqual(await home(reader), []);
});

test('a follower who chose languages gets posts in those, and in none', async () => {
  const [reader, author] = await readerAndAuthor();
  await follow(reader.ctx(), author.id, { languages: ['de'] });
  const german = await publish(community, author, { text: 'Hallo', language: 'de' });
  await publish(community, author, { text: 'Bonjour', language: 'fr' });
  assert.deepEqual(await home(reader), [german]);
});

test('public posts with a followed tag come home from strangers', async () => {
  const reader = await person('gardener');
  const stranger = await person('botanist');
  await followTag(reader.ctx(), '#Ferns');
  const id = await publish(community, stranger, 'Look at these #ferns');
  await publish(community, stranger, { text: 'Hidden #ferns', visibility: 'unlisted' });
  assert.deepEqual(await home(reader), [id]);
  await mute(reader.ctx(), stranger.id);
  assert.deepEqual(await home(reader), []);
});

test('a deleted post leaves no gap', async () => {
  const [reader, author] = await readerAndAuthor();
  const first = await publish(community, author, 'First');
  const second = await publish(community, author, 'Second');
  await deletePost(author.ctx(), second);
  assert.deepEqual(await home(reader, { limit: 1 }), [first]);
});

const setPull = statement('test-set-feed-pull', 'update tenant.user set feed_pull = $2 where id = $1');

test('posts of an author with very many followers are merged in when the feed is read', async () => {
  const [reader, author] = await readerAndAuthor();
  const star = await person('star');
  await follow(reader.ctx(), star.id, { showReposts: false });
  await home(reader);
  const before = await publish(community, star, 'Early');
  await community.ctx().db.change(setPull, star.id, true);
  const between = await publish(community, author, 'Between');
  const late = await publish(community, star, 'Late');
  await publishRepost(community, star, between);
  assert.deepEqual(await home(reader), [late, between, before]);
  assert.deepEqual(await home(reader, { limit: 1, maxId: late }), [between]);
  assert.deepEqual(await home(reader, { limit: 1, minId: between }), [late]);
  await mute(reader.ctx(), star.id);
  assert.deepEqual(await home(reader), [between]);
});

test('a page of forty takes as many statements as a page of two', async () => {
  const [reader, author] = await readerAndAuthor();
  for (let n = 0; n < 41; n++) await publish(community, author, `Post ${n}`);
  await home(reader);
  const statements = async (limit: number) => {
    const ctx = reader.ctx();
    assert.equal((await homeFeed(ctx, { limit })).items.length, limit);
    return ctx.db.counter.statements;
  };
  assert.equal(await statements(40), await statements(2));
  assert.equal(await statements(40), 2);
});

test('entries are in the order of their ids', async () => {
  const [reader, author] = await readerAndAuthor();
  const old = await createPost(author.ctx(), { text: 'Old' });
  await publish(community, author, 'New');
  await mergeAuthor(community.ctx(), { userId: reader.id, authorId: author.id });
  const ids = await home(reader);
  assert.deepEqual(ids, ids.toSorted(compareIds).toReversed());
  assert.equal(ids.at(-1), old);
});
