// The disk of the database fills up. What cannot be done is told, nothing acknowledged is lost, and with room everything
// works again unaided.

import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Answer, isClean, secondsToWork, startCallers } from './kit/callers.ts';
import { inDebianRoot } from './kit/debian-root.ts';
import type { Drill } from './kit/drill.ts';
import { ROOT } from './kit/need.ts';
import { startWeb } from './kit/nexus.ts';
import { makePeople } from './kit/people.ts';
import { until } from './kit/process.ts';
import { startRootPostgres } from './kit/root-postgres.ts';

const MEGABYTES = 400;
/** Few and small segments of the log, so that they too need new room soon. */
const SETTINGS = [
  'max_wal_size = 64MB',
  'min_wal_size = 32MB',
  'wal_recycle = off',
  'checkpoint_timeout = 30s',
];

/** A machine may be busy with other things. */
const PATIENT = { seconds: 180 };

export const diskFull: Drill = {
  summary:
    'The disk of PostgreSQL, 400 MB, fills up while people read and write, stays full for 30 seconds, and has room again.',
  needs: [ROOT, inDebianRoot('usr/lib/postgresql/18/bin/postgres')],
  async run(trial) {
    const postgres = await startRootPostgres(trial, { disk: MEGABYTES, settings: SETTINGS });
    const options = { databaseUrl: postgres.url, home: `${trial.folder}/home` };
    const [member] = await makePeople(options, ['ada', 'bea']);
    const web = await startWeb(trial, { ...options, name: 'web' });
    const callers = startCallers(web.address, member!);
    await until('everything to work', () => Number.isFinite(secondsToWork(callers.answers, 0)), PATIENT);
    const filler = join(postgres.folder, 'filler');
    fill(filler);
    // What PostgreSQL gives back is taken as well.
    const again = setInterval(() => fill(filler), 500);
    trial.atEnd(() => clearInterval(again));
    const filled = Date.now();
    trial.say('the disk is full');
    await grow(postgres.url);
    await until('a write to be refused', () => refused(callers.answers, filled) > 0, PATIENT);
    await sleep(trial.scaled(30) * 1000);
    const full = callers.answers.filter(({ from }) => from >= filled);
    clearInterval(again);
    rmSync(filler);
    const room = Date.now();
    trial.say('the disk has room');
    await until(
      'everything to work again',
      () => Number.isFinite(secondsToWork(callers.answers, room)),
      PATIENT,
    );
    await sleep(2000);
    await callers.stop();
    const written = callers.answers.flatMap(({ id }) => id ?? []);
    return [
      { name: 'requests refused with 503 and Retry-After', value: full.filter(isClean).length, atLeast: 1 },
      { name: 'answers while it was full', value: full.length },
      {
        name: 'of any time other than 200, or 503 with Retry-After',
        value: callers.answers.filter((one) => one.status !== 200 && !isClean(one)).length,
        atMost: 0,
      },
      {
        name: 'from room until everything works',
        value: secondsToWork(callers.answers, room),
        atMost: 10,
        unit: 's',
      },
      { name: 'posts acknowledged', value: written.length },
      {
        name: 'acknowledged posts lost',
        value: written.length - (await countPosts(postgres.url, written)),
        atMost: 0,
      },
    ];
  },
};

/** Writes until there is no room for another block. */
function fill(path: string): void {
  const file = openSync(path, 'a');
  for (const size of [1024 * 1024, 4096]) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size, 'x'));
    } catch (error) {
      if ((error as { code?: string }).code !== 'ENOSPC') throw error;
    }
  }
  closeSync(file);
}

/** What room the tables still have is used up. */
async function grow(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(
      'create table ballast as select repeat(md5(n::text), 20) from generate_series(1, 1000000) n',
    );
  } catch {
    // That it fails is what it is for.
  } finally {
    await client.end().catch(() => undefined);
  }
}

const refused = (answers: readonly Answer[], since: number): number =>
  answers.filter((one) => one.what === 'REST write' && one.from >= since && isClean(one)).length;

async function countPosts(url: string, ids: readonly string[]): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const text = 'select count(*)::int as count from t_main.post where id = any($1::bigint[])';
  const { rows } = await client.query<{ count: number }>(text, [ids]);
  await client.end();
  return rows[0]!.count;
}
