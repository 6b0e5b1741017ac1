import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { describe, test } from 'node:test';
import cookie from '@fastify/cookie';
import Fastify, { type FastifyInstance } from 'fastify';
import { atEnd } from '../../../test/support/at-end.ts';
import { makeCommunity, type Person } from '../../../test/support/community.ts';
import { type EventReader, readEvents } from '../../../test/support/event-stream.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { killListener } from '../../../test/support/listener.ts';
import { publish } from '../../../test/support/posting.ts';
import { openSession } from '../../auth/session.ts';
import { revokeOtherSessions } from '../../auth/sessions.ts';
import { signOut } from '../../auth/sign-in.ts';
import { type Deployment, openDeployment } from '../../deployment.ts';
import { HUB_LIMITS, type HubLimits } from '../../http/live.ts';
import { findTenant } from '../../http/request-context.ts';
import { notifications } from '../../notification/inbox.ts';
import { setMarker } from '../../notification/marker.ts';
import { deletePost } from '../../post/delete.ts';
import { editPost } from '../../post/edit.ts';
import { likePost, unlikePost } from '../../post/like.ts';
import { repost } from '../../post/repost.ts';
import { block } from '../../user/block.ts';
import { follow } from '../../user/follow.ts';
import { mute } from '../../user/mute.ts';
import { setState } from '../../user/roles.ts';
import { statement } from '../../utils/db/statement.ts';
import type { Id } from '../../utils/id.ts';
import { makeLogger } from '../../utils/log.ts';
import { livePages } from './live.ts';

const community = await makeCommunity();
const { deployment, host } = community;
const second = await openDeployment(deployment.config, deployment.shardUrls, makeLogger('silent'));
atEnd(() => second.close());
const [here, there] = [await serve(deployment), await serve(second)];

/** A process with nothing but the live pages; `close` may be called again. */
async function serve(where: Deployment, limits: Partial<HubLimits> = {}) {
  const fastify: FastifyInstance = Fastify({ forceCloseConnections: 'idle' });
  fastify.addHook('onRequest', findTenant(where));
  await fastify.register(cookie);
  livePages({ fastify, deployment: where }, { ...HUB_LIMITS, ...limits });
  await fastify.listen({ host: '127.0.0.1', port: 0 });
  atEnd(() => fastify.close());
  return { port: (fastify.server.address() as { port: number }).port, close: () => fastify.close() };
}

type Process = Awaited<ReturnType<typeof serve>>;

async function signIn(person: Person) {
  const { token, sessionId } = await openSession(person.ctx(), {
    userId: person.id,
    scopes: ['read', 'write'],
  });
  const access = { sessionId, appId: null, scopes: ['read', 'write'] };
  return { headers: { host, cookie: `session=${token}` }, ctx: () => ({ ...person.ctx(), access }) };
}

/** A person's browser with its stream open and greeted. */
async function browser(person: Person, { process = here, query = '', headers = {} } = {}) {
  const session = await signIn(person);
  const open = (paused = false) =>
    readEvents({
      port: process.port,
      path: `/live${query}`,
      headers: { ...session.headers, ...headers },
      paused,
    });
  const stream = await open();
  atEnd(() => stream.close());
  const hello = stream.status === 200 ? await stream.next('hello') : {};
  return { session, stream, hello, open };
}

type Browser = Awaited<ReturnType<typeof browser>>;

async function watch(one: Browser, posts: readonly unknown[], { process = here, ...more } = {}) {
  return post(process, { ...one.session.headers, ...more }, { stream: one.hello.stream, posts });
}

async function post(process: Process, headers: Record<string, string>, body: unknown) {
  const sent = request({
    host: '127.0.0.1',
    port: process.port,
    path: '/live/watch',
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers },
    agent: false,
  });
  sent.end(JSON.stringify(body));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const text = (await response.setEncoding('utf8').toArray()).join('');
  return { status: response.statusCode, body: text === '' ? {} : JSON.parse(text) };
}

