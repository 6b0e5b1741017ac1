// What the rules forbid, tried through every way GraphQL has. The domain decides; the REST API gives the
// same answer, which is asked beside it where it has one.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type GraphQLInputObjectType, type GraphQLObjectType, getNamedType } from 'graphql';
import { makeCommunity } from '../../test/support/community.ts';
import { type Edge, onBothEngines, openEdge } from '../../test/support/graphql.ts';
import { personWithLogin } from '../../test/support/logins.ts';
import { mintToken } from '../auth/mint.ts';
import { registerApp } from '../auth/oauth/app.ts';
import { createPost } from '../post/create.ts';
import { likePost } from '../post/like.ts';
import { pinPost } from '../post/pin.ts';
import { block } from '../user/block.ts';
import { follow } from '../user/follow.ts';
import type { Id } from '../utils/id.ts';
import { globalId } from './kit/node.ts';
import { schema } from './schema.ts';

const community = await makeCommunity();
const ann = await personWithLogin(community, 'ann');
const eve = await personWithLogin(community, 'eve');
const fan = await community.person('fan');
const locked = await community.person('locked', { locked: true });
const here = async () => community;

const WORD = 'zanzibar';
const hidden: { kind: string; id: Id }[] = [];
let open: Id;
let commentOnHidden: Id;

before(async () => {
  await follow(fan.ctx(), ann.id);
  open = await createPost(ann.ctx(), { text: 'Everybody may read this' });
  const forFollowers = await createPost(ann.ctx(), {
    text: `${WORD} for followers`,
    visibility: 'followers',
  });
  const direct = await createPost(ann.ctx(), { text: `${WORD} for @fan alone`, visibility: 'direct' });
  const nested = await createPost(ann.ctx(), {
    text: `${WORD} below`,
    visibility: 'followers',
    parentId: open,
  });
  hidden.push(
    { kind: 'followers', id: forFollowers },
    { kind: 'direct', id: direct },
    { kind: 'nested', id: nested },
  );
  await pinPost(ann.ctx(), forFollowers);
  commentOnHidden = await createPost(fan.ctx(), {
    text: 'I agree',
    parentId: forFollowers,
    visibility: 'public',
  });
  await likePost(fan.ctx(), forFollowers);
});

onBothEngines('a post one may not see is not found by id, as in the REST API', here, async ({ ask }) => {
  for (const who of [eve, null]) {
    for (const { kind, id } of hidden) {
      const query = 'query($id: ID!) { post(id: $id) { id } node(id: $id) { id } nodes(ids: [$id]) { id } }';
      const { data, errors } = await ask(who, query, { id: globalId('Post', id) });
      assert.deepEqual(data, { post: null, node: null, nodes: [null] }, kind);
      assert.deepEqual(errors, []);
      const token = who === null ? {} : { token: await who.token() };
      const rest = await community.request({ url: `/api/v1/statuses/${id}`, ...token });
      assert.equal(rest.statusCode, 404, kind);
    }
  }
});

onBothEngines('nor through a profile, a thread, a search, a comment or a like', here, async ({ ask }) => {
  const query = `query($open: ID!, $comment: ID!) {
    user(username: "ann") { posts { nodes { text } } pinned: posts(pinned: true) { nodes { text } } }
    post(id: $open) { comments { nodes { text } } }
    comment: post(id: $comment) { text parent { text } root { text } ancestors { text } }
    posts(search: "${WORD}") { nodes { text } }
    search(query: "${WORD}") { posts { text } }
    communityFeed { nodes { text } }
    fan: user(username: "fan") { posts { nodes { text parent { text } } } }
    viewer { likes { nodes { text } } bookmarks { nodes { text } } notifications { nodes { __typename } } }
  }`;
  const ids = { open: globalId('Post', open), comment: globalId('Post', commentOnHidden) };
  for (const who of [eve, null]) {
    const { data, errors } = await ask(who, query, ids);
    assert.deepEqual(errors, []);
    assert.doesNotMatch(JSON.stringify(data), new RegExp(WORD));
  }
  const { data } = await ask(fan, query, ids);
  assert.equal(JSON.stringify(data).match(new RegExp(WORD, 'g'))!.length > 3, true, 'who may see it does');
});

