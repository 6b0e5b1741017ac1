// A real Redis or Valkey, where the machine has its server: started on a free port, ended with the test file.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { atEnd } from './at-end.ts';
import { freePort } from './running-server.ts';
import { temporaryFolder } from './temporary-folder.ts';

const PROGRAM = ['redis-server', 'valkey-server'].find(
  (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0,
);

/** Why tests on Redis are skipped; false: they are not. */
export const noRedis = PROGRAM === undefined && 'neither redis-server nor valkey-server is installed';

export interface RedisServer {
  readonly port: number;
  /** `redis://127.0.0.1:40123`. */
  readonly address: string;
  start(): void;
  /** Ends it without a word, as a power cut does. */
  kill(): Promise<void>;
}

/** A server that keeps nothing; not yet started. */
export async function redisServer(args: readonly string[] = []): Promise<RedisServer> {
  const port = await freePort();
  return server(port, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', ...args]);
}

/** A Sentinel, which knows no servers yet. */
export async function redisSentinel(): Promise<RedisServer> {
  const port = await freePort();
  const file = join(await temporaryFolder('nexus-sentinel'), 'sentinel.conf');
  writeFileSync(file, `port ${port}\nbind 127.0.0.1\n`);
  return server(port, [file, '--sentinel']);
}

function server(port: number, args: readonly string[]): RedisServer {
  let child: ChildProcess | undefined;
  const kill = async () => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  atEnd(kill);
  return {
    port,
    address: `redis://127.0.0.1:${port}`,
    start: () => {
      child = spawn(PROGRAM!, args, { stdio: 'ignore' });
    },
    kill,
  };
}
