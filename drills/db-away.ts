// PostgreSQL is stopped for a minute. Every answer meanwhile says so, nothing ends, and no job is lost.

import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isClean, secondsToWork, startCallers } from './kit/callers.ts';
import { inDebianRoot } from './kit/debian-root.ts';
import type { Drill } from './kit/drill.ts';
import { ROOT } from './kit/need.ts';
import { startWeb, startWorker, untilWorking } from './kit/nexus.ts';
import { makePeople } from './kit/people.ts';
import { until } from './kit/process.ts';
import { startRootPostgres } from './kit/root-postgres.ts';

/** A machine may be busy with other things. */
const PATIENT = { seconds: 180 };

export const dbAway: Drill = {
  summary:
    'PostgreSQL is stopped for 60 seconds while people read and write by REST, GraphQL and pages, and a worker has jobs to do.',
  needs: [ROOT, inDebianRoot('usr/lib/postgresql/18/bin/postgres')],
  async run(trial) {
    const postgres = await startRootPostgres(trial);
    const options = { databaseUrl: postgres.url, home: `${trial.folder}/home` };
    const [member] = await makePeople(options, ['ada', 'bea']);
    const web = await startWeb(trial, { ...options, name: 'web' });
    const worker = startWorker(trial, { ...options, name: 'worker' });
    await untilWorking(worker);
    const callers = startCallers(web.address, member!);
    await until('everything to work', () => Number.isFinite(secondsToWork(callers.answers, 0)), PATIENT);
    await sleep(5000);
    trial.say('PostgreSQL stops');
    await postgres.stop();
    const gone = Date.now();
    await sleep(trial.scaled(60) * 1000);
    const away = callers.answers.filter(({ from }) => from >= gone);
    trial.say('PostgreSQL starts');
    await postgres.start();
    const back = Date.now();
    await until(
      'everything to work again',
      () => Number.isFinite(secondsToWork(callers.answers, back)),
      PATIENT,
    );
    await sleep(3000);
    await callers.stop();
    const left = await untilNoJobs(postgres.url);
    return [
      { name: 'answers while it was away', value: away.length, atLeast: trial.scaled(200) },
      {
        name: 'of them other than 503 with Retry-After',
        value: away.filter((one) => !isClean(one)).length,
        atMost: 0,
      },
      {
        name: 'answers of any time other than 200 or 503',
        value: callers.answers.filter(({ status }) => status !== 200 && status !== 503).length,
        atMost: 0,
      },
      {
        name: 'from its return until everything works',
        value: secondsToWork(callers.answers, back),
        atMost: 10,
        unit: 's',
      },
      { name: 'jobs left undone', value: left, atMost: 0 },
      {
        name: 'processes that ended',
        value: [web, worker].filter(({ child }) => child.exitCode !== null).length,
        atMost: 0,
      },
    ];
  },
};

async function untilNoJobs(url: string): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const text = 'select count(*)::int as count from graphile_worker._private_jobs';
  const left = async () => (await pool.query<{ count: number }>(text)).rows[0]!.count;
  await until('every job to be done', async () => (await left()) === 0, PATIENT).catch(() => undefined);
  const count = await left();
  await pool.end();
  return count;
}