const mutations = Object.values(schema.getMutationType()!.getFields());

/** The simplest input of a mutation, with ids from `ids` by the field's name. */
function inputOf(mutation: string, ids: Readonly<Record<string, string>>): Record<string, unknown> {
  const type = schema.getMutationType()!.getFields()[mutation]!.args[0]?.type;
  if (type === undefined) return {};
  const given: Record<string, unknown> = {};
  for (const field of Object.values((getNamedType(type) as GraphQLInputObjectType).getFields())) {
    if (!field.type.toString().endsWith('!')) continue;
    const name = getNamedType(field.type).name;
    const one = ids[field.name] ?? { Boolean: true, TimelineName: 'HOME' }[name] ?? 'something';
    given[field.name] = field.type.toString().startsWith('[') ? [one] : one;
  }
  return given;
}

async function perform(
  edge: Edge,
  who: Parameters<Edge['ask']>[0],
  name: string,
  ids: Record<string, string>,
) {
  const input = inputOf(name, ids);
  const typeName = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const none = schema.getMutationType()!.getFields()[name]!.args.length === 0;
  const payload = getNamedType(schema.getMutationType()!.getFields()[name]!.type) as GraphQLObjectType;
  const post = 'post' in payload.getFields() ? 'post { id text }' : '';
  const errors = `errors { code message } ${post}`;
  const query = none
    ? `mutation { ${name} { ${errors} } }`
    : `mutation($input: ${typeName}!) { ${name}(input: $input) { ${errors} } }`;
  const { data, errors: failures } = await edge.ask(who, query, { input });
  assert.deepEqual(failures, [], name);
  return data[name] as { errors: { code: string }[]; post?: unknown };
}

onBothEngines('nobody who has not signed in does anything', here, async (edge) => {
  const ids = {
    userId: globalId('User', ann.id),
    postId: globalId('Post', open),
    parentId: globalId('Post', open),
  };
  const more = {
    sessionId: globalId('Session', '1'),
    notificationId: globalId('Notification', '1'),
    mediaId: '1',
  };
  const posts = { postIds: globalId('Post', open), lastReadId: '1' };
  for (const { name, extensions } of mutations) {
    if (extensions.scope === null) continue;
    const { errors } = await perform(edge, null, name, { ...ids, ...more, ...posts });
    assert.equal(errors[0]?.code, 'UNAUTHENTICATED', name);
  }
});

onBothEngines('a mutation never shows or changes a post one may not see', here, async (edge) => {
  const onPosts = mutations.filter(({ name }) => Object.hasOwn(inputOf(name, {}), 'postId'));
  assert.ok(onPosts.length >= 12);
  for (const { name } of onPosts) {
    for (const { kind, id } of hidden) {
      const { errors, post } = await perform(edge, eve, name, { postId: globalId('Post', id) });
      assert.equal(post ?? null, null, `${name} ${kind}`);
      if (!/^un/.test(name)) assert.equal(errors[0]?.code, 'NOT_FOUND', `${name} ${kind}`);
    }
  }
  const comment = await edge.ask(
    eve,
    'mutation($id: ID!) { createPost(input: { text: "x", parentId: $id }) { post { id } errors { code } } }',
    { id: globalId('Post', hidden[0]!.id) },
  );
  assert.deepEqual(comment.data.createPost, { post: null, errors: [{ code: 'NOT_FOUND' }] });
  const { data } = await edge.ask(
    ann,
    '{ viewer { user { posts { nodes { likeCount repostCount text } } } } }',
  );
  assert.ok(data.viewer.user.posts.nodes.every((post: { repostCount: number }) => post.repostCount === 0));
});

onBothEngines("another's post is not edited, deleted or pinned", here, async (edge) => {
  const id = globalId('Post', open);
  for (const name of ['editPost', 'deletePost', 'pin']) {
    const { errors } = await perform(edge, eve, name, { postId: id });
    const token = await eve.token();
    const rest = await community.request({
      method: { editPost: 'PUT', deletePost: 'DELETE', pin: 'POST' }[name] as 'PUT',
      url: `/api/v1/statuses/${open}${name === 'pin' ? '/pin' : ''}`,
      payload: { status: 'mine now' },
      token,
    });
    const codes: Record<number, string> = { 403: 'FORBIDDEN', 404: 'NOT_FOUND', 422: 'INVALID' };
    assert.equal(errors[0]?.code, codes[rest.statusCode], `${name}: REST says ${rest.statusCode}`);
  }
  const { data } = await edge.ask(ann, 'query($id: ID!) { post(id: $id) { text } }', { id });
  assert.equal(data.post.text, 'Everybody may read this');
});

