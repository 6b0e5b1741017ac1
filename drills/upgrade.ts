// A new version takes the place of the one before while people read and write: the schema first, then process by process;
// and one process goes back again, on the new schema.

import pg from 'pg';
import { OPENSSL } from './kit/certificate.ts';
import type { Drill } from './kit/drill.ts';
import { type Fleet, startFleet } from './kit/fleet.ts';
import { type Former, formerVersion, GIT } from './kit/former.ts';
import { HAPROXY } from './kit/haproxy.ts';
import { runLoad } from './kit/load.ts';
import { nexus, ROOT_FOLDER, startWorker } from './kit/nexus.ts';
import type { Trial } from './kit/trial.ts';

const CLIENTS = 20;
const REQUESTS = 20_000;

export const upgrade: Drill = {
  summary:
    'Three web processes and a worker of the version before serve 20 clients behind HAProxy. This version migrates and takes ' +
    'their place one by one; then one goes back to the version before, and forward again.',
  needs: [HAPROXY, OPENSSL, GIT],
  async run(trial) {
    const former = await formerVersion(trial);
    trial.say(`the version before is ${former.name}`);
    const fleet = await startFleet(trial, { people: 30, connections: CLIENTS, root: former.root });
    const { client, doings } = fleet;
    const renewal = { over: false, bad: 0 };
    const renewing = renew(trial, fleet, former, renewal).finally(() => {
      renewal.over = true;
    });
    // It may fail before anybody waits for it.
    renewing.catch((error: Error) => trial.say(error.message));
    const tally = await runLoad({
      client,
      clients: CLIENTS,
      requests: trial.scaled(REQUESTS),
      next: (index) =>
        index % 5 > 0 ? doings.read(index) : index % 10 === 0 ? doings.post(index) : doings.like(index),
      answered: (asked, answer) => doings.answered(asked, answer),
      enough: () => renewal.over,
    });
    await renewing;
    for (const example of tally.examples) trial.say(example);
    return [
      { name: 'failed requests', value: tally.failed(), atMost: 0 },
      { name: 'requests', value: tally.asked(), atLeast: trial.scaled(REQUESTS) },
      { name: 'of them writes', value: tally.asked() - tally.asked('read') },
      { name: 'processes that did not end with exit code 0', value: renewal.bad, atMost: 0 },
      { name: 'acknowledged posts missing or there twice', value: await wrong(fleet), atMost: 0 },
    ];
  },
};

async function renew(trial: Trial, fleet: Fleet, former: Former, renewal: { bad: number }): Promise<void> {
  const { options, webs, worker, restart } = fleet;
  const replace = async (index: number, root: string) => {
    if ((await webs[index]!.stop()) !== 0) renewal.bad++;
    await restart(index, root);
  };
  const now = { ...options, root: ROOT_FOLDER };
  await nexus(trial, now, ['migrate']);
  trial.say('migrated, while the version before serves');
  for (const index of webs.keys()) {
    await replace(index, ROOT_FOLDER);
    trial.say(`web process ${index + 1} is of this version`);
  }
  startWorker(trial, { ...now, name: 'new-worker' });
  if ((await worker.stop()) !== 0) renewal.bad++;
  await replace(0, former.root);
  trial.say('web process 1 is back at the version before');
  await replace(0, ROOT_FOLDER);
}

/** Posts acknowledged and not there, and posts there that nobody was told of. */
async function wrong({ databaseUrl, doings }: Fleet): Promise<number> {
  const pool = new pg.Client({ connectionString: databaseUrl });
  await pool.connect();
  const ids = [...doings.written.values()].flatMap(({ ids }) => [...ids]);
  const { rows } = await pool.query<{ there: number; all: number }>(
    'select count(*) filter (where id = any($1::bigint[]))::int as there, count(*)::int as all from t_main.post',
    [ids],
  );
  await pool.end();
  return Math.abs(ids.length - rows[0]!.there) + Math.abs(rows[0]!.all - ids.length);
}
