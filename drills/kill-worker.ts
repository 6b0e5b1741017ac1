// Workers are killed while they hold jobs. A job is done again by another worker from its beginning, so that what is
// counted afterwards is what must be there: entries of home feeds, bells rung and mentions told, each exactly once.

import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Drill } from './kit/drill.ts';
import { type NexusOptions, startWeb, startWorker } from './kit/nexus.ts';
import { makePeople } from './kit/people.ts';
import { startPostgres } from './kit/postgres.ts';
import { type Running, until } from './kit/process.ts';
import type { Trial } from './kit/trial.ts';

const KILLS = 50;
const WORKERS = 3;
const AUTHORS = ['author1', 'author2', 'author3', 'author4'];
const FOLLOWERS = 120;
/** Followers told of every post. */
const BELLS = 30;
/** Jobs that wait, so that every worker is in the middle of one. */
const BACKLOG = 20;
/** Milliseconds after which a drill that does not get to its kills ends. */
const PATIENCE = 600_000;

export const killWorker: Drill = {
  summary:
    'Posts are distributed to followers by three workers; one in the middle of a job is killed with SIGKILL and started ' +
    'again, fifty times.',
  needs: [],
  async run(trial) {
    const options = { databaseUrl: await startPostgres(trial), home: `${trial.folder}/home` };
    const authors = await makePeople(options, AUTHORS);
    const web = await startWeb(trial, { ...options, name: 'web' });
    const pool = new pg.Pool({ connectionString: options.databaseUrl, options: '-c search_path=t_main' });
    trial.atEnd(() => pool.end());
    await makeFollowers(pool);

    const writing = { on: true };
    const posting = Promise.all(authors.map(({ token }) => post(pool, web.address, token, writing)));
    // It may fail before anybody waits for it.
    posting.catch((error: Error) => trial.say(error.message));
    const killed = await killMany(trial, options, pool);
    const lastKill = Date.now();
    writing.on = false;
    const posted = (await posting).flat();
    trial.say(`${posted.length} posts written; waiting for the last jobs`);
    await until('every job to be done', async () => (await jobsLeft(pool)) === 0, { seconds: 120 });
    const [{ missing, uncalled, expected, failed }] = (await pool.query(COUNTED, [posted])).rows;
    return [
      { name: 'workers killed in the middle of a job', value: killed, atLeast: trial.scaled(KILLS) },
      { name: 'effects that must be there', value: expected, atLeast: trial.scaled(10_000) },
      { name: 'effects missing', value: missing, atMost: 0 },
      { name: 'effects twice or uncalled for', value: uncalled, atMost: 0 },
      { name: 'jobs lost or given up', value: failed, atMost: 0 },
      { name: 'from the last kill to the last job', value: (Date.now() - lastKill) / 1000, unit: 's' },
    ];
  },
};

/** Everybody follows every author; some of them with a bell. */
async function makeFollowers(pool: pg.Pool): Promise<void> {
  await pool.query(
    `insert into "user" (username, last_active_on)
     select 'reader' || n, current_date from generate_series(1, $1::int) n`,
    [FOLLOWERS],
  );
  await pool.query(
    `insert into follow (follower_id, followee_id, notify)
     select reader.id, author.id, substring(reader.username from 7)::int <= $1
     from "user" reader, "user" author where reader.username like 'reader%' and author.username like 'author%'`,
    [BELLS],
  );
}

/** Writes posts that mention somebody as long as the workers keep up; gives their ids. */
async function post(pool: pg.Pool, address: string, token: string, writing: { on: boolean }) {
  const ids: string[] = [];
  while (writing.on) {
    if ((await jobsLeft(pool)) >= BACKLOG) {
      await sleep(100);
      continue;
    }
    const answer = await fetch(`${address}/api/v1/statuses`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ status: `Post ${ids.length} for @reader${FOLLOWERS} and everybody` }),
    });
    if (!answer.ok) throw new Error(`A post was refused with ${answer.status}: ${await answer.text()}`);
    ids.push(((await answer.json()) as { id: string }).id);
  }
  return ids;
}

async function killMany(trial: Trial, options: NexusOptions, pool: pg.Pool): Promise<number> {
  const workers = new Map<string, Running>();
  const startAnother = (name: string) => {
    const databaseUrl = `${options.databaseUrl}?application_name=${name}`;
    const worker = startWorker(trial, { ...options, databaseUrl, name });
    workers.set(name, worker);
    worker.child.once('exit', () => workers.delete(name));
  };
  for (let index = 0; index < WORKERS; index++) startAnother(`worker-${index}`);
  let killed = 0;
  for (const end = Date.now() + PATIENCE; killed < trial.scaled(KILLS) && Date.now() < end; ) {
    if (!(await killInMidJob(pool, workers, GATES[killed % GATES.length]!))) continue;
    startAnother(`worker-${WORKERS + killed++}`);
    if (killed % 10 === 0) trial.say(`${killed} workers killed`);
  }
  return killed;
}

/** What no job gets past: half of the workers die before the entries of a post are there, half before the bells. */
const GATES = [
  'lock table feed_entry in share mode',
  `select from "user" where username = 'reader1' for update`,
];

/** Holds jobs up until a worker is seen in the middle of one; then that worker never goes on. */
async function killInMidJob(pool: pg.Pool, workers: Map<string, Running>, gate: string): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(gate);
    for (let tries = 0; tries < 50; tries++) {
      const { rows } = await client.query<{ name: string }>(HOLDERS);
      const holders = rows.flatMap(({ name }) => workers.get(name) ?? []);
      const victim = holders[Math.floor(Math.random() * holders.length)];
      if (victim !== undefined) {
        await victim.kill();
        return true;
      }
      await sleep(20);
    }
    return false;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

// Each worker bears its name in its sessions, and holds an advisory lock for the name in which its jobs are locked, as
// src/utils/worker-liveness.ts takes it.
const HOLDERS = `
  select distinct session.application_name as name from graphile_worker._private_jobs job
  join pg_locks held on held.locktype = 'advisory' and held.classid = 7316002
    and held.objid = (hashtext(job.locked_by)::bigint & 4294967295)::oid
  join pg_stat_activity session on session.pid = held.pid`;

async function jobsLeft(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ left: number }>(
    'select count(*)::int as left from graphile_worker._private_jobs where attempts < max_attempts',
  );
  return rows[0]!.left;
}

const COUNTED = `
  with written as (select id, author_id from post where id = any($1::bigint[])),
  called as (
    select 'entry' as effect, f.follower_id as user_id, w.id as post_id
      from written w join follow f on f.followee_id = w.author_id
    union all select 'entry', author_id, id from written
    union all select 'post', f.follower_id, w.id
      from written w join follow f on f.followee_id = w.author_id where f.notify
    union all select 'mention', u.id, w.id from written w, "user" u where u.username = 'reader${FOLLOWERS}'),
  there as (
    select 'entry' as effect, user_id, post_id from feed_entry
    union all select type, user_id, post_id from notification)
  select (select count(*)::int from called) as expected,
    (select count(*)::int from (select * from called except all select * from there)) as missing,
    (select count(*)::int from (select * from there except all select * from called)) as uncalled,
    (select count(*)::int from graphile_worker._private_jobs) as failed`;