/** Waits until everything announced so far has been told: the last message is one to everybody here. */
async function settled(...streams: readonly EventReader[]): Promise<void> {
  // The first is told at the beginning of a turn, the second in a turn after that one.
  for (const text of ['A public post comes last', 'And another']) {
    const id = await publish(community, herald, text);
    for (const stream of streams) await stream.next('community', { id });
  }
}

const herald = await community.person('herald');
const [author, reader, other] = [
  await community.person('author'),
  await community.person('reader'),
  await community.person('other'),
];
await follow(reader.ctx(), author.id);
const forgetSessions = statement('test-live-forget', 'delete from tenant.session where user_id = $1');
const about = (stream: Pick<EventReader, 'arrived'>, id: Id) =>
  stream.arrived.filter(({ data }) => data.id === id).map(({ event }) => event);

describe('a stream', () => {
  test('is for members of this community, asked for by its own pages', async () => {
    const ask = (headers: Record<string, string>) => readEvents({ port: here.port, path: '/live', headers });
    assert.equal((await ask({ host })).status, 401);
    assert.equal((await ask({ host, cookie: 'session=made-up' })).status, 401);
    const { headers } = await signIn(reader);
    assert.equal((await ask({ ...headers, 'sec-fetch-site': 'cross-site' })).status, 403);
    const bearer = { host, authorization: `Bearer ${await reader.token()}` };
    assert.equal((await ask(bearer)).status, 401);
  });

  test('greets with how much is unread and what is newer', async () => {
    const since = await publish(community, author, 'Seen');
    const missed: string[] = [];
    for (let index = 0; index < 3; index++)
      missed.unshift(await publish(community, author, 'Missed @reader'));
    const { hello, stream } = await browser(reader, { query: `?home=${since}&community=${since}` });
    assert.equal(stream.headers['content-type'], 'text/event-stream; charset=utf-8');
    assert.match(stream.text(), /^retry: \d+\n\n/);
    assert.deepEqual(hello.home, { since, newer: missed });
    assert.deepEqual(hello.community, { since, newer: missed });
    assert.equal(hello.unread, 3);
    assert.equal(stream.arrived[0]!.event, 'hello');
    const bare = await browser(reader, { query: '?home=nonsense' });
    assert.equal(bare.hello.home, null);
    stream.close();
    bare.stream.close();
  });

  test('tells of posts at home and in the community, and whose they are', async () => {
    const [mine, theirs] = [await browser(author), await browser(reader)];
    const id = await publish(community, author, 'Hello');
    assert.deepEqual(await mine.stream.next('home', { id }), { id, own: true });
    assert.deepEqual(await theirs.stream.next('home', { id }), { id, own: false });
    assert.deepEqual(await theirs.stream.next('community', { id }), { id, own: false });
    mine.stream.close();
    theirs.stream.close();
  });

  test('tells of notifications, and of reading them elsewhere', async () => {
    await setMarker(author.ctx(), 'notifications', '9223372036854775807');
    const { stream } = await browser(author);
    const id = await publish(community, author, 'Like this');
    await setMarker(author.ctx(), 'notifications', id);
    await likePost(reader.ctx(), id);
    await stream.next('notification', { unread: 1 });
    const [latest] = (await notifications(author.ctx(), { limit: 1 })).items;
    await setMarker(author.ctx(), 'notifications', latest!.id);
    await eventually(
      async () => stream.arrived.findLast(({ event }) => event === 'notification')?.data,
      (data) => data?.unread === 0,
    );
    stream.close();
  });

  test('is told what another process announces', async () => {
    const far = await browser(reader, { process: there });
    const id = await publish(community, author, 'From afar');
    await far.stream.next('home', { id });
    far.stream.close();
  });
});

