// PostgreSQL 18 of the Debian root with pgBackRest, from the files of deploy/postgres: as a host has it who can go back to
// any second. Root runs it as the root's user postgres.

import { chmodSync, chownSync, copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import pg from 'pg';
import { inRoot, rootFolder, rootUser } from './chroot.ts';
import { DEBIAN_ROOT } from './debian-root.ts';
import { findProgram } from './need.ts';
import { ROOT_FOLDER } from './nexus.ts';
import { freePort, type Running, runProcess, startProcess, until } from './process.ts';
import type { Trial } from './trial.ts';

const SHIPPED = join(ROOT_FOLDER, 'deploy/postgres');
const BINARIES = '/usr/lib/postgresql/18/bin';

export interface ArchivedPostgres {
  readonly url: string;
  /** The same path in the root and outside; belongs to postgres. */
  readonly folder: string;
  /** Programs by which `nexus backup verify` restores: they run in the root, as postgres. */
  readonly programs: string;
  /** Calls pgBackRest, for the running cluster. */
  pgbackrest(...args: readonly string[]): Promise<string>;
  /** Waits until all that was committed so far is in the archive, without waiting for the half minute. */
  archive(): Promise<void>;
  /** Kills the server and takes its disk away; an empty one is in its place. */
  lose(): Promise<void>;
  /** Starts it on what was restored in place of what was lost, and waits until it takes writes. */
  start(): Promise<void>;
}

/** Makes a cluster whose changes are archived, with the role and database nexus, and starts it. */
export async function startArchivedPostgres(trial: Trial): Promise<ArchivedPostgres> {
  const folder = sharedFolder(trial);
  const data = join(folder, 'data');
  const port = await freePort();
  const env = {
    PATH: `${BINARIES}:/usr/bin:/bin`,
    PGBACKREST_CONFIG: join(folder, 'pgbackrest.conf'),
    PGBACKREST_REPO1_PATH: join(folder, 'repository'),
    PGBACKREST_PG1_PATH: data,
    PGBACKREST_PG1_PORT: String(port),
    PGBACKREST_PG1_SOCKET_PATH: folder,
    PGBACKREST_LOCK_PATH: join(folder, 'lock'),
  };
  const run = (name: string, args: readonly string[]) =>
    runProcess(trial, { name, ...inRoot(name, args, 'postgres'), env });
  await run(`${BINARIES}/initdb`, ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync']);
  let running: Running | undefined;
  const start = async () => {
    const args = ['-D', data, '-c', `port=${port}`, '-c', `unix_socket_directories=${folder}`];
    running = startProcess(trial, {
      name: 'postgres',
      ...inRoot(`${BINARIES}/postgres`, args, 'postgres'),
      env,
    });
    const { logFile } = running;
    await until('PostgreSQL to take writes', () => takesWrites(port), { logFile, seconds: 120 });
  };
  writeFileSync(join(data, 'postgresql.conf'), `include '${folder}/backup.conf'\n`, { flag: 'a' });
  await start();
  await makeOwner(port);
  return {
    url: `postgres://nexus@127.0.0.1:${port}/nexus`,
    folder,
    programs: writePrograms(folder, env),
    pgbackrest: (...args) => run('/usr/bin/pgbackrest', ['--stanza=nexus', ...args]),
    archive: () => archive(port),
    async lose() {
      await running?.kill();
      rmSync(data, { recursive: true });
      mkdirSync(data, { mode: 0o700 });
      const { uid, gid } = rootUser('postgres');
      chownSync(data, uid, gid);
    },
    start,
  };
}

/** A folder of the root under the same name outside of it, so that a path means the same on both sides. */
function sharedFolder(trial: Trial): string {
  const { inside, outside } = rootFolder(trial, 'restore');
  const { uid, gid } = rootUser('postgres');
  chownSync(outside, uid, gid);
  // A root made for programs of root is not open to the others.
  chmodSync(join(DEBIAN_ROOT, 'dev/shm'), 0o1777);
  const link = join('/tmp', basename(inside));
  symlinkSync(outside, link);
  trial.atEnd(() => rmSync(link, { force: true }));
  for (const file of ['backup.conf', 'pgbackrest.conf'])
    copyFileSync(join(SHIPPED, file), join(outside, file));
  for (const name of ['repository', 'lock']) {
    mkdirSync(join(outside, name));
    chownSync(join(outside, name), uid, gid);
  }
  return link;
}

async function takesWrites(port: number): Promise<boolean> {
  const client = new pg.Client({ connectionString: `postgres://postgres@127.0.0.1:${port}/postgres` });
  try {
    await client.connect();
    const { rows } = await client.query<{ so: boolean }>('select not pg_is_in_recovery() as so');
    return rows[0]!.so;
  } catch (error) {
    // Not yet listening, or not yet recovered.
    if (['ECONNREFUSED', '57P03'].includes((error as { code?: string }).code ?? '')) return false;
    throw error;
  } finally {
    await client.end();
  }
}

async function archive(port: number): Promise<void> {
  const client = new pg.Client({ connectionString: `postgres://postgres@127.0.0.1:${port}/postgres` });
  await client.connect();
  const { rows } = await client.query<{ file: string }>('select pg_walfile_name(pg_switch_wal()) as file');
  await until('the log to be in the archive', async () => {
    const { rows: found } = await client.query<{ there: boolean }>(
      'select last_archived_wal >= $1 as there from pg_stat_archiver',
      [rows[0]!.file],
    );
    return found[0]!.there;
  });
  await client.end();
}

async function makeOwner(port: number): Promise<void> {
  const client = new pg.Client({ connectionString: `postgres://postgres@127.0.0.1:${port}/postgres` });
  await client.connect();
  await client.query('create role nexus login');
  await client.query('create database nexus owner nexus');
  await client.end();
  const owner = new pg.Client({ connectionString: `postgres://postgres@127.0.0.1:${port}/nexus` });
  await owner.connect();
  await owner.query('grant execute on function pg_create_restore_point(text) to nexus');
  await owner.end();
}

/** On a host, verifying is done by the user postgres; here root does it, and gives the folder to that user first. */
function writePrograms(folder: string, env: Readonly<Record<string, string>>): string {
  const programs = join(folder, 'programs');
  mkdirSync(programs);
  const { uid, gid } = rootUser('postgres');
  const settings = Object.entries(env)
    .filter(([name]) => name !== 'PGBACKREST_PG1_PATH')
    .map(([name, value]) => `${name}='${value}'`);
  for (const path of ['/usr/bin/pgbackrest', `${BINARIES}/pg_ctl`]) {
    const lines = [
      '#!/bin/sh',
      `chown -R ${uid}:${gid} ${folder}/nexus-verify-*`,
      `exec env ${settings.join(' ')} ${findProgram('chroot')} --userspec=postgres ${DEBIAN_ROOT} ${path} "$@"`,
    ];
    writeFileSync(join(programs, basename(path)), `${lines.join('\n')}\n`, { mode: 0o755 });
  }
  return programs;
}
