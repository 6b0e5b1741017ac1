// A server killed with SIGKILL while people write to it: no write it acknowledged is lost, what it did not
// answer is whole or not there, and every notification comes once.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { runningEmbedded } from '../src/utils/embedded-postgres.ts';
import { type RunningServer, runServer } from './support/running-server.ts';
import { readAll, signUp, type Writer, type Written, write, writeUntilGone } from './support/write-load.ts';

const ROUNDS = 3;
/** Writes that must have been answered before it is killed. */
const ENOUGH = 20;
/** Seconds in which the jobs of a killed worker are taken up and done. */
const PATIENCE = 60;

interface Status {
  readonly id: string;
  readonly content: string;
}

/** Runs a query that says "tenant." for the schema of the one community. */
async function ask<Row>(server: RunningServer, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: (await runningEmbedded(server.home))! });
  await client.connect();
  try {
    const { rows } = await client.query<{ schema: string }>(
      "select schema_name as schema from nexus.tenant where slug = 'main'",
    );
    return (await client.query(text.replaceAll('tenant.', `"${rows[0]!.schema}".`))).rows as Row[];
  } finally {
    await client.end();
  }
}

const MISCOUNTED = `
  select 'likes' as what, p.id from tenant.post p
  where p.like_count <> (select count(*) from tenant.post_like l where l.post_id = p.id)
  union all select 'followers', u.id from tenant.user u
  where u.follower_count <> (select count(*) from tenant.follow f where f.followee_id = u.id)
  union all select 'following', u.id from tenant.user u
  where u.following_count <> (select count(*) from tenant.follow f where f.follower_id = u.id)
  union all select 'posts', u.id from tenant.user u
  where u.post_count <> (select count(*) from tenant.post p where p.author_id = u.id)`;

/** Posts that exist without all of what they came with. */
const HALF = `
  select p.id from tenant.post p
  where not exists (select from tenant.post_mention m where m.post_id = p.id)
     or not exists (select from tenant.notification n where n.post_id = p.id and n.type = 'mention')`;

const JOBS = `select count(*)::int as left from graphile_worker._private_jobs where attempts < max_attempts`;

async function untilJobsAreDone(server: RunningServer): Promise<void> {
  for (const until = Date.now() + PATIENCE * 1000; Date.now() < until; await sleep(200)) {
    const [{ left } = { left: -1 }] = await ask<{ left: number }>(server, JOBS);
    if (left === 0) return;
  }
  assert.fail(`There are jobs left after ${PATIENCE} s`);
}

let server = await runServer();
const { home } = server;
const writers: Writer[] = [];
const fans: Writer[] = [];
const all: Written[] = [];

/** Kills the server at a moment nobody knows, while everybody writes, and starts it again. */
async function killUnderLoad(): Promise<Written[]> {
  const record: Written[] = [];
  const writing = writeUntilGone(server.address, { writers, fans }, record);
  // However slow the machine is: some of what it acknowledged must be old, and some of just now.
  while (answered(record).length <= ENOUGH) await sleep(20);
  await sleep(Math.random() * 1500);
  process.kill(server.pid, 'SIGKILL');
  await writing;
  server = await runServer({ home });
  return record;
}

const answered = (record: readonly Written[]) => record.filter(({ answer }) => answer !== undefined);

test('people who follow each other write to it', async () => {
  for (const name of ['ann', 'ben', 'cat', 'dan']) writers.push(await signUp(server, name));
  for (const name of ['eve', 'fay']) fans.push(await signUp(server, name));
  for (const by of writers) {
    for (const other of writers.filter((one) => one !== by)) {
      await write(server.address, { kind: 'follow', by, key: '', text: '', about: other.id });
    }
    await readAll(server.address, 'timelines/home', by);
  }
});

for (let round = 1; round <= ROUNDS; round++) {
  test(`killed for the ${['first', 'second', 'third'][round - 1]} time, it has all it acknowledged`, async () => {
    const record = await killUnderLoad();
    all.push(...record);
    const known = answered(record);
    const posts = new Map(
      (await ask<{ id: string; text: string }>(server, 'select id, text from tenant.post')).map((row) => [
        row.text,
        row.id,
      ]),
    );
    const likes = await pairs('select user_id as by, post_id as about from tenant.post_like');
    const follows = await pairs('select follower_id as by, followee_id as about from tenant.follow');
    for (const { kind, by, text, about, answer } of known) {
      if (kind === 'post') assert.equal(posts.get(text), answer);
      else assert.ok((kind === 'like' ? likes : follows).has(`${by.id} ${about}`), `${kind} of ${about}`);
    }
    assert.deepEqual(await ask(server, HALF), []);
    assert.deepEqual(await ask(server, MISCOUNTED), []);
  });

  test('what it never answered is done once when it is asked for again', async () => {
    for (const one of all.filter(({ answer }) => answer === undefined))
      one.answer = await write(server.address, one);
    const known = all.filter(({ kind }) => kind === 'post');
    for (const one of known.slice(-5)) assert.equal(await write(server.address, one), one.answer);
    const twice = 'select text from tenant.post group by text having count(*) > 1';
    assert.deepEqual(await ask(server, twice), []);
    assert.deepEqual(await ask(server, MISCOUNTED), []);
  });
}

async function pairs(query: string): Promise<Set<string>> {
  const rows = await ask<{ by: string; about: string }>(server, query);
  return new Set(rows.map(({ by, about }) => `${by} ${about}`));
}

test('every mention has notified once', async () => {
  for (const reader of writers) {
    type Item = { readonly status: Status };
    const items = await readAll<Item>(server.address, 'notifications?types[]=mention&limit=80', reader);
    const wanted = all.filter(({ kind, about }) => kind === 'post' && about === reader.id);
    assert.deepEqual(items.map(({ status }) => status.id).sort(), wanted.map(({ answer }) => answer!).sort());
  }
});

test('every home feed has every post once', async () => {
  await untilJobsAreDone(server);
  const wanted = all.filter(({ kind }) => kind === 'post').map(({ answer }) => answer!);
  for (const reader of writers) {
    const items = await readAll<Status>(server.address, 'timelines/home?limit=40', reader);
    assert.deepEqual(items.map(({ id }) => id).sort(), wanted.toSorted());
  }
});

after(() => server.stop());