describe('posts on show', () => {
  test('are answered with their counts, and followed', async () => {
    const id = await publish(community, author, 'Watch me');
    const one = await browser(reader);
    const answer = await watch(one, [id, id, '4711']);
    assert.deepEqual(answer.body, {
      ok: true,
      posts: [{ id, likes: 0, reposts: 0, comments: 0, version: 1 }],
    });
    await likePost(other.ctx(), id);
    await one.stream.next('counts', { id, likes: 1 });
    await repost(other.ctx(), id);
    await one.stream.next('counts', { id, reposts: 1 });
    const comment = await publish(community, other, { text: 'Well', parentId: id });
    assert.deepEqual(await one.stream.next('thread'), { id: comment, root: id, parent: id, own: false });
    await one.stream.next('counts', { id, comments: 1 });
    const counted = () => about(one.stream, id).filter((event) => event === 'counts').length;
    const before = counted();
    await editPost(author.ctx(), id, { text: 'Watch me again' });
    assert.deepEqual(await one.stream.next('post'), { id, changed: true, version: 2 });
    assert.equal(counted(), before);
    await deletePost(author.ctx(), id);
    await one.stream.next('post', { id, gone: true });
    one.stream.close();
  });

  test('of a list that was replaced are followed no more', async () => {
    const [first, next] = [
      await publish(community, author, 'First'),
      await publish(community, author, 'Next'),
    ];
    const one = await browser(reader);
    await watch(one, [first]);
    await watch(one, [next]);
    await likePost(other.ctx(), first);
    await likePost(other.ctx(), next);
    await one.stream.next('counts', { id: next });
    await settled(one.stream);
    assert.ok(!about(one.stream, first).includes('counts'));
    one.stream.close();
  });

  test('may be named to any process', async () => {
    const id = await publish(community, author, 'Watch me');
    const far = await browser(reader, { process: there });
    assert.equal((await watch(far, [id])).status, 200);
    await eventually(
      async () => {
        await likePost(other.ctx(), id);
        await unlikePost(other.ctx(), id);
        return about(far.stream, id);
      },
      (events) => events.includes('counts'),
    );
    far.stream.close();
  });

  test('are named by pages of this site, well formed, for streams of the same session', async () => {
    const id = await publish(community, author, 'Watch me');
    const [one, foreign] = [await browser(reader), await browser(other)];
    const { headers } = one.session;
    const stream = one.hello.stream;
    assert.equal((await post(here, { host }, { stream, posts: [id] })).status, 401);
    const crossing = { ...headers, 'sec-fetch-site': 'cross-site' };
    assert.equal((await post(here, crossing, { stream, posts: [id] })).status, 401);
    for (const body of [
      {},
      { stream },
      { stream, posts: ['x'] },
      { stream, posts: [1] },
      { stream: 'a', posts: [] },
    ])
      assert.equal((await post(here, headers, body)).status, 422, JSON.stringify(body));
    const many = Array.from({ length: 201 }, (_, index) => String(index + 1));
    assert.equal((await watch(one, many)).status, 422);
    assert.equal((await watch(one, many.slice(1))).status, 200);
    assert.equal((await watch({ ...foreign, hello: one.hello }, [id])).status, 200);
    await likePost(author.ctx(), id);
    await settled(one.stream, foreign.stream);
    for (const { stream } of [one, foreign]) assert.ok(!about(stream, id).includes('counts'));
    one.stream.close();
    foreign.stream.close();
  });
});

