// The life of two members entirely by GraphQL, with a client typed by the schema: from the sign-up to the
// block. Only the bytes of a picture go by REST, as the schema says.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { keptMails } from '../../src/utils/mail-files.ts';
import { eventually } from '../support/eventually.ts';
import { pictureOf } from '../support/picture.ts';
import { PASSWORD, runServer } from '../support/running-server.ts';
import { type Ask, makeClient } from './client.ts';
import * as operations from './operations.ts';

const server = await runServer({ env: { MAIL_CONFIRMATION: '' } });
const { address } = server;
const nobody = makeClient(address);

interface Member {
  readonly ask: Ask;
  readonly id: string;
  readonly token: string;
}

describe('a member by GraphQL', () => {
  let ann: Member;
  let ben: Member;
  let postId: string;
  let commentId: string;

  test('is offered no login of a demo that is not there', () => {
    assert.match(server.printed(), /Nexus is running/);
    assert.doesNotMatch(server.printed(), /Sign in as/);
  });

  test('is told what is wrong with a sign-up', async () => {
    const sheet = { username: 'ann', email: 'ann@example.org', password: 'short', agreement: true };
    const { register } = await nobody(operations.REGISTER, { input: sheet });
    assert.equal(register.confirmationSent, false);
    const [error] = register.errors;
    assert.deepEqual(
      [error!.code, error!.field, error!.rule, error!.limit],
      ['INVALID', 'password', 'too-short', 8],
    );
  });

  test('signs up, confirms by the link in the mail and logs in', async () => {
    await signUp('ann');
    assert.equal((await logIn('ann')).token, null);
    await confirm('ann');
    const { token, user, session, errors } = await logIn('ann');
    assert.deepEqual([errors, user!.username, session!.current], [[], 'ann', true]);
    ann = { ask: makeClient(address, token!), id: user!.id, token: token! };
    const { viewer } = await ann.ask(operations.VIEWER);
    assert.deepEqual(
      [viewer!.email, viewer!.unreadCount, viewer!.sessions.length],
      ['ann@example.org', 0, 1],
    );
    ben = await join('ben');
  });

  test('is told nothing of a name and a password that do not belong together', async () => {
    const wrong = await nobody(operations.LOG_IN, { login: 'ann', password: 'something else' });
    const unknown = await nobody(operations.LOG_IN, { login: 'nobody_here', password: 'something else' });
    assert.equal(wrong.logIn.token, null);
    assert.deepEqual(wrong.logIn.errors, unknown.logIn.errors);
  });

  test('fills in the profile', async () => {
    const input = {
      displayName: 'Ann',
      bio: 'Keeper of the #light <script>',
      fields: [{ name: 'Home', value: 'https://lighthouse.example' }],
    };
    const { updateProfile } = await ann.ask(operations.UPDATE_PROFILE, { input });
    assert.deepEqual([updateProfile.errors, updateProfile.user!.displayName], [[], 'Ann']);
    const { user } = await nobody(operations.USER, { username: 'ANN' });
    assert.match(user!.bioHtml, /&lt;script&gt;/);
    assert.match(user!.fields[0]!.html, /<a href="https:\/\/lighthouse\.example"/);
    assert.deepEqual([user!.url, user!.relationship], [`${address}/@ann`, null]);
  });

  test('follows', async () => {
    const { follow } = await ben.ask(operations.FOLLOW, { userId: ann.id });
    assert.deepEqual([follow.errors, follow.user!.relationship!.following], [[], true]);
    const { user } = await nobody(operations.USER, { username: 'ann' });
    assert.deepEqual(user!.followers, { totalCount: 1, nodes: [{ username: 'ben' }] });
  });

  test('posts with a picture', async () => {
    const mediaIds = [await upload(ann, 'The sea')];
    const input = { text: 'Fog over the #harbour, @ben', mediaIds, language: 'en', idempotencyKey: 'once' };
    const { createPost } = await ann.ask(operations.CREATE_POST, { input });
    const post = createPost.post!;
    assert.deepEqual([createPost.errors, post.visibility, post.language], [[], 'PUBLIC', 'en']);
    assert.deepEqual([post.tags, post.mentions], [[{ name: 'harbour' }], [{ username: 'ben' }]]);
    assert.deepEqual(
      [post.media[0]!.description, post.media[0]!.size],
      ['The sea', { width: 320, height: 200 }],
    );
    assert.equal((await fetch(new URL(post.media[0]!.url, address))).status, 200);
    const again = await ann.ask(operations.CREATE_POST, { input });
    assert.equal(again.createPost.post!.id, post.id);
    postId = post.id;
  });

  test('is told which limit a post breaks', async () => {
    const { createPost } = await ann.ask(operations.CREATE_POST, { input: { text: 'x'.repeat(501) } });
    const [error] = createPost.errors;
    assert.deepEqual([error!.field, error!.rule, error!.limit], ['text', 'too-long', 500]);
    await assert.rejects(async () => {
      const { createPost: refused } = await nobody(operations.CREATE_POST, { input: { text: 'Hello' } });
      throw new Error(refused.errors[0]!.code);
    }, /UNAUTHENTICATED/);
  });

  test('finds the post in the feeds', async () => {
    const feeds = await eventually(
      () => ben.ask(operations.FEEDS, { tag: 'Harbour' }),
      ({ homeFeed }) => homeFeed!.nodes.length > 0,
    );
    assert.deepEqual(
      [feeds.homeFeed!.nodes[0]!.id, feeds.homeFeed!.nodes[0]!.author!.username],
      [postId, 'ann'],
    );
    assert.deepEqual(
      [feeds.communityFeed!.nodes, feeds.tagFeed!.nodes],
      [[{ id: postId }], [{ id: postId }]],
    );
  });

  test('comments, likes, reposts and bookmarks', async () => {
    const input = { text: 'I see nothing', parentId: postId };
    commentId = (await ben.ask(operations.CREATE_POST, { input })).createPost.post!.id;
    assert.equal((await ben.ask(operations.LIKE, { postId })).like.post!.likeCount, 1);
    const { like } = await ben.ask(operations.LIKE, { postId });
    assert.deepEqual([like.post!.likeCount, like.post!.liked], [1, true]);
    assert.equal((await ben.ask(operations.REPOST, { postId })).repost.post!.repostOf!.id, postId);
    assert.equal((await ben.ask(operations.BOOKMARK, { postId })).bookmark.post!.bookmarked, true);
    const answer = { text: 'Wait for the sun', parentId: commentId };
    const answered = (await ann.ask(operations.CREATE_POST, { input: answer })).createPost.post!;
    const { post } = await ben.ask(operations.THREAD, { id: postId });
    assert.deepEqual([post!.likeCount, post!.repostCount, post!.commentCount], [1, 1, 1]);
    assert.deepEqual(post!.likers, { totalCount: 1, nodes: [{ username: 'ben' }] });
    assert.deepEqual(post!.reposters.nodes, [{ username: 'ben' }]);
    const [comment] = post!.comments.nodes;
    assert.deepEqual(
      [comment!.id, comment!.parent!.id, comment!.author!.username],
      [commentId, postId, 'ben'],
    );
    assert.deepEqual(comment!.comments.nodes, [{ id: answered.id }]);
    const below = await nobody(operations.THREAD, { id: answered.id });
    assert.deepEqual(below.post!.ancestors, [{ id: postId }, { id: commentId }]);
  });

  test('is told of what the other did, and marks it read', async () => {
    const { viewer } = await ann.ask(operations.NOTIFICATIONS);
    const told = viewer!.notifications.nodes;
    assert.deepEqual(told.map((item) => item.type).sort(), ['COMMENT', 'FOLLOW', 'LIKE', 'REPOST']);
    assert.ok(told.every((item) => item.actor.username === 'ben'));
    const liked = told.find((item) => item.__typename === 'LikeNotification');
    assert.equal(liked?.post?.id, postId);
    assert.equal(viewer!.unreadCount, 4);
    const { markRead } = await ann.ask(operations.MARK_READ, { id: told[0]!.id });
    assert.deepEqual(markRead.errors, []);
    assert.equal((await ann.ask(operations.VIEWER)).viewer!.unreadCount, 0);
  });

  test('edits the own post, never that of another', async () => {
    const { editPost } = await ann.ask(operations.EDIT_POST, { input: { postId, text: 'Thick fog' } });
    assert.equal(editPost.post!.text, 'Thick fog');
    assert.equal(editPost.post!.history.length, 2);
    assert.equal(editPost.post!.media.length, 1);
    const foreign = await ben.ask(operations.EDIT_POST, { input: { postId, text: 'Mine now' } });
    assert.deepEqual([foreign.editPost.post, foreign.editPost.errors[0]!.code], [null, 'FORBIDDEN']);
    const deleted = await ben.ask(operations.DELETE_POST, { postId });
    assert.equal(deleted.deletePost.errors[0]!.code, 'FORBIDDEN');
  });

  test('searches people, posts and hashtags, and finds anything by its id', async () => {
    const { search, users } = await nobody(operations.SEARCH, { query: 'ann' });
    assert.deepEqual([search!.users, users!.nodes], [[{ username: 'ann' }], [{ username: 'ann' }]]);
    const { posts } = await ben.ask(operations.SEARCH, { query: 'fog' });
    assert.deepEqual(posts!.nodes, [{ id: postId }]);
    const { node } = await nobody(operations.NODE, { id: ann.id });
    assert.deepEqual(node, { __typename: 'User', username: 'ann' });
  });

  test('pages through the community feed', async () => {
    for (const text of ['one', 'two', 'three']) await ann.ask(operations.CREATE_POST, { input: { text } });
    const whole = (await nobody(operations.COMMUNITY_FEED, { first: 50 })).communityFeed!;
    const paged: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const page: typeof whole = (await nobody(operations.COMMUNITY_FEED, { first: 2, after }))
        .communityFeed!;
      paged.push(...page.nodes.map((node) => node.id));
      after = page.pageInfo.endCursor;
      more = page.pageInfo.hasNextPage;
    }
    assert.deepEqual(
      paged,
      whole.nodes.map((node) => node.id),
    );
    assert.ok(paged.length >= 4);
  });

  test('lets nobody into a private account but whom its owner approves', async () => {
    const cat = await join('cat');
    await cat.ask(operations.UPDATE_PROFILE, { input: { locked: true } });
    const input = { text: 'For friends', visibility: 'FOLLOWERS' } as const;
    const hidden = (await cat.ask(operations.CREATE_POST, { input })).createPost.post!.id;
    const { follow } = await ben.ask(operations.FOLLOW, { userId: cat.id });
    assert.deepEqual(
      [follow.user!.relationship!.requested, follow.user!.relationship!.following],
      [true, false],
    );
    assert.equal((await ben.ask(operations.THREAD, { id: hidden })).post, null);
    const own = await ben.ask(operations.APPROVE_FOLLOW, { userId: ben.id });
    assert.equal(own.approveFollow.errors[0]!.code, 'NOT_FOUND');
    const { viewer } = await cat.ask(operations.FOLLOW_REQUESTS);
    assert.deepEqual(viewer!.followRequests.nodes, [{ id: ben.id, username: 'ben' }]);
    const { approveFollow } = await cat.ask(operations.APPROVE_FOLLOW, { userId: ben.id });
    assert.deepEqual([approveFollow.errors, approveFollow.user!.relationship!.followedBy], [[], true]);
    assert.equal((await ben.ask(operations.THREAD, { id: hidden })).post!.text, 'For friends');
    assert.equal((await ann.ask(operations.THREAD, { id: hidden })).post, null);
    const told = (await ben.ask(operations.NOTIFICATIONS)).viewer!.notifications.nodes;
    assert.ok(told.some((item) => item.type === 'FOLLOW_APPROVED' && item.actor.username === 'cat'));
  });

  test('blocks', async () => {
    const { block } = await ann.ask(operations.BLOCK, { userId: ben.id });
    assert.deepEqual([block.errors, block.user!.relationship!.blocking], [[], true]);
    assert.equal((await ben.ask(operations.THREAD, { id: postId })).post, null);
    assert.equal((await ann.ask(operations.USER, { username: 'ann' })).user!.followerCount, 0);
    const { follow } = await ben.ask(operations.FOLLOW, { userId: ann.id });
    assert.equal(follow.errors.length, 1);
  });

  test('deletes the own post', async () => {
    const { deletePost } = await ann.ask(operations.DELETE_POST, { postId });
    assert.deepEqual(
      [deletePost.errors, deletePost.deletedPostId, deletePost.text],
      [[], postId, 'Thick fog'],
    );
    assert.equal((await ann.ask(operations.THREAD, { id: postId })).post, null);
  });

  test('logs out, and the token is worth nothing any more', async () => {
    assert.deepEqual((await ann.ask(operations.LOG_OUT)).logOut.errors, []);
    await assert.rejects(ann.ask(operations.VIEWER), /token/i);
  });
});

