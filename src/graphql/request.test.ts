// What holds for every request, whatever it asks.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getIntrospectionQuery, parse } from 'graphql';
import { makeCommunity } from '../../test/support/community.ts';
import { onBothEngines, openEdge } from '../../test/support/graphql.ts';

const community = await makeCommunity();
const ann = await community.person('ann');
const edge = await openEdge(community);
const here = async () => community;

const json = { 'content-type': 'application/json' };

onBothEngines('an answer has data and its cost, and is 200', here, async ({ ask }) => {
  const { status, data, errors, extensions } = await ask(ann, '{ viewer { user { username } } }');
  assert.equal(status, 200);
  assert.deepEqual(data, { viewer: { user: { username: 'ann' } } });
  assert.deepEqual(errors, []);
  assert.deepEqual(extensions, { cost: { requested: 2, limit: 20_000 } });
});

onBothEngines('each operation of a document is its own', here, async ({ send }) => {
  const query = 'query A { a: community { name } } query B { b: viewer { unreadCount } }';
  for (const operationName of ['A', 'B', 'A', 'B']) {
    const response = await send({ payload: { query, operationName } });
    assert.deepEqual(Object.keys(response.json().data), [operationName.toLowerCase()]);
  }
  const unnamed = await send({ payload: { query } });
  assert.equal(unnamed.statusCode, 400);
  assert.match(unnamed.json().errors[0].message, /operationName/);
});

test('a request that is no GraphQL request is 400 with one clear sentence', async () => {
  const bodies = ['', 'null', '5', '"x"', '{', '[]', '{}', '{"query":5}', '{"query":"{ a }","variables":[]}'];
  bodies.push('{"query":"{ a }","operationName":7}', '{"query":""}', '{"query":"{"}', '{"query":"#"}');
  bodies.push(JSON.stringify([{ query: '{ viewer { unreadCount } }' }]));
  bodies.push(JSON.stringify({ query: JSON.stringify(parse('{ viewer { unreadCount } }')) }));
  for (const payload of bodies) {
    const response = await edge.send({ payload, headers: json });
    assert.equal(response.statusCode, 400, payload);
    assert.equal(typeof response.json().errors[0].message, 'string', payload);
    assert.equal(response.json().data, undefined);
  }
});

test('only JSON is read, since any page can send a form', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const response = await edge.send({
      payload: '{"query":"{ community { name } }"}',
      headers: { 'content-type': type },
    });
    assert.equal(response.statusCode, 415, type);
  }
});

test('a query in an address is not run', async () => {
  const response = await edge.send({ method: 'GET', url: '/graphql?query={community{name}}' });
  assert.equal(response.statusCode, 405);
  assert.equal(response.headers.allow, 'POST');
});

onBothEngines('an operation that does not fit the schema is 400 and says where', here, async ({ ask }) => {
  const unknown = await ask(ann, '{ viewer { nme } }');
  assert.equal(unknown.status, 400);
  assert.match(unknown.errors[0]!.message, /Cannot query field "nme" on type "Viewer"/);
  const wrong = await ask(ann, 'query($n: Int!) { communityFeed(first: $n) { nodes { id } } }', { n: 'ten' });
  assert.equal(wrong.status, 400);
  assert.match(wrong.errors[0]!.message, /\$n/);
  assert.equal((await ask(ann, 'subscription { community }')).status, 400);
});

onBothEngines('what is too much is refused before it runs', here, async ({ ask }) => {
  const pages =
    '{ communityFeed(first: 50) { nodes { comments(first: 50) { nodes { likers(first: 50) { nodes { id } } } } } } }';
  const costly = await ask(ann, pages);
  assert.equal(costly.status, 400);
  assert.deepEqual(costly.errors[0]!.extensions, { code: 'TOO_COMPLEX', rule: 'cost', limit: 20_000 });
  const aliases = Array.from({ length: 100 }, (_, i) => `a${i}: community { name }`).join(' ');
  assert.equal((await ask(ann, `{ ${aliases} }`)).errors[0]!.extensions.rule, 'aliases');
  assert.equal((await ask(ann, `{ ${'community { name } '.repeat(1000)} }`)).status, 400);
  const circle = '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }';
  assert.equal((await ask(ann, circle)).status, 400);
});

