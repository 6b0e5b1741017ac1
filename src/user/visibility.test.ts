import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity, type Person } from '../../test/support/community.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { block } from './block.ts';
import { follow } from './follow.ts';
import { shownAuthor } from './hidden.ts';
import { mute } from './mute.ts';
import { setState } from './roles.ts';
import { visiblePost } from './visibility.ts';

const community = await makeCommunity();
const [author, follower, mentioned, stranger, blocked] = (await Promise.all(
  ['author', 'follower', 'mentioned', 'stranger', 'blocked'].map((name) => community.person(name)),
)) as [Person, Person, Person, Person, Person];

const insertPost = statement<{ id: Id }>(
  'test-visibility-insert-post',
  `insert into tenant.post (author_id, visibility, root_id, repost_of_id) values ($1, $2, 0, $3) returning id`,
);
const insertMention = statement(
  'test-visibility-insert-mention',
  'insert into tenant.post_mention (post_id, user_id) values ($1, $2)',
);
const readVisible = statement<{ id: Id }>(
  'test-visibility-read',
  `select p.id from tenant.post p where p.id = $2 and ${visiblePost('p', '$1')}`,
);
const readShown = statement<{ id: Id }>(
  'test-visibility-shown',
  `select u.id from tenant.user u where u.id = $2 and ${shownAuthor('u.id', '$1')}`,
);

await follow(follower.ctx(), author.id);
await follow(blocked.ctx(), author.id);
await block(author.ctx(), blocked.id);

async function post(
  visibility: string,
  options: { by?: Person; of?: Id; mentions?: Person[] } = {},
): Promise<Id> {
  const { by = author, of = null, mentions = [] } = options;
  const { id } = (await community.ctx().db.row(insertPost, by.id, visibility, of))!;
  for (const person of mentions) await community.ctx().db.change(insertMention, id, person.id);
  return id;
}

const nobody = { username: 'nobody', id: null, ctx: () => community.ctx() };

async function seenBy(id: Id): Promise<string[]> {
  const names: string[] = [];
  for (const person of [author, follower, mentioned, stranger, blocked, nobody]) {
    if (await person.ctx().db.row(readVisible, person.id, id)) names.push(person.username);
  }
  return names;
}

test('public and unlisted posts are seen by everybody but those the author blocks', async () => {
  for (const visibility of ['public', 'unlisted']) {
    assert.deepEqual(await seenBy(await post(visibility, { mentions: [mentioned, blocked] })), [
      'author',
      'follower',
      'mentioned',
      'stranger',
      'nobody',
    ]);
  }
});

test('a post to followers is seen by followers and mentioned people', async () => {
  const id = await post('followers', { mentions: [mentioned, blocked] });
  assert.deepEqual(await seenBy(id), ['author', 'follower', 'mentioned']);
});

test('a direct post is seen by mentioned people', async () => {
  assert.deepEqual(await seenBy(await post('direct', { mentions: [mentioned, blocked] })), [
    'author',
    'mentioned',
  ]);
});

test('a repost is seen only by who sees the original, the reposter included', async () => {
  const original = await post('followers');
  const id = await post('public', { by: follower, of: original });
  assert.deepEqual(await seenBy(id), ['author', 'follower']);
  const open = await post('public', { by: stranger, of: await post('public') });
  assert.deepEqual(await seenBy(open), ['author', 'follower', 'mentioned', 'stranger', 'nobody']);
});

test("a suspended author's posts and reposts are seen by nobody else", async () => {
  const gone = await community.person('suspended');
  const original = await post('public', { by: gone });
  const around = await post('public', { by: stranger, of: original });
  await setState(community.ctx(), gone.id, 'suspended');
  assert.deepEqual(await seenBy(original), []);
  assert.deepEqual(await seenBy(around), []);
});

test('who blocks or mutes an author is not shown them in feeds, until the mute runs out', async () => {
  const shown = async (viewer: Person) =>
    (await viewer.ctx().db.row(readShown, viewer.id, stranger.id)) !== undefined;
  assert.equal(await shown(follower), true);
  await mute(follower.ctx(), stranger.id);
  assert.equal(await shown(follower), false);
  await block(mentioned.ctx(), stranger.id);
  assert.equal(await shown(mentioned), false);
  await mute(author.ctx(), stranger.id, { duration: 1e-6 });
  assert.equal(await shown(author), true);
  assert.ok(await community.ctx().db.row(readShown, null, stranger.id));
});
