// The primary of a cluster of three is lost under writes: its PostgreSQL alone, or the whole machine. Visitors read from a
// standby meanwhile.

import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster, startCluster } from './kit/cluster.ts';
import { inDebianRoot } from './kit/debian-root.ts';
import type { Drill } from './kit/drill.ts';
import type { Figure } from './kit/figure.ts';
import { ROOT } from './kit/need.ts';
import { startWeb, startWorker, untilWorking } from './kit/nexus.ts';
import { makePeople } from './kit/people.ts';
import type { Trial } from './kit/trial.ts';
import { longestGap, startWriters, usernameOf, type Writers } from './kit/writers.ts';

const NEEDS = [
  ROOT,
  inDebianRoot('usr/bin/patroni'),
  inDebianRoot('usr/bin/etcd'),
  inDebianRoot('usr/sbin/haproxy'),
];
const PER_SECOND = 300;
const MEMBERS = 20;
/** Seconds of writing before, between and after; and those at the end of them in which everything runs warm. */
const CALM = 15;
const WARM = 8;

export const dbCrash: Drill = {
  summary:
    'Three PostgreSQL under Patroni and etcd behind HAProxy; the postmaster of the primary is killed, three times, under writes ' +
    'by the API.',
  needs: NEEDS,
  run: (trial) =>
    drill(trial, 5, async (cluster, gap) => {
      const gaps: number[] = [];
      for (let round = 0; round < 3; round++) {
        gaps.push(await gap(() => cluster.crashPrimary()));
        await cluster.untilHealthy(3);
        trial.say(`${gaps.at(-1)!.toFixed(1)} s without writes`);
      }
      return Math.max(...gaps);
    }),
};

export const dbLoss: Drill = {
  summary:
    'Three PostgreSQL under Patroni and etcd behind HAProxy; the machine of the primary is lost with all three of its programs, ' +
    'under writes by the API, and comes back later.',
  needs: NEEDS,
  run: (trial) =>
    drill(trial, 25, async (cluster, gap) => {
      let bringBack: (() => void) | undefined;
      const seconds = await gap(async () => {
        bringBack = await cluster.losePrimary();
      });
      await cluster.untilHealthy(2);
      bringBack?.();
      await cluster.untilHealthy(3);
      return seconds;
    }),
};

type Break = (cluster: Cluster, gap: (fault: () => Promise<void>) => Promise<number>) => Promise<number>;

async function drill(trial: Trial, bound: number, breakIt: Break): Promise<Figure[]> {
  const cluster = await startCluster(trial);
  trial.say('the cluster is there');
  // A commit waits for two disks: many wait at once.
  const env = { DATABASE_REPLICA_URL: cluster.replicaUrl, DATABASE_CONNECTIONS: '48' };
  const options = { databaseUrl: cluster.url, home: `${trial.folder}/home`, env };
  const members = await makePeople(
    options,
    Array.from({ length: trial.scaled(MEMBERS) }, (_, index) => usernameOf(index)),
  );
  const web = await startWeb(trial, { ...options, name: 'web' });
  const worker = startWorker(trial, { ...options, name: 'worker' });
  await untilWorking(worker);
  const writers = await startWriters(cluster.url, [web.address], { members, perSecond: PER_SECOND });
  const visitor = startVisitor(trial, web.address);
  await sleep(CALM * 1000);
  const rate = writers.acknowledged.filter((time) => time > Date.now() - WARM * 1000).length / WARM;
  trial.say(`${Math.round(rate)} writes a second`);
  const worst = await breakIt(cluster, (fault) => gapAfter(writers, fault));
  await sleep(5000);
  const lost = await writers.stop();
  const { answered, refused } = await visitor.stop();
  const fromReplica = await readsFrom(web.address, 'replica');
  const other = [...writers.statuses.keys()].filter((status) => ![0, 200, 503].includes(status));
  const count = (status: number) => writers.statuses.get(status) ?? 0;
  return [
    { name: 'writes a second before', value: rate },
    { name: 'acknowledged writes', value: writers.acknowledged.length },
    { name: 'of them lost', value: lost, atMost: 0 },
    { name: 'longest time without writes', value: worst, atMost: bound, unit: 's' },
    { name: 'refused with 503', value: count(503) },
    { name: 'without an answer in 30 seconds', value: count(0) },
    { name: 'visitors answered', value: answered, atLeast: trial.scaled(300) },
    { name: 'visitors told to come again', value: refused, atMost: answered / 20 },
    { name: 'statements of visitors that a standby answered', value: fromReplica, atLeast: answered / 2 },
    { name: 'other answers', value: other.reduce((sum, status) => sum + count(status), 0), atMost: 0 },
    {
      name: 'processes of Nexus that ended',
      value: [web, worker].filter(({ child }) => child.exitCode !== null).length,
      atMost: 0,
    },
  ];
}

/** Breaks something, and gives the seconds without writes that followed. */
async function gapAfter(writers: Writers, fault: () => Promise<void>): Promise<number> {
  const before = Date.now();
  await fault();
  for (let patience = 90; patience > 0; patience--) {
    await sleep(1000);
    const recent = writers.acknowledged.filter((time) => time > Date.now() - 3000).length;
    if (Date.now() - before > CALM * 1000 && recent > 10) break;
  }
  return longestGap(writers.acknowledged, before);
}

interface Visitor {
  stop(): Promise<{ readonly answered: number; readonly refused: number }>;
}

/** Somebody who is not signed in and reads, ten times a second. */
function startVisitor(trial: Trial, address: string): Visitor {
  const count = { answered: 0, refused: 0 };
  let on = true;
  const read = async () => {
    while (on) {
      const ok = await fetch(`${address}/api/v1/timelines/public?local=true`, {
        signal: AbortSignal.timeout(15_000),
      }).then(
        async (answer) => (await answer.text()) !== '' && answer.ok,
        () => false,
      );
      count[ok ? 'answered' : 'refused']++;
      await sleep(100);
    }
    return count;
  };
  const done = read();
  const stop = () => {
    on = false;
    return done;
  };
  trial.atEnd(stop);
  return { stop };
}

async function readsFrom(address: string, who: 'replica' | 'primary'): Promise<number> {
  const metrics = await (await fetch(`${address}/metrics`)).text();
  return Number(new RegExp(`nexus_replica_reads_total\\{from="${who}"\\} (\\d+)`).exec(metrics)?.[1] ?? 0);
}
