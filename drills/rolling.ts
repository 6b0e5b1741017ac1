// Web processes are restarted one after the other, as an upgrade does, while people read, write and listen.

import { setTimeout as sleep } from 'node:timers/promises';
import { OPENSSL } from './kit/certificate.ts';
import type { Drill } from './kit/drill.ts';
import { type Fleet, sentAgain, startFleet } from './kit/fleet.ts';
import { HAPROXY } from './kit/haproxy.ts';
import { LiveReader } from './kit/live-reader.ts';
import { runLoad } from './kit/load.ts';
import type { Trial } from './kit/trial.ts';

const CLIENTS = 50;
const READERS = 6;
const REQUESTS = 102_000;
/** Seconds in which the readers must know of everything, after the last write: they pause before they come again. */
const PATIENCE = 40;

export const rolling: Drill = {
  summary:
    'Three web processes behind HAProxy are restarted in turn, again and again, while 50 clients read and write (20 % ' +
    'posts and likes) and live readers come back and catch up.',
  needs: [HAPROXY, OPENSSL],
  async run(trial) {
    const fleet = await startFleet(trial, { people: Math.max(8, trial.scaled(60)), connections: CLIENTS });
    const { front, members, doings, client } = fleet;
    const listening = { address: front.address, ca: front.ca };
    const readers = members
      .slice(0, READERS)
      .map((member) => new LiveReader(trial, { ...listening, member }));

    const restarts = keepRestarting(trial, fleet);
    const tally = await runLoad({
      client,
      clients: CLIENTS,
      requests: trial.scaled(REQUESTS),
      next: (index) =>
        index % 5 > 0 ? doings.read(index) : index % 10 === 0 ? doings.post(index) : doings.like(index),
      answered: (asked, answer) => doings.answered(asked, answer),
      enough: () => restarts.done() >= fleet.webs.length,
      progress: (done) => trial.say(`${done} requests, ${restarts.done()} restarts`),
    });
    await restarts.stop();
    for (const example of tally.examples) trial.say(example);

    const lost = await untilAllKnow(readers, idsOf(fleet));
    return [
      { name: 'failed requests', value: tally.failed(), atMost: 0 },
      { name: 'requests', value: tally.asked(), atLeast: trial.scaled(100_000) },
      { name: 'of them writes', value: tally.asked() - tally.asked('read') },
      { name: 'requests per second', value: tally.asked() / tally.seconds },
      { name: 'restarts', value: restarts.done(), atLeast: 3 },
      { name: 'restarts that did not end with exit code 0', value: restarts.bad(), atMost: 0 },
      { name: 'requests the front door sent to another server', value: await sentAgain(front) },
      { name: 'live streams opened again', value: sum(readers.map(({ opened }) => opened - 1)), atLeast: 1 },
      { name: 'posts a live reader never heard of', value: lost, atMost: 0 },
    ];
  },
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

const idsOf = ({ doings }: Fleet): string[] => [...doings.written.values()].flatMap(({ ids }) => [...ids]);

/** Restarts one after the other until told to stop. */
function keepRestarting(trial: Trial, { webs, restart }: Fleet) {
  let [done, bad, over] = [0, 0, false];
  const work = (async () => {
    for (let index = 0; !over; index = (index + 1) % webs.length) {
      if ((await webs[index]!.stop('SIGTERM')) !== 0) bad++;
      await restart(index);
      done++;
      await sleep(500);
    }
  })();
  // It may fail before anybody waits for it.
  work.catch((error: Error) => trial.say(error.message));
  return {
    done: () => done,
    bad: () => bad,
    async stop() {
      over = true;
      await work;
    },
  };
}

/** Waits until every reader knows every post; gives how many are unknown to one of them after some time. */
async function untilAllKnow(readers: readonly LiveReader[], ids: readonly string[]): Promise<number> {
  const missing = () => sum(readers.map(({ known }) => ids.filter((id) => !known.has(id)).length));
  for (let left = PATIENCE; missing() > 0 && left > 0; left--) await sleep(1000);
  return missing();
}
