import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity, type Person } from '../../test/support/community.ts';
import { block } from '../user/block.ts';
import { follow } from '../user/follow.ts';
import { userById } from '../user/user.ts';
import { statement } from '../utils/db/statement.ts';
import { createPost } from './create.ts';
import { deletePost } from './delete.ts';
import { expireIdempotencyKeys } from './idempotency.ts';
import { postById, postsById } from './post.ts';

const community = await makeCommunity({ maxCharacters: 60 });
const ana = await community.person('ana');
const ben = await community.person('ben');
const cleo = await community.person('cleo');

const notified = statement<{ type: string; actorId: string }>(
  'test-create-notifications',
  `select type, actor_id as "actorId" from tenant.notification where user_id = $1 and post_id = $2 order by id`,
);
const toldTo = async (person: Person, postId: string) =>
  (await person.ctx().db.rows(notified, person.id, postId)).map((row) => row.type);

const jobs = statement<{ payload: { postId: string } }>(
  'test-create-jobs',
  `select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
   where t.identifier = 'feed/distribute' and j.payload ->> 'tenant' = $1`,
);

const postCount = async (person: Person) => (await userById(person.ctx(), person.id))!.postCount;

test('a post is kept as written, rendered, counted and sent to the feeds', async () => {
  const before = await postCount(ana);
  const id = await createPost(ana.ctx(), { text: ' Hello <b>#World</b>\r\nagain ', language: 'PT-br' });
  const post = await postById(ben.ctx(), id);
  assert.equal(post.body.text, 'Hello <b>#World</b>\nagain');
  assert.match(
    post.body.html,
    /^<p>Hello &lt;b&gt;<a [^>]*>#<span>World<\/span><\/a>&lt;\/b&gt;<br \/>again<\/p>$/,
  );
  assert.deepEqual(post.body.tags, [{ name: 'world', display: 'World' }]);
  assert.equal(post.body.language, 'pt-BR');
  assert.equal(post.visibility, 'public');
  assert.equal(post.rootId, id);
  assert.equal(await postCount(ana), before + 1);
  const due = await ana.ctx().db.rows(jobs, String(community.tenant.id));
  assert.ok(due.some((job) => job.payload.postId === id));
});

