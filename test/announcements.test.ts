// What the product tells its processes: every change that somebody may have on show is announced, once it is
// committed, by ids alone.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openSession } from '../src/auth/session.ts';
import { revokeOtherSessions, revokeSession } from '../src/auth/sessions.ts';
import { signOut } from '../src/auth/sign-in.ts';
import type { Access, Ctx } from '../src/context.ts';
import { distributePost } from '../src/feed/distribute.ts';
import { clear, dismiss, notifications } from '../src/notification/inbox.ts';
import { setMarker } from '../src/notification/marker.ts';
import { createPost } from '../src/post/create.ts';
import { deletePost } from '../src/post/delete.ts';
import { editPost } from '../src/post/edit.ts';
import { likePost, unlikePost } from '../src/post/like.ts';
import { repost, unrepost } from '../src/post/repost.ts';
import { setState } from '../src/user/roles.ts';
import type { Message } from '../src/utils/bus/message.ts';
import { makeCommunity, type Person } from './support/community.ts';

const community = await makeCommunity();
const [author, reader] = [await community.person('author'), await community.person('reader')];

/** What a piece of work announces. */
async function announced(whose: Person | null, work: (ctx: Ctx) => Promise<unknown>): Promise<Message[]> {
  const messages: Message[] = [];
  const publish = (tenantId: number, message: Message) => {
    assert.equal(tenantId, community.tenant.id);
    messages.push(message);
  };
  await work({ ...(whose === null ? community.ctx() : whose.ctx()), bus: { publish } });
  return messages;
}

const inbox = (person: Person): Message => ({ kind: 'inbox-changed', userIds: [person.id] });
const counts = (postId: string): Message => ({ kind: 'counts-changed', postId });

const postId = await createPost(author.ctx(), { text: 'Hello' });

describe('announced are', () => {
  test('a post, and its arrival in home feeds when it is there', async () => {
    let id = '';
    const made = await announced(author, async (ctx) => {
      id = await createPost(ctx, { text: 'A first post' });
    });
    assert.deepEqual(made, [{ kind: 'post-made', postId: id, rootId: id, parentId: null }]);
    const filled = await announced(null, (ctx) => distributePost(ctx, { postId: id }));
    assert.deepEqual(filled, [{ kind: 'home-filled', postId: id }]);
    assert.deepEqual(await announced(null, (ctx) => distributePost(ctx, { postId: '4711' })), []);
  });

  test('a comment, the counts it changes, who is told, and its end', async () => {
    let id = '';
    const made = await announced(reader, async (ctx) => {
      id = await createPost(ctx, { text: 'A comment', parentId: postId });
    });
    assert.deepEqual(made, [
      counts(postId),
      inbox(author),
      { kind: 'post-made', postId: id, rootId: postId, parentId: postId },
    ]);
    const gone = await announced(reader, (ctx) => deletePost(ctx, id));
    assert.deepEqual(gone, [counts(postId), { kind: 'post-gone', postId: id, authorId: reader.id }]);
  });

  test('a like and its end, once', async () => {
    const like = (ctx: Ctx) => likePost(ctx, postId);
    const unlike = (ctx: Ctx) => unlikePost(ctx, postId);
    assert.deepEqual(await announced(reader, like), [counts(postId), inbox(author)]);
    assert.deepEqual(await announced(reader, like), []);
    assert.deepEqual(await announced(reader, unlike), [counts(postId), inbox(author)]);
    assert.deepEqual(await announced(reader, unlike), []);
  });

  test('a repost and its end', async () => {
    let id = '';
    const made = await announced(reader, async (ctx) => {
      id = await repost(ctx, postId);
    });
    assert.deepEqual(made, [inbox(author), counts(postId)]);
    const gone = await announced(reader, (ctx) => unrepost(ctx, postId));
    const [parted, ...rest] = gone;
    assert.deepEqual(parted, { kind: 'post-gone', postId: id, authorId: reader.id });
    assert.deepEqual(rest, [counts(postId), inbox(author)]);
  });

  test('an edit that changes something', async () => {
    const edit = (ctx: Ctx) => editPost(ctx, postId, { text: 'Hello again' });
    assert.deepEqual(await announced(author, edit), [{ kind: 'post-changed', postId }]);
    assert.deepEqual(await announced(author, edit), []);
  });

  test('notifications read, dismissed and cleared', async () => {
    await likePost(reader.ctx(), postId);
    const [first] = (await notifications(author.ctx(), { limit: 1 })).items;
    for (const work of [
      (ctx: Ctx) => setMarker(ctx, 'notifications', first!.id),
      (ctx: Ctx) => dismiss(ctx, first!.id),
      (ctx: Ctx) => clear(ctx),
    ]) {
      assert.deepEqual(await announced(author, work), [inbox(author)]);
    }
    assert.deepEqual(await announced(author, (ctx) => setMarker(ctx, 'home', postId)), []);
  });

  test('the end of sessions, however it comes', async () => {
    const open = async (): Promise<Access> => {
      const { sessionId } = await openSession(author.ctx(), { userId: author.id, scopes: ['read'] });
      return { sessionId, appId: null, scopes: ['read'] };
    };
    const ended: Message = { kind: 'access-changed', userId: author.id };
    const [one, two] = [await open(), await open()];
    for (const work of [
      (ctx: Ctx) => signOut({ ...ctx, access: one }),
      (ctx: Ctx) => revokeSession(ctx, two.sessionId),
      async (ctx: Ctx) => revokeOtherSessions({ ...ctx, access: await open().then(() => open()) }),
    ]) {
      assert.deepEqual(await announced(author, work), [ended]);
    }
    const suspended = await announced(author, (ctx) => setState(ctx, author.id, 'suspended'));
    assert.deepEqual(suspended, [ended, { kind: 'person-changed', userId: author.id }]);
  });
});
