// A deployment behind its front door: PostgreSQL, three web processes, a worker, HAProxy, and people who live there.

import { join } from 'node:path';
import { Doings, gatherCrowd, type Member } from './crowd.ts';
import { type Front, startFront } from './haproxy.ts';
import { type Client, makeClient } from './load.ts';
import { makeCommunity, type NexusOptions, ROOT_FOLDER, startWeb, startWorker, type Web } from './nexus.ts';
import { startPostgres } from './postgres.ts';
import { type Running, until } from './process.ts';
import type { Trial } from './trial.ts';

const WEBS = ['web1', 'web2', 'web3'];

export interface Fleet {
  readonly databaseUrl: string;
  /** What all its processes were started with. */
  readonly options: NexusOptions;
  readonly worker: Running;
  readonly front: Front;
  readonly webs: Web[];
  readonly members: readonly Member[];
  readonly doings: Doings;
  /** Asks the front door. */
  readonly client: Client;
  /**
   * Starts a web process that has ended, where it was, and waits until the front door sends to it again; with `root`,
   * the code of another folder.
   */
  restart(index: number, root?: string): Promise<void>;
}

export interface FleetSize {
  readonly people: number;
  /** Over which they ask. */
  readonly connections: number;
  /** The code to run, for another version than this one. */
  readonly root?: string;
}

/** Starts it all. */
export async function startFleet(
  trial: Trial,
  { people, connections, root = ROOT_FOLDER }: FleetSize,
): Promise<Fleet> {
  const databaseUrl = await startPostgres(trial);
  const home = join(trial.folder, 'home');
  const env = { PUBLIC_SCHEME: 'https', TRUSTED_PROXIES: '127.0.0.1', DRAIN_SECONDS: '5' };
  const options: NexusOptions = { databaseUrl, home, env, root };
  await makeCommunity(trial, options);
  const webs = await Promise.all(WEBS.map((name) => startWeb(trial, { ...options, name })));
  const worker = startWorker(trial, { ...options, name: 'worker' });
  const front = await startFront(
    trial,
    webs.map(({ port }) => `127.0.0.1:${port}`),
  );
  const client = makeClient({ address: front.address, ca: front.ca, connections });
  trial.atEnd(() => client.close());
  const members = await gatherCrowd(client, people);
  trial.say(`${members.length} people live behind a front door with ${webs.length} web processes`);
  return {
    databaseUrl,
    options,
    worker,
    front,
    webs,
    members,
    doings: new Doings(members),
    client,
    async restart(index, other = root) {
      const [name, { port }] = [WEBS[index]!, webs[index]!];
      webs[index] = await startWeb(trial, { ...options, root: other, name, port });
      await until(`${name} to be sent to`, () => isUp(front, name));
    },
  };
}

async function isUp({ metricsAddress }: Front, name: string): Promise<boolean> {
  const metrics = await (await fetch(`${metricsAddress}/metrics`)).text();
  return metrics.includes(`haproxy_server_status{proxy="web",server="${name}",state="UP"} 1`);
}

/** How often the front door asked another server, for want of an answer or a connection. */
export async function sentAgain({ metricsAddress }: Front): Promise<number> {
  const metrics = await (await fetch(`${metricsAddress}/metrics`)).text();
  return Number(/haproxy_backend_retry_warnings_total\{proxy="web"\} (\d+)/.exec(metrics)?.[1]);
}