onBothEngines('signing in is tried once per request, whatever the names', here, async ({ ask }) => {
  const logIn = (alias: string) => `${alias}: logIn(input: { login: "ann", password: "x" }) { token }`;
  const twice = await ask(null, `mutation { ${logIn('a')} ${logIn('b')} }`);
  assert.equal(twice.status, 400);
  assert.equal(twice.errors[0]!.extensions.rule, 'signIns');
});

onBothEngines('the schema can be read, within a limit', here, async ({ ask }) => {
  const { status, data } = await ask(null, getIntrospectionQuery());
  assert.equal(status, 200);
  assert.equal(data.__schema.queryType.name, 'Query');
  const again = Array.from({ length: 12 }, (_, i) => `s${i}: __schema { types { name } }`).join(' ');
  assert.equal((await ask(null, `{ ${again} }`)).errors[0]!.extensions.rule, 'cost');
});

onBothEngines('a page is from 1 to 50 and a cursor is one of ours', here, async ({ ask }) => {
  for (const args of ['first: 0', 'first: 51', 'first: -1', 'last: 99', 'first: 1, last: 1', 'after: "x"']) {
    const { status, data, errors } = await ask(ann, `{ communityFeed(${args}) { nodes { id } } }`);
    assert.equal(status, 200);
    assert.deepEqual(data, { communityFeed: null });
    assert.equal(errors[0]!.extensions.code, 'INVALID', args);
  }
});

onBothEngines('text that the database could not hold does no harm', here, async ({ ask }) => {
  const inVariable = await ask(ann, 'query($t: String!) { users(search: $t) { nodes { id } } }', {
    t: 'a\0\ud800n',
  });
  assert.deepEqual(inVariable.errors, []);
  assert.deepEqual((await ask(ann, '{ posts(search: "a\\u0000b") { nodes { id } } }')).errors, []);
});

onBothEngines('a token that is none is 401, and never read from the address', here, async ({ ask, send }) => {
  assert.equal((await ask('nonsense', '{ community { name } }')).status, 401);
  const basic = await send({
    payload: { query: '{ community { name } }' },
    headers: { authorization: 'Basic x' },
  });
  assert.equal(basic.statusCode, 401);
  const token = await ann.token();
  const query = '{ viewer { unreadCount } }';
  const inAddress = await send({ url: `/graphql?access_token=${token}`, payload: { query } });
  assert.deepEqual(inAddress.json().data, { viewer: null });
});

onBothEngines('a token does what its scopes cover, as in the REST API', here, async ({ ask }) => {
  const token = await ann.token(['read:accounts']);
  const feed = await ask(token, '{ communityFeed { nodes { id } } user(username: "ann") { username } }');
  assert.deepEqual(feed.data, { communityFeed: null, user: { username: 'ann' } });
  assert.equal(feed.errors[0]!.extensions.code, 'FORBIDDEN');
  const post = await ask(
    token,
    'mutation { createPost(input: { text: "x" }) { post { id } errors { code } } }',
  );
  assert.deepEqual(post.data, { createPost: { post: null, errors: [{ code: 'FORBIDDEN' }] } });
});

test('an unexpected failure is told with the request id and nothing else', async () => {
  const broken = await openEdge({
    ...community,
    deployment: { ...community.deployment, shards: new Map() },
  });
  const response = await broken.send({ payload: { query: '{ community { name } }' } });
  assert.equal(response.statusCode, 500);
  assert.match(response.json().errors[0].message, /^Something went wrong on our side \(request /);
});

test('other origins may ask with a token, and preflights do not need one', async () => {
  const response = await edge.send({ payload: { query: '{ community { name } }' } });
  assert.equal(response.headers['access-control-allow-origin'], '*');
  const preflight = await community.request({
    method: 'OPTIONS',
    url: '/graphql',
    headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
  });
  assert.equal(preflight.statusCode, 204);
});

test('the schema is served as text', async () => {
  const response = await edge.send({ method: 'GET', url: '/schema.graphql' });
  assert.match(response.body, /^type Mutation|"""/);
});
