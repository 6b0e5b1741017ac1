// Valkey as a host runs it: two servers and three Sentinels from the files of deploy/valkey, on ports of this machine.

import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '@redis/client';
import { inRoot, type RootFolder, rootFolder } from './chroot.ts';
import { ROOT_FOLDER } from './nexus.ts';
import { freePort, type Running, startProcess, until } from './process.ts';
import type { Trial } from './trial.ts';

const SHIPPED = join(ROOT_FOLDER, 'deploy/valkey');
const SENTINELS = 3;

export interface Valkey {
  readonly port: number;
  kill(): Promise<void>;
  start(): Promise<void>;
}

export interface Watched {
  readonly servers: readonly [Valkey, Valkey];
  /** Settings for Nexus. */
  readonly env: Readonly<Record<string, string>>;
  /** The port of the master, as a Sentinel says it. */
  master(): Promise<number>;
  /** Has the Sentinels make the other one the master. */
  switchOver(): Promise<void>;
}

/** Starts them all; the first server is the master. */
export async function startWatched(trial: Trial): Promise<Watched> {
  const folder = rootFolder(trial, 'valkey');
  copyFileSync(join(SHIPPED, 'valkey.conf'), join(folder.outside, 'valkey.conf'));
  const ports = [await freePort(), await freePort()] as const;
  const servers = [
    valkey(trial, folder, ports[0]),
    valkey(trial, folder, ports[1], ['--replicaof', '127.0.0.1', String(ports[0])]),
  ] as const;
  for (const server of servers) await server.start();
  const sentinels: string[] = [];
  for (let index = 0; index < SENTINELS; index++) {
    sentinels.push(await startSentinel(trial, folder, `sentinel-${index}`, ports[0]));
  }
  const asked = sentinels[0]!;
  await until('the Sentinels to know each other and the replica', async () => {
    const state = (await order(asked, ['SENTINEL', 'MASTER', 'nexus'])) as Record<string, string>;
    return state['num-other-sentinels'] === '2' && state['num-slaves'] === '1';
  });
  return {
    servers,
    env: { REDIS_URL: 'redis://nexus/0', REDIS_SENTINELS: sentinels.join(' ') },
    async master() {
      const [, port] = (await order(asked, ['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', 'nexus'])) as string[];
      return Number(port);
    },
    async switchOver() {
      await order(asked, ['SENTINEL', 'FAILOVER', 'nexus']);
    },
  };
}

function valkey(trial: Trial, folder: RootFolder, port: number, more: readonly string[] = []): Valkey {
  const settings = ['--port', String(port), '--dir', folder.inside, ...more];
  let running: Running | undefined;
  return {
    port,
    async kill() {
      await running?.kill();
    },
    async start() {
      const program = inRoot('/usr/bin/valkey-server', [join(folder.inside, 'valkey.conf'), ...settings]);
      running = startProcess(trial, { name: `valkey-${port}`, ...program });
      await up(`redis://127.0.0.1:${port}`, running.logFile);
    },
  };
}

async function startSentinel(
  trial: Trial,
  folder: RootFolder,
  name: string,
  master: number,
): Promise<string> {
  const port = await freePort();
  const text = readFileSync(join(SHIPPED, 'sentinel.conf'), 'utf8')
    .replace('127.0.0.1 6379', `127.0.0.1 ${master}`)
    .replace('port 26379', `port ${port}`);
  writeFileSync(join(folder.outside, `${name}.conf`), text);
  const program = inRoot('/usr/bin/valkey-sentinel', [join(folder.inside, `${name}.conf`)]);
  const { logFile } = startProcess(trial, { name, ...program });
  const address = `redis://127.0.0.1:${port}`;
  await up(address, logFile);
  return address;
}

const up = (address: string, logFile: string): Promise<void> =>
  until(`${address} to answer`, () => order(address, ['PING']).then(Boolean, () => false), { logFile });

async function order(url: string, words: readonly string[]): Promise<unknown> {
  const client = createClient({ url, socket: { reconnectStrategy: false } });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await client.sendCommand(words);
  } finally {
    client.destroy();
  }
}
