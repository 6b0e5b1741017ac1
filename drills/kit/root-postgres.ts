// A PostgreSQL 18 of the Debian root with the settings that are shipped in deploy/postgres. A drill may stop it, start
// it again, and give it a disk that is too small.

import { spawnSync } from 'node:child_process';
import { appendFileSync, chownSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { inRoot, rootFolder, rootUser } from './chroot.ts';
import { findProgram } from './need.ts';
import { ROOT_FOLDER } from './nexus.ts';
import { freePort, type Running, runProcess, startProcess, until } from './process.ts';
import type { Trial } from './trial.ts';

export const BINARIES = '/usr/lib/postgresql/18/bin';

export interface RootPostgres {
  /** For role nexus, owner of database nexus. */
  readonly url: string;
  readonly port: number;
  /** As the drill sees it. */
  readonly folder: string;
  /** Starts it, and again whenever it ends by itself, as an init system would; ends when it answers. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface RootPostgresOptions {
  /** Megabytes of the disk; without it the machine's own. */
  readonly disk?: number;
  /** Lines of postgresql.conf. */
  readonly settings?: readonly string[];
}

/** Makes the database and starts it. */
export async function startRootPostgres(
  trial: Trial,
  { disk, settings = [] }: RootPostgresOptions = {},
): Promise<RootPostgres> {
  const { inside, outside } = rootFolder(trial, 'postgres');
  if (disk !== undefined) mountDisk(trial, outside, disk);
  const { uid, gid } = rootUser('postgres');
  chownSync(outside, uid, gid);
  const data = `${inside}/data`;
  const initdb = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'];
  await runProcess(trial, { name: 'initdb', ...inRoot(`${BINARIES}/initdb`, initdb, 'postgres') });
  const port = await freePort();
  copyFileSync(join(ROOT_FOLDER, 'deploy/postgres/nexus.conf'), join(outside, 'data/nexus.conf'));
  const own = [
    `include 'nexus.conf'`,
    `port = ${port}`,
    `listen_addresses = '127.0.0.1'`,
    `unix_socket_directories = ''`,
    'shared_buffers = 128MB',
    ...settings,
  ];
  appendFileSync(join(outside, 'data/postgresql.conf'), `${own.join('\n')}\n`);
  const server = keepRunning(trial, data, port);
  await server.start();
  await makeDatabase(port);
  return { ...server, port, folder: outside, url: `postgres://nexus:secret@127.0.0.1:${port}/nexus` };
}

function mountDisk(trial: Trial, folder: string, megabytes: number): void {
  const { status } = spawnSync(findProgram('mount')!, [
    '-t',
    'tmpfs',
    '-o',
    `size=${megabytes}m`,
    'nexus-drill',
    folder,
  ]);
  if (status !== 0) throw new Error(`No small disk could be mounted at ${folder}`);
  trial.atEnd(() => spawnSync(findProgram('umount')!, ['-l', folder]));
}

function keepRunning(trial: Trial, data: string, port: number): Pick<RootPostgres, 'start' | 'stop'> {
  let wanted = false;
  let running: Running | undefined;
  const launch = () => {
    running = startProcess(trial, {
      name: 'postgres',
      ...inRoot(`${BINARIES}/postgres`, ['-D', data], 'postgres'),
    });
    const { stop } = running;
    // A fast shutdown: the usual one waits for clients, which end later.
    trial.atEnd(() => stop('SIGINT'));
    running.child.on('exit', () => void sleep(1000).then(() => wanted && launch()));
  };
  trial.atEnd(() => {
    wanted = false;
  });
  return {
    async start() {
      wanted = true;
      launch();
      await until('PostgreSQL to answer', () => answersSql(port), { logFile: running!.logFile });
    },
    async stop() {
      wanted = false;
      await running?.stop('SIGINT');
    },
  };
}

const answersSql = (port: number): Promise<boolean> =>
  withSuperuser(port, (client) => client.query('select 1')).then(
    () => true,
    () => false,
  );

const makeDatabase = (port: number): Promise<unknown> =>
  withSuperuser(port, async (client) => {
    await client.query(`create role nexus login password 'secret'`);
    await client.query('create database nexus owner nexus');
  });

async function withSuperuser<T>(port: number, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
