// Two people meet: everything a member does, by GraphQL alone, on both engines.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Community, makeCommunity } from '../../test/support/community.ts';
import { type Edge, onBothEngines, openEdge } from '../../test/support/graphql.ts';
import { PASSWORD } from '../../test/support/logins.ts';
import { newestSecret } from '../../test/support/mails.ts';
import { sharp } from '../media/sharp.ts';
import { isId } from '../utils/id.ts';

const community = await makeCommunity();
const here = async () => community;

let people = 0;

/** Registers, confirms and signs in a new person; gives name and token. */
async function newcomer(edge: Edge, { tenant }: Community = community) {
  const username = `member${people++}`;
  const email = `${username}@example.org`;
  const registered = await edge.ask(
    null,
    'mutation($i: RegisterInput!) { register(input: $i) { confirmationSent errors { code field message } } }',
    { i: { username, email, password: PASSWORD, agreement: true } },
  );
  assert.deepEqual(registered.data.register, { confirmationSent: true, errors: [] });
  const secret = await newestSecret(community, email);
  const confirmed = await edge.ask(
    null,
    'mutation($s: String!) { confirmEmail(input: { secret: $s }) { approved errors { code } } }',
    { s: secret },
  );
  assert.deepEqual(confirmed.data.confirmEmail, { approved: true, errors: [] }, tenant.slug);
  return { username, email, ...(await logIn(edge, username)) };
}

async function logIn(edge: Edge, login: string, password = PASSWORD): Promise<{ token: string; id: string }> {
  const { data } = await edge.ask(
    null,
    'mutation($l: String!, $p: String!) { logIn(input: { login: $l, password: $p }) { token session { current } user { id } errors { code message } } }',
    { l: login, p: password },
  );
  assert.deepEqual(data.logIn.errors, []);
  assert.equal(data.logIn.session.current, true);
  return { token: data.logIn.token, id: data.logIn.user.id };
}

