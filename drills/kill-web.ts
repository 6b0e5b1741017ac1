// A web process is killed without a word, again and again, while people read and write with an Idempotency-Key.

import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { OPENSSL } from './kit/certificate.ts';
import type { Doings, Written } from './kit/crowd.ts';
import type { Drill } from './kit/drill.ts';
import { type Fleet, sentAgain, startFleet } from './kit/fleet.ts';
import { HAPROXY } from './kit/haproxy.ts';
import { type Client, runLoad } from './kit/load.ts';
import type { Trial } from './kit/trial.ts';

const CLIENTS = 50;
const REQUESTS = 42_000;
const KILLS = 10;
/** Keyed writes that are sent once more at the end, as by a client that never saw the answer. */
const REPEATED = 500;

export const killWeb: Drill = {
  summary:
    'One of three web processes behind HAProxy is killed with SIGKILL, ten times, and started again each time, while 50 ' +
    'clients read, post with an Idempotency-Key and like (which has none).',
  needs: [HAPROXY, OPENSSL],
  async run(trial) {
    const fleet = await startFleet(trial, { people: Math.max(8, trial.scaled(60)), connections: CLIENTS });
    const { client, doings, front } = fleet;
    const kills = keepKilling(trial, fleet);
    const tally = await runLoad({
      client,
      clients: CLIENTS,
      requests: trial.scaled(REQUESTS),
      next: (index) =>
        index % 2 === 0 ? doings.post(index) : index % 20 === 1 ? doings.like(index) : doings.read(index),
      answered: (asked, answer) => doings.answered(asked, answer),
      enough: () => kills.done() >= trial.scaled(KILLS),
      progress: (done) => trial.say(`${done} requests, ${kills.done()} kills`),
    });
    await kills.stop();
    for (const example of tally.examples) trial.say(example);

    const again = await sendAgain(client, doings);
    const stored = await postsByText(fleet.databaseUrl);
    const written = [...doings.written.values()];
    return [
      { name: 'kills', value: kills.done(), atLeast: trial.scaled(KILLS) },
      { name: 'failed reads', value: tally.failed('read'), atMost: 0 },
      { name: 'reads', value: tally.asked('read') },
      { name: 'failed writes with a key', value: tally.failed('keyed write'), atMost: 0 },
      { name: 'writes with a key', value: tally.asked('keyed write'), atLeast: trial.scaled(20_000) },
      {
        name: 'posts made twice',
        value: written.filter((one) => stored.get(one.text)! > 1).length,
        atMost: 0,
      },
      {
        name: 'posts answered and not there',
        value: written.filter((one) => isLost(one, stored)).length,
        atMost: 0,
      },
      { name: 'keys repeated afterwards that gave another post', value: again, atMost: 0 },
      { name: 'writes without a key', value: tally.asked('write') },
      { name: 'of them without an answer, and not repeated', value: tally.failed('write') },
      { name: 'requests the front door sent to another server', value: await sentAgain(front) },
      { name: 'requests per second', value: tally.asked() / tally.seconds },
    ];
  },
};

/** Kills one after the other, each once all three are served by, until it was enough. */
function keepKilling(trial: Trial, { webs, restart }: Fleet) {
  let [done, over] = [0, false];
  const work = (async () => {
    for (let index = 0; !over && done < trial.scaled(KILLS); index = (index + 1) % webs.length) {
      await sleep(500 + Math.random() * 1500);
      await webs[index]!.kill();
      done++;
      await restart(index);
    }
  })();
  // It may fail before anybody waits for it.
  work.catch((error: Error) => trial.say(error.message));
  return {
    done: () => done,
    async stop() {
      over = true;
      await work;
    },
  };
}

/** Sends the latest keyed writes once more; gives how many were answered with another post or not at all. */
async function sendAgain(client: Client, doings: Doings): Promise<number> {
  let others = 0;
  for (const { asked, ids } of [...doings.written.values()].slice(-REPEATED)) {
    const { status, body } = await client.ask(asked);
    if (status === 200) ids.add((JSON.parse(body) as { id: string }).id);
    if (status !== 200 || ids.size > 1) others++;
  }
  return others;
}

const isLost = ({ text, ids }: Written, stored: ReadonlyMap<string, number>): boolean =>
  ids.size > 0 && !stored.has(text);

/** How many posts there are of each text. */
async function postsByText(databaseUrl: string): Promise<ReadonlyMap<string, number>> {
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    const { rows: schemas } = await database.query<{ name: string }>(
      "select schema_name as name from nexus.tenant where slug = 'main'",
    );
    const { rows } = await database.query<{ text: string; count: number }>(
      `select text, count(*)::int as count from "${schemas[0]!.name}".post group by text`,
    );
    return new Map(rows.map(({ text, count }) => [text, count]));
  } finally {
    await database.end();
  }
}