test('mentioned people are linked and told, the author and the blocked are not', async () => {
  await block(ana.ctx(), cleo.id);
  const id = await createPost(ana.ctx(), { text: '@BEN @cleo @ana @nobody hi' });
  const { body } = await postById(ben.ctx(), id);
  assert.deepEqual(body.mentions.map((m) => m.username).sort(), ['ana', 'ben']);
  assert.match(body.html, /\/@ben" class="u-url mention">@<span>ben<\/span>/);
  assert.doesNotMatch(body.html, /\/@cleo"/);
  assert.deepEqual(await toldTo(ben, id), ['mention']);
  assert.deepEqual(await toldTo(cleo, id), []);
  assert.deepEqual(await toldTo(ana, id), []);
});

test('a comment is counted and told once, even if it mentions whom it answers', async () => {
  const parent = await createPost(ana.ctx(), { text: 'Question?' });
  const id = await createPost(ben.ctx(), { text: '@ana answer', parentId: parent });
  const comment = await postById(ana.ctx(), id);
  assert.deepEqual([comment.parentId, comment.parentAuthorId, comment.rootId], [parent, ana.id, parent]);
  assert.equal((await postById(ana.ctx(), parent)).commentCount, 1);
  assert.deepEqual(await toldTo(ana, id), ['comment']);
  const deeper = await createPost(ana.ctx(), { text: 'And more', parentId: id });
  assert.equal((await postById(ana.ctx(), deeper)).rootId, parent);
});

test('one cannot comment on a post one may not see', async () => {
  const hidden = await createPost(ana.ctx(), { text: 'Secret', visibility: 'direct' });
  await assert.rejects(createPost(ben.ctx(), { text: 'Me too', parentId: hidden }), { code: 'not-found' });
  await assert.rejects(createPost(ben.ctx(), { text: 'Me too', parentId: '12' }), { code: 'not-found' });
});

test('a comment on a direct post is direct and counts nowhere', async () => {
  const parent = await createPost(ana.ctx(), { text: '@ben psst', visibility: 'direct' });
  const before = await postCount(ben);
  const id = await createPost(ben.ctx(), { text: '@ana yes?', parentId: parent, visibility: 'public' });
  assert.equal((await postById(ana.ctx(), id)).visibility, 'direct');
  assert.equal((await postById(ana.ctx(), parent)).commentCount, 0);
  assert.equal(await postCount(ben), before);
});

test('a comment without a wish is no wider than its parent', async () => {
  const parent = await createPost(ana.ctx(), { text: 'Quietly', visibility: 'unlisted' });
  const id = await createPost(ben.ctx(), { text: 'As you like', parentId: parent });
  assert.equal((await postById(ana.ctx(), id)).visibility, 'unlisted');
});

test('who sees a post is decided by its visibility', async () => {
  const dan = await community.person('dan');
  await follow(dan.ctx(), ana.id);
  const write = (visibility: 'public' | 'unlisted' | 'followers' | 'direct') =>
    createPost(ana.ctx(), { text: '@ben look', visibility });
  const ids = [
    await write('public'),
    await write('unlisted'),
    await write('followers'),
    await write('direct'),
  ];
  const seenBy = async (ctx: ReturnType<Person['ctx']>) => {
    const posts = await postsById(ctx, ids);
    return ids.map((id) => posts.has(id));
  };
  assert.deepEqual(await seenBy(ana.ctx()), [true, true, true, true]);
  assert.deepEqual(await seenBy(ben.ctx()), [true, true, true, true]);
  assert.deepEqual(await seenBy(dan.ctx()), [true, true, true, false]);
  assert.deepEqual(await seenBy(community.ctx()), [true, true, false, false]);
  assert.deepEqual(await seenBy(cleo.ctx()), [false, false, false, false]); // blocked above
});

test('people with locked accounts post to their followers unless they say otherwise', async () => {
  const shy = await community.person('shy', { locked: true });
  const usual = await createPost(shy.ctx(), { text: 'Quiet' });
  const wished = await createPost(shy.ctx(), { text: 'Loud', visibility: 'public' });
  assert.equal((await postById(shy.ctx(), usual)).visibility, 'followers');
  assert.equal((await postById(shy.ctx(), wished)).visibility, 'public');
});

test('a warning makes a post sensitive; alone it is the text', async () => {
  const warned = await postById(
    ana.ctx(),
    await createPost(ana.ctx(), { text: 'Boo', spoilerText: 'Scary' }),
  );
  assert.deepEqual([warned.body.spoilerText, warned.body.sensitive], ['Scary', true]);
  const alone = await postById(ana.ctx(), await createPost(ana.ctx(), { text: '', spoilerText: 'Scary' }));
  assert.deepEqual([alone.body.text, alone.body.spoilerText], ['Scary', '']);
});

test('the rules name the field and the limit', async () => {
  const broken = async (input: Parameters<typeof createPost>[1]) => {
    const error = await createPost(ana.ctx(), input).then(assert.fail, (caught) => caught);
    return [error.code, error.details[0]?.field, error.details[0]?.rule, error.details[0]?.limit];
  };
  assert.deepEqual(await broken({ text: ' \n ' }), ['invalid', 'text', 'blank', undefined]);
  assert.deepEqual(await broken({ text: 'x'.repeat(61) }), ['invalid', 'text', 'too-long', 60]);
  const together = { text: 'x'.repeat(40), spoilerText: 'y'.repeat(21) };
  assert.deepEqual(await broken(together), ['invalid', 'text', 'too-long', 60]);
  assert.deepEqual(await broken({ text: 'x', language: 'klingon!' }), [
    'invalid',
    'language',
    'invalid',
    undefined,
  ]);
  const five = ['1', '2', '3', '4', '5'];
  assert.deepEqual(await broken({ text: 'x', mediaIds: five }), ['invalid', 'media', 'too-many', 4]);
  assert.deepEqual(await broken({ text: 'x', mediaIds: ['1'] }), ['invalid', 'media', 'invalid', undefined]);
  await assert.rejects(async () => createPost(community.ctx(), { text: 'x' }), { code: 'unauthenticated' });
});

test('a failed create leaves nothing behind', async () => {
  const before = await postCount(ana);
  await assert.rejects(createPost(ana.ctx(), { text: 'x', mediaIds: ['77'] }));
  assert.equal(await postCount(ana), before);
});

test('the same key creates once, at the same time or later, for each person apart', async () => {
  const create = (person: Person) => createPost(person.ctx(), { text: 'Once', idempotencyKey: 'key-1' });
  const [first, second] = await Promise.all([create(ana), create(ana)]);
  assert.equal(first, second);
  assert.equal(await create(ana), first);
  assert.notEqual(await create(ben), first);
});

test('the key of a deleted post creates anew', async () => {
  const create = () => createPost(ana.ctx(), { text: 'Once', idempotencyKey: 'key-2' });
  const first = await create();
  await deletePost(ana.ctx(), first);
  assert.notEqual(await create(), first);
});

test('a key is free again when its create failed', async () => {
  await assert.rejects(createPost(ana.ctx(), { text: 'x', mediaIds: ['77'], idempotencyKey: 'key-3' }));
  assert.ok(await createPost(ana.ctx(), { text: 'x', idempotencyKey: 'key-3' }));
});

const ageKeys = statement(
  'test-age-keys',
  `update tenant.idempotency_key set created_at = created_at - interval '61 minutes'`,
);

test('after an hour a key is free again, whether cleaned up yet or not', async () => {
  const create = () => createPost(ana.ctx(), { text: 'Once', idempotencyKey: 'key-4' });
  const first = await create();
  assert.equal(await expireIdempotencyKeys(community.ctx()), 0);
  await ana.ctx().db.change(ageKeys);
  const second = await create();
  assert.notEqual(second, first);
  await ana.ctx().db.change(ageKeys);
  assert.ok((await expireIdempotencyKeys(community.ctx())) > 0);
  assert.notEqual(await create(), second);
});
