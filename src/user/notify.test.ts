import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity, type Person } from '../../test/support/community.ts';
import { transaction } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { follow } from './follow.ts';
import { mute } from './mute.ts';
import { type Cause, notifyMany, retract } from './notify.ts';
import { setState } from './roles.ts';

const community = await makeCommunity();
let made = 0;
const someone = (options = {}) => community.person(`person${++made}`, options);
const tell = (receivers: readonly Person[], cause: Cause) =>
  transaction(community.ctx(), (tx) =>
    notifyMany(
      tx,
      receivers.map((person) => person.id),
      cause,
    ),
  );

const insertPost = statement<{ id: Id }>(
  'test-notify-insert-post',
  'insert into tenant.post (author_id, visibility, root_id, parent_author_id) values ($1, $2, $3, $4) returning id',
);
const insertMention = statement(
  'test-notify-insert-mention',
  'insert into tenant.post_mention (post_id, user_id) values ($1, $2)',
);
const insertThreadMute = statement(
  'test-notify-insert-thread-mute',
  'insert into tenant.thread_mute (user_id, root_id) values ($1, $2)',
);
const setPolicy = statement(
  'test-notify-set-policy',
  'update tenant.user set notification_policy = $2::jsonb where id = $1',
);
const permit = statement(
  'test-notify-permit',
  'insert into tenant.notification_permission (user_id, actor_id) values ($1, $2)',
);
const age = statement(
  'test-notify-age',
  `update tenant.user set created_at = now() - interval '31 days' where id = $1`,
);
const ageFollow = statement(
  'test-notify-age-follow',
  `update tenant.follow set id = nexus.id_at(now() - interval '4 days') where follower_id = $1`,
);
const readFiltered = statement<{ filtered: boolean }>(
  'test-notify-filtered',
  'select filtered from tenant.notification where user_id = $1 and actor_id = $2 order by id',
);

const db = () => community.ctx().db;
const post = async (author: Person, visibility = 'public', parentAuthor: Person | null = null) =>
  (await db().row(insertPost, author.id, visibility, 7, parentAuthor?.id ?? null))!.id;
const outcome = async (receiver: Person, actor: Person) =>
  (await db().rows(readFiltered, receiver.id, actor.id)).map((row) => (row.filtered ? 'filtered' : 'shown'));

test('several people are told in one statement, each once per cause', async () => {
  const [ann, ben, eve] = [await someone(), await someone(), await someone()];
  const told = await tell([ann, ben, eve], { type: 'follow', actorId: eve.id });
  assert.deepEqual(told.sort(), [ann.id, ben.id].sort());
  assert.deepEqual(await tell([ann, ben], { type: 'follow', actorId: eve.id }), []);
});

test('suspended people and those who mute the actor are not told; a mute may spare notifications', async () => {
  const [ann, ben, cleo, actor] = [await someone(), await someone(), await someone(), await someone()];
  await setState(community.ctx(), ann.id, 'suspended');
  await mute(ben.ctx(), actor.id);
  await mute(cleo.ctx(), actor.id, { notifications: false });
  assert.deepEqual(await tell([ann, ben, cleo], { type: 'follow', actorId: actor.id }), [cleo.id]);
});

test('nobody is told about a post they may not see, nor about a thread they muted', async () => {
  const [author, mentioned, stranger, muter] = [
    await someone(),
    await someone(),
    await someone(),
    await someone(),
  ];
  const direct = await post(author, 'direct');
  await db().change(insertMention, direct, mentioned.id);
  const cause = { type: 'mention', actorId: author.id } as const;
  assert.deepEqual(await tell([mentioned, stranger], { ...cause, postId: direct }), [mentioned.id]);
  await db().change(insertThreadMute, muter.id, 7);
  assert.deepEqual(await tell([muter, stranger], { ...cause, postId: await post(author) }), [stranger.id]);
});

test('a cause taken back takes its notification with it', async () => {
  const [ann, ben] = [await someone(), await someone()];
  const postId = await post(ann);
  const cause = { type: 'like', actorId: ben.id, postId } as const;
  await tell([ann], cause);
  await transaction(community.ctx(), (tx) => retract(tx, { ...cause, userId: ann.id }));
  assert.deepEqual(await outcome(ann, ben), []);
});

test('the policy holds back or drops whom the receiver does not follow', async () => {
  const [ann, friend, stranger] = [await someone(), await someone(), await someone()];
  await follow(ann.ctx(), friend.id);
  await db().change(setPolicy, ann.id, { notFollowing: 'filter' });
  for (const actor of [friend, stranger]) await tell([ann], { type: 'follow', actorId: actor.id });
  assert.deepEqual([await outcome(ann, friend), await outcome(ann, stranger)], [['shown'], ['filtered']]);
  await db().change(setPolicy, ann.id, { notFollowing: 'drop' });
  assert.deepEqual(await tell([ann], { type: 'follow', actorId: (await someone()).id }), []);
});

test('the policy knows followers of three days and accounts of thirty', async () => {
  const [ann, fresh, old] = [await someone(), await someone(), await someone()];
  for (const actor of [fresh, old]) await follow(actor.ctx(), ann.id);
  await db().change(ageFollow, old.id);
  await db().change(setPolicy, ann.id, { notFollowers: 'filter' });
  const like = async (actor: Person) =>
    tell([ann], { type: 'like', actorId: actor.id, postId: await post(ann) });
  for (const actor of [fresh, old]) await like(actor);
  assert.deepEqual(
    [await outcome(ann, fresh), await outcome(ann, old)],
    [
      ['shown', 'filtered'],
      ['shown', 'shown'],
    ],
  );
  await db().change(setPolicy, ann.id, { newAccounts: 'drop' });
  await db().change(age, old.id);
  assert.deepEqual([await like(fresh), await like(old)], [[], [ann.id]]);
});

test('the policy tells direct posts out of nowhere from answers', async () => {
  const [ann, eve] = [await someone(), await someone()];
  await db().change(setPolicy, ann.id, { privateMentions: 'filter' });
  for (const parent of [null, ann]) {
    const postId = await post(eve, 'direct', parent);
    await db().change(insertMention, postId, ann.id);
    await tell([ann], { type: parent ? 'comment' : 'mention', actorId: eve.id, postId });
  }
  assert.deepEqual(await outcome(ann, eve), ['filtered', 'shown']);
});

test('staff, permitted people and what one asked for pass every policy', async () => {
  const [ann, staff, permitted, bell] = [
    await someone(),
    await someone({ role: 'moderator' }),
    await someone(),
    await someone(),
  ];
  await db().change(setPolicy, ann.id, { notFollowing: 'drop', newAccounts: 'drop', notFollowers: 'drop' });
  await db().change(permit, ann.id, permitted.id);
  for (const actor of [staff, permitted]) await tell([ann], { type: 'follow', actorId: actor.id });
  await tell([ann], { type: 'post', actorId: bell.id, postId: await post(bell) });
  for (const actor of [staff, permitted, bell]) assert.deepEqual(await outcome(ann, actor), ['shown']);
});