onBothEngines('nobody approves a request to follow of their own', here, async (edge) => {
  await follow(eve.ctx(), locked.id);
  await perform(edge, eve, 'approveFollow', { userId: globalId('User', locked.id) });
  await perform(edge, eve, 'approveFollow', { userId: globalId('User', eve.id) });
  const { data } = await edge.ask(
    eve,
    '{ user(username: "locked") { relationship { following requested } followers { nodes { id } } } }',
  );
  assert.deepEqual(data.user, {
    relationship: { following: false, requested: true },
    followers: { nodes: [] },
  });
});

onBothEngines("nobody sees or ends another's sessions, notifications or uploads", here, async (edge) => {
  const own = await edge.ask(ann, '{ viewer { email sessions { id } notifications { nodes { id } } } }');
  assert.equal(own.data.viewer.email, 'ann@example.org');
  const session = own.data.viewer.sessions[0].id;
  const notification = own.data.viewer.notifications.nodes[0].id;
  const nodes = await edge.ask(eve, 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
    ids: [session, notification],
  });
  assert.deepEqual(nodes.data.nodes, [null, null]);
  for (const [name, ids] of [
    ['revokeSession', { sessionId: session }],
    ['dismissNotification', { notificationId: notification }],
  ] as const) {
    assert.equal((await perform(edge, eve, name, ids)).errors[0]?.code, 'NOT_FOUND', name);
  }
  const after = await edge.ask(ann, '{ viewer { sessions { id } notifications { nodes { id } } } }');
  assert.ok(after.data.viewer.sessions.some((one: { id: string }) => one.id === session));
  assert.equal(after.data.viewer.notifications.nodes[0].id, notification);
});

test("an app's token never changes how somebody signs in, whatever its scopes", async () => {
  const edge = await openEdge(community);
  const { app } = await registerApp(community.ctx(), {
    name: 'An app',
    redirectUris: ['https://app.example/'],
    scopes: ['read', 'write', 'follow'],
  });
  const token = await mintToken(community.ctx(), ann.id, ['read', 'write', 'follow'], app.id);
  for (const name of ['changePassword', 'changeEmail', 'revokeSession', 'revokeOtherSessions', 'logOut']) {
    const { errors } = await perform(edge, token, name, { sessionId: globalId('Session', '1') });
    assert.equal(errors[0]?.code, 'FORBIDDEN', name);
  }
  const { data, errors } = await edge.ask(token, '{ viewer { email } }');
  assert.equal(data.viewer.email, null);
  assert.equal(errors[0]!.extensions.code, 'FORBIDDEN');
});

onBothEngines('who is blocked sees nothing of who blocked them', here, async ({ ask }) => {
  const name = `blocked${Math.floor(performance.now())}`;
  const blocked = await community.person(name);
  await block(ann.ctx(), blocked.id);
  const { data } = await ask(
    blocked,
    'query($id: ID!) { post(id: $id) { id } user(username: "ann") { posts { nodes { id } } followers { nodes { id } } } }',
    { id: globalId('Post', open) },
  );
  assert.deepEqual(data, { post: null, user: { posts: { nodes: [] }, followers: { nodes: [] } } });
});

onBothEngines('registering and resetting never tell who has an account', here, async ({ ask }) => {
  const reset = (email: string) =>
    ask(null, 'mutation($e: String!) { requestPasswordReset(input: { email: $e }) { errors { code } } }', {
      e: email,
    });
  assert.deepEqual((await reset('ann@example.org')).data, (await reset('nobody@example.org')).data);
  const logIn = (login: string) =>
    ask(
      null,
      'mutation($l: String!) { logIn(input: { login: $l, password: "wrong one" }) { token errors { code field message } } }',
      { l: login },
    );
  assert.deepEqual((await logIn('ann')).data, (await logIn('nobody')).data);
});