/** Runs `mutation name(input)` and gives its payload without errors. */
// biome-ignore lint/suspicious/noExplicitAny: its shape is what each test has asked for
async function act(edge: Edge, token: string, name: string, input: object, answer = ''): Promise<any> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation($input: ${type}!) { ${name}(input: $input) { ${answer} errors { code field rule limit message } } }`;
  const { data, errors } = await edge.ask(token, query, { input });
  assert.deepEqual(errors, [], name);
  const { errors: refused, ...payload } = data[name];
  assert.deepEqual(refused, [], name);
  return payload;
}

onBothEngines('people follow, post, comment, like and repost, and hear of it', here, async (edge) => {
  const [ann, bob] = [await newcomer(edge), await newcomer(edge)];
  const followed = await act(
    edge,
    bob.token,
    'follow',
    { userId: ann.id },
    'user { relationship { following } }',
  );
  assert.equal(followed.user.relationship.following, true);
  const postFields =
    'post { id html visibility author { id } likeCount liked reposted bookmarked commentCount }';
  const { post } = await act(edge, ann.token, 'createPost', { text: 'Hello #world' }, postFields);
  assert.match(post.html, /^<p>Hello <a /);
  assert.deepEqual([post.visibility, post.author.id, post.liked], ['PUBLIC', ann.id, false]);
  const on = { postId: post.id };
  assert.deepEqual(await act(edge, bob.token, 'like', on, 'post { liked likeCount }'), {
    post: { liked: true, likeCount: 1 },
  });
  assert.equal((await act(edge, bob.token, 'like', on, 'post { likeCount }')).post.likeCount, 1);
  const repost = await act(
    edge,
    bob.token,
    'repost',
    on,
    'post { text repostOf { id repostCount reposted } }',
  );
  assert.deepEqual(repost.post, { text: '', repostOf: { id: post.id, repostCount: 1, reposted: true } });
  await act(edge, bob.token, 'bookmark', on);
  const { post: comment } = await act(
    edge,
    bob.token,
    'createPost',
    { text: 'Welcome!', parentId: post.id },
    'post { id parent { id commentCount } }',
  );
  assert.deepEqual(comment.parent, { id: post.id, commentCount: 1 });
  const { data } = await edge.ask(
    ann.token,
    `{ viewer { unreadCount notifications { nodes { __typename type actor { username } ... on LikeNotification { post { id } } ... on CommentNotification { post { text } } } } } }`,
  );
  assert.equal(data.viewer.unreadCount, 4);
  assert.deepEqual(
    data.viewer.notifications.nodes.map((one: { __typename: string }) => one.__typename).sort(),
    ['CommentNotification', 'FollowNotification', 'LikeNotification', 'RepostNotification'],
  );
  const kept = await edge.ask(
    bob.token,
    '{ viewer { bookmarks { nodes { id } } likes { nodes { id } } } homeFeed { nodes { id } } }',
  );
  assert.deepEqual(kept.data.viewer, {
    bookmarks: { nodes: [{ id: post.id }] },
    likes: { nodes: [{ id: post.id }] },
  });
  assert.ok(kept.data.homeFeed.nodes.some((one: { id: string }) => one.id === post.id));
  for (const name of ['unlike', 'unbookmark', 'unrepost']) await act(edge, bob.token, name, on);
  const now = await edge.ask(
    bob.token,
    'query($id: ID!) { post(id: $id) { liked likeCount reposted repostCount bookmarked likers { nodes { id } } reposters { totalCount } } }',
    { id: post.id },
  );
  assert.deepEqual(now.data.post, {
    liked: false,
    likeCount: 0,
    reposted: false,
    repostCount: 0,
    bookmarked: false,
    likers: { nodes: [] },
    reposters: { totalCount: 0 },
  });
});

onBothEngines('a post is edited with its history, pinned, and deleted', here, async (edge) => {
  const { token, username } = await newcomer(edge);
  const { post } = await act(
    edge,
    token,
    'createPost',
    { text: 'First', idempotencyKey: 'once' },
    'post { id }',
  );
  const again = await act(
    edge,
    token,
    'createPost',
    { text: 'First', idempotencyKey: 'once' },
    'post { id }',
  );
  assert.equal(again.post.id, post.id);
  const edited = await act(
    edge,
    token,
    'editPost',
    { postId: post.id, text: 'Second' },
    'post { text editedAt history { html } }',
  );
  assert.equal(edited.post.text, 'Second');
  assert.deepEqual(
    edited.post.history.map((one: { html: string }) => one.html),
    ['<p>First</p>', '<p>Second</p>'],
  );
  const pinned = await act(edge, token, 'pin', { postId: post.id }, 'post { pinned }');
  assert.equal(pinned.post.pinned, true);
  const { data } = await edge.ask(
    null,
    'query($u: String!) { user(username: $u) { postCount posts(pinned: true) { nodes { id } } } }',
    { u: username },
  );
  assert.deepEqual(data.user, { postCount: 1, posts: { nodes: [{ id: post.id }] } });
  const gone = await act(edge, token, 'deletePost', { postId: post.id }, 'deletedPostId text');
  assert.deepEqual(gone, { deletedPostId: post.id, text: 'Second' });
  assert.equal(
    (await edge.ask(token, 'query($id: ID!) { post(id: $id) { id } }', { id: post.id })).data.post,
    null,
  );
});

onBothEngines('broken rules name the field, the rule and the limit', here, async (edge) => {
  const { token } = await newcomer(edge);
  const long = 'x'.repeat(501);
  const post = await edge.ask(
    token,
    'mutation($t: String!) { createPost(input: { text: $t }) { post { id } errors { code field rule limit message } } }',
    { t: long },
  );
  const [error, ...rest] = post.data.createPost.errors;
  assert.deepEqual(rest, []);
  assert.deepEqual(
    { ...error, message: '' },
    { code: 'INVALID', field: 'text', rule: 'too-long', limit: 500, message: '' },
  );
  assert.match(error.message, /^Text is longer than 500 characters/);
  const sheet = { username: 'No spaces', email: 'nowhere', password: 'short', agreement: false };
  const { data } = await edge.ask(
    null,
    'mutation($i: RegisterInput!) { register(input: $i) { confirmationSent errors { field } } }',
    { i: sheet },
  );
  assert.equal(data.register.confirmationSent, false);
  const fields = new Set(data.register.errors.map((one: { field: string }) => one.field));
  assert.deepEqual([...fields].sort(), ['agreement', 'email', 'password', 'username']);
});

onBothEngines('a locked account decides who follows it', here, async (edge) => {
  const [owner, asker] = [await newcomer(edge), await newcomer(edge)];
  const profile = {
    displayName: 'Owner',
    bio: 'Hello',
    locked: true,
    fields: [{ name: 'Home', value: 'Sea' }],
  };
  const { user } = await act(
    edge,
    owner.token,
    'updateProfile',
    profile,
    'user { displayName bioHtml locked fields { name value } }',
  );
  assert.deepEqual(user, {
    displayName: 'Owner',
    bioHtml: '<p>Hello</p>',
    locked: true,
    fields: profile.fields,
  });
  const asked = await act(
    edge,
    asker.token,
    'follow',
    { userId: owner.id },
    'user { relationship { following requested } }',
  );
  assert.deepEqual(asked.user.relationship, { following: false, requested: true });
  const { data } = await edge.ask(
    owner.token,
    '{ viewer { followRequestCount followRequests { nodes { id } } } }',
  );
  assert.deepEqual(data.viewer, { followRequestCount: 1, followRequests: { nodes: [{ id: asker.id }] } });
  const approved = await act(
    edge,
    owner.token,
    'approveFollow',
    { userId: asker.id },
    'user { relationship { followedBy } }',
  );
  assert.equal(approved.user.relationship.followedBy, true);
  await act(edge, owner.token, 'removeFollower', { userId: asker.id });
  await act(edge, asker.token, 'follow', { userId: owner.id });
  await act(edge, owner.token, 'rejectFollow', { userId: asker.id });
  const now = await edge.ask(owner.token, '{ viewer { followRequestCount user { followerCount } } }');
  assert.deepEqual(now.data.viewer, { followRequestCount: 0, user: { followerCount: 0 } });
});

onBothEngines('people are blocked, muted, noted and endorsed, and it is taken back', here, async (edge) => {
  const [me, other] = [await newcomer(edge), await newcomer(edge)];
  const on = { userId: other.id };
  const relation = async () => {
    const query =
      'query($id: ID!) { user(id: $id) { relationship { blocking muting mutingExpiresAt endorsed note } } }';
    return (await edge.ask(me.token, query, { id: other.id })).data.user.relationship;
  };
  await act(edge, me.token, 'follow', on);
  await act(edge, me.token, 'endorse', on);
  await act(edge, me.token, 'setNote', { ...on, text: 'From school' });
  await act(edge, me.token, 'mute', { ...on, duration: 3600 });
  const first = await relation();
  assert.deepEqual([first.endorsed, first.note, first.muting], [true, 'From school', true]);
  assert.notEqual(first.mutingExpiresAt, null);
  const listed = await edge.ask(me.token, '{ viewer { mutes { nodes { user { id } } } } }');
  assert.deepEqual(listed.data.viewer.mutes.nodes, [{ user: { id: other.id } }]);
  await act(edge, me.token, 'unmute', on);
  await act(edge, me.token, 'unendorse', on);
  await act(edge, me.token, 'setNote', { ...on, text: '' });
  await act(edge, me.token, 'block', on);
  const blocks = await edge.ask(me.token, '{ viewer { blocks { nodes { id } } user { followingCount } } }');
  assert.deepEqual(blocks.data.viewer, {
    blocks: { nodes: [{ id: other.id }] },
    user: { followingCount: 0 },
  });
  await act(edge, me.token, 'unblock', on);
  const last = await relation();
  assert.deepEqual(last, {
    blocking: false,
    muting: false,
    mutingExpiresAt: null,
    endorsed: false,
    note: '',
  });
});

onBothEngines('hashtags are followed and featured', here, async (edge) => {
  const { token, username } = await newcomer(edge);
  await act(edge, token, 'createPost', { text: 'In the #gardening' });
  const followed = await act(edge, token, 'followTag', { name: '#Gardening' }, 'tag { name following }');
  assert.deepEqual(followed.tag, { name: 'gardening', following: true });
  await act(edge, token, 'featureTag', { name: 'gardening' });
  const { data } = await edge.ask(
    token,
    'query($u: String!) { viewer { followedTags { nodes { name } } } user(username: $u) { featuredTags { name } } tags(search: "garden") { nodes { name } } tag(name: "no tag at all") { name } }',
    { u: username },
  );
  assert.deepEqual(data, {
    viewer: { followedTags: { nodes: [{ name: 'gardening' }] } },
    user: { featuredTags: [{ name: 'gardening' }] },
    tags: { nodes: [{ name: 'gardening' }] },
    tag: null,
  });
  assert.equal(
    (await act(edge, token, 'unfollowTag', { name: 'gardening' }, 'tag { following }')).tag.following,
    false,
  );
  assert.equal(
    (await act(edge, token, 'unfeatureTag', { name: 'gardening' }, 'tag { featuring }')).tag.featuring,
    false,
  );
});

onBothEngines('the inbox is read, dismissed, filtered and cleared', here, async (edge) => {
  const [me, other] = [await newcomer(edge), await newcomer(edge)];
  const inbox = async () => {
    const query =
      '{ viewer { unreadCount notifications { nodes { id restId: id } } marker(timeline: NOTIFICATIONS) { version } notificationRequests { nodes { actor { id } count } } } }';
    return (await edge.ask(me.token, query)).data.viewer;
  };
  const { post } = await act(edge, me.token, 'createPost', { text: 'Here I am' }, 'post { id }');
  await act(edge, other.token, 'like', { postId: post.id });
  const [like] = (await inbox()).notifications.nodes;
  await act(
    edge,
    me.token,
    'markRead',
    { timeline: 'NOTIFICATIONS', lastReadId: like.id },
    'marker { lastReadId }',
  );
  assert.equal((await inbox()).unreadCount, 0);
  await act(edge, me.token, 'dismissNotification', { notificationId: like.id });
  assert.deepEqual((await inbox()).notifications.nodes, []);
  const set = await act(
    edge,
    me.token,
    'setNotificationPolicy',
    { notFollowing: 'FILTER' },
    'policy { notFollowing newAccounts }',
  );
  assert.deepEqual(set.policy, { notFollowing: 'FILTER', newAccounts: 'ACCEPT' });
  await act(edge, other.token, 'repost', { postId: post.id });
  assert.deepEqual((await inbox()).notificationRequests.nodes, [{ actor: { id: other.id }, count: 1 }]);
  await act(edge, me.token, 'acceptNotificationRequest', { userId: other.id });
  assert.equal((await inbox()).notifications.nodes.length, 1);
  const cleared = await edge.ask(me.token, 'mutation { clearNotifications { errors { code } } }');
  assert.deepEqual(cleared.data.clearNotifications.errors, []);
  assert.deepEqual((await inbox()).notifications.nodes, []);
});

onBothEngines('passwords, mail addresses and sessions are changed by their owner', here, async (edge) => {
  const me = await newcomer(edge);
  const wrong = await edge.ask(
    me.token,
    'mutation { changePassword(input: { currentPassword: "no", newPassword: "another long one" }) { errors { code field } } }',
  );
  assert.deepEqual(wrong.data.changePassword.errors, [{ code: 'INVALID', field: 'currentPassword' }]);
  const second = await logIn(edge, me.username);
  await act(edge, me.token, 'changePassword', {
    currentPassword: PASSWORD,
    newPassword: 'another long walk',
  });
  assert.equal((await edge.ask(second.token, '{ viewer { unreadCount } }')).status, 401);
  const email = `new-${me.email}`;
  await act(edge, me.token, 'changeEmail', { currentPassword: 'another long walk', email });
  await act(edge, me.token, 'confirmEmailChange', { secret: await newestSecret(community, email) });
  const { data } = await edge.ask(me.token, '{ viewer { email sessions { current } } }');
  assert.deepEqual(data.viewer, { email, sessions: [{ current: true }] });
  await edge.ask(
    null,
    'mutation($e: String!) { requestPasswordReset(input: { email: $e }) { errors { code } } }',
    { e: email },
  );
  const reset =
    'mutation($s: String!) { resetPassword(input: { secret: $s, password: "a third long walk" }) { errors { code } } }';
  assert.deepEqual(
    (await edge.ask(null, reset, { s: await newestSecret(community, email) })).data.resetPassword.errors,
    [],
  );
  assert.equal((await edge.ask(me.token, '{ viewer { email } }')).status, 401);
  const { token } = await logIn(edge, email, 'a third long walk');
  const out = await edge.ask(token, 'mutation { logOut { errors { code } } }');
  assert.deepEqual(out.data.logOut.errors, []);
  assert.equal((await edge.ask(token, '{ viewer { email } }')).status, 401);
});

test('a picture uploaded by REST is described and posted by GraphQL', async () => {
  const edge = await openEdge(community);
  const { token } = await newcomer(edge);
  const bytes = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#456' } })
    .png()
    .toBuffer();
  const form = new FormData();
  form.append('file', new File([new Uint8Array(bytes)], 'sea.png', { type: 'image/png' }));
  const encoded = new Response(form);
  const uploaded = await community.request({
    method: 'POST',
    url: '/api/v2/media',
    token,
    payload: Buffer.from(await encoded.arrayBuffer()),
    headers: { 'content-type': encoded.headers.get('content-type')! },
  });
  const mediaId = uploaded.json().id;
  assert.ok(isId(mediaId));
  const described = await act(
    edge,
    token,
    'updateMedia',
    { mediaId, description: 'The sea', focus: { x: 0.5, y: 0 } },
    'media { id description size { width } focus { x } }',
  );
  assert.deepEqual(
    { ...described.media, id: '' },
    { id: '', description: 'The sea', size: { width: 30 }, focus: { x: 0.5 } },
  );
  const { post } = await act(
    edge,
    token,
    'createPost',
    { text: '', mediaIds: [described.media.id] },
    'post { media { description url } }',
  );
  assert.equal(post.media[0].description, 'The sea');
  assert.ok(post.media[0].url.startsWith(community.tenant.origin));
});