test('nobody hears of posts that are not for them, or of people they block or mute', async () => {
  const [writer, shut, deaf, friend] = await Promise.all(
    ['writer', 'shut', 'deaf', 'friend'].map((name) => community.person(name)),
  );
  for (const person of [shut!, deaf!, friend!]) await follow(person.ctx(), writer!.id);
  const known = await publish(community, writer!, { text: 'For followers', visibility: 'followers' });
  const everybody = await Promise.all([shut!, deaf!, friend!, other].map((person) => browser(person)));
  const [shutOut, muting, listening, stranger] = everybody;
  assert.deepEqual((await watch(stranger!, [known])).body.posts, [], 'a stranger cannot even watch it');
  for (const one of [shutOut!, muting!, listening!])
    assert.equal((await watch(one, [known])).body.posts.length, 1);
  await settled(...everybody.map((one) => one.stream));
  const before = new Map(everybody.map((one) => [one, one.stream.arrived.length]));
  await block(writer!.ctx(), shut!.id);
  await mute(deaf!.ctx(), writer!.id);

  const open = await publish(community, writer!, 'For everybody');
  const direct = await publish(community, writer!, { text: 'For @friend alone', visibility: 'direct' });
  const comment = await publish(community, writer!, {
    text: 'More',
    parentId: known,
    visibility: 'followers',
  });
  await likePost(writer!.ctx(), known);
  await editPost(writer!.ctx(), known, { text: 'For followers, once more' });
  await settled(...everybody.map((one) => one.stream));
  await deletePost(writer!.ctx(), known);
  await settled(...everybody.map((one) => one.stream));

  const heard = (one: Browser | undefined) => {
    const arrived = one!.stream.arrived.slice(before.get(one!));
    return [open, direct, comment, known].map((id) => about({ arrived }, id).sort());
  };
  assert.deepEqual(heard(shutOut), [[], [], [], []]);
  // Muted people's posts stay true on a page that shows them.
  assert.deepEqual(heard(muting), [[], [], [], ['counts', 'post', 'post']]);
  assert.deepEqual(heard(stranger), [['community'], [], [], []]);
  assert.deepEqual(heard(listening), [
    ['community', 'home'],
    ['home'],
    ['home', 'thread'],
    ['counts', 'post', 'post'],
  ]);
  for (const one of everybody) one.stream.close();
});

describe('a stream ends', () => {
  const person = () => community.person(`leaver${Math.random().toString(36).slice(2, 10)}`);

  test('when its session does, and no other', async () => {
    const leaver = await person();
    const [one, two] = [await browser(leaver), await browser(leaver)];
    await signOut(one.session.ctx());
    assert.deepEqual(await one.stream.next('end'), { reason: 'signed-out' });
    await one.stream.ended();
    await settled(two.stream);
    await revokeOtherSessions(leaver.ctx());
    await two.stream.next('end', { reason: 'signed-out' });
  });

  test('when its person is suspended', async () => {
    const leaver = await person();
    const { stream } = await browser(leaver);
    await setState(community.ctx(), leaver.id, 'suspended');
    await stream.next('end', { reason: 'signed-out' });
  });

  test('when the session is gone without a word, at the next look', async () => {
    const process = await serve(deployment, { recheck: 50 });
    const leaver = await person();
    const { stream } = await browser(leaver, { process });
    await community.ctx().db.change(forgetSessions, leaver.id);
    await stream.next('end', { reason: 'signed-out' });
  });

  test('when the person opens too many, the oldest first; and a full process takes no more', async () => {
    const process = await serve(deployment, { perPerson: 2, perProcess: 3 });
    const leaver = await person();
    const streams = [];
    for (let index = 0; index < 3; index++) streams.push((await browser(leaver, { process })).stream);
    await streams[0]!.next('end', { reason: 'replaced' });
    await streams[0]!.ended();
    await browser(reader, { process });
    const refused = await browser(other, { process });
    assert.equal(refused.stream.status, 503);
    assert.ok(refused.stream.headers['retry-after']);
    streams[1]!.close();
    await eventually(
      async () => (await browser(other, { process })).stream.status,
      (status) => status === 200,
    );
    assert.ok(!streams[2]!.arrived.some(({ event }) => event === 'end'));
  });

  test('when the process stops, which does not wait for it; the reader is told to come back', async () => {
    const process = await serve(deployment);
    const { stream } = await browser(reader, { process });
    await process.close();
    await stream.ended();
    await stream.next('end', { reason: 'restart' });
    assert.match(stream.text(), /retry: \d+\n\nevent: end/);
  });

  test('when messages may have been missed', async () => {
    const own = await openDeployment(deployment.config, deployment.shardUrls, makeLogger('silent'));
    const process = await serve(own);
    const { stream } = await browser(reader, { process });
    await killListener(own);
    await stream.next('end', { reason: 'gap' });
    await process.close();
    await own.close();
  });
});

test('a stream is kept alive by heartbeats', async () => {
  const process = await serve(deployment, { beat: 20 });
  const { stream } = await browser(reader, { process });
  await eventually(
    async () => stream.text(),
    (text) => /\n\n:\n\n/.test(text),
  );
  stream.close();
});