async function join(username: string): Promise<Member> {
  await signUp(username);
  await confirm(username);
  const { token, user } = await logIn(username);
  return { ask: makeClient(address, token!), id: user!.id, token: token! };
}

async function signUp(username: string): Promise<void> {
  const sheet = { username, email: `${username}@example.org`, password: PASSWORD, agreement: true };
  const { register } = await nobody(operations.REGISTER, { input: sheet });
  assert.deepEqual(register, { confirmationSent: true, errors: [] });
}

/** Follows the link in the mail that the worker has written. */
async function confirm(username: string): Promise<void> {
  const mails = await eventually(
    async () =>
      (await keptMails(server.home, 'main')).filter((mail) => mail.to === `${username}@example.org`),
    (found) => found.length > 0,
  );
  const secret = /\?secret=(\S+)/.exec(mails[0]!.text)![1]!;
  const { confirmEmail } = await nobody(operations.CONFIRM, { secret });
  assert.deepEqual(confirmEmail, { approved: true, errors: [] });
}

const logIn = async (login: string) => (await nobody(operations.LOG_IN, { login, password: PASSWORD })).logIn;

/** The bytes go where the schema says: to `POST /api/v2/media`. */
async function upload({ token }: Member, description: string): Promise<string> {
  const form = new FormData();
  form.set('file', new File([new Uint8Array(await pictureOf('#336699', 320, 200))], 'sea.png'));
  form.set('description', description);
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${address}/api/v2/media`, { method: 'POST', headers, body: form });
  return ((await answer.json()) as { id: string }).id;
}
