// The newest backup as a database of its own for a while: restored with pgBackRest into a folder, started without a port,
// and gone afterwards. The running database and its repository are only read.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

export interface Restore {
  /** As pgBackRest's settings name the cluster. */
  readonly stanza: string;
  /** The named moment to restore to. */
  readonly point: string;
  /** Where there is room for the database; a folder is made in it and removed. */
  readonly folder: string | undefined;
}

/** The number in the name of the socket: nothing listens on it. */
const PORT = 5432;

/** Restores, works with the address of a database (by its name) and removes all of it again. */
export async function withRestored<T>(
  { stanza, point, folder }: Restore,
  work: (restored: (database: string) => string) => Promise<T>,
): Promise<T> {
  const scratch = await mkdtemp(join(folder ?? tmpdir(), 'nexus-verify-'));
  const data = join(scratch, 'data');
  try {
    await mkdir(data, { mode: 0o700 });
    await writeSettings(scratch);
    const target = ['--type=name', `--target=${point}`, '--target-action=promote', '--archive-mode=off'];
    await run('pgbackrest', [`--stanza=${stanza}`, `--pg1-path=${data}`, ...target, 'restore']);
    const settings = `-c config_file=${scratch}/postgresql.conf`;
    const log = join(scratch, 'postgres.log');
    await run('pg_ctl', ['-D', data, '-l', log, '-o', settings, '-w', '-t', '86400', 'start']);
    const restored = (database: string) => `postgres://postgres@/${database}?host=${scratch}&port=${PORT}`;
    await recovered(restored('postgres'), log);
    try {
      return await work(restored);
    } finally {
      await run('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** What Debian keeps outside of the data folder is not in a backup; of the rest only what a reader needs. */
async function writeSettings(scratch: string): Promise<void> {
  const settings = [
    "listen_addresses = ''",
    `unix_socket_directories = '${scratch}'`,
    `port = ${PORT}`,
    `hba_file = '${scratch}/pg_hba.conf'`,
    'hot_standby = off',
    'archive_mode = off',
  ];
  await writeFile(join(scratch, 'postgresql.conf'), `${settings.join('\n')}\n`);
  // The folder is open to nobody but its owner.
  await writeFile(join(scratch, 'pg_hba.conf'), 'local all all trust\n');
}

/** Waits until the log is replayed up to the moment. Where it does not lead there, PostgreSQL ends. */
async function recovered(url: string, log: string): Promise<void> {
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return;
    } catch (error) {
      // "not yet accepting connections"
      if ((error as { code?: string }).code !== '57P03')
        throw new Error(await lastFatal(log), { cause: error });
      await sleep(500);
    } finally {
      await client.end();
    }
  }
}

async function lastFatal(log: string): Promise<string> {
  const lines = (await readFile(log, 'utf8'))
    .split('\n')
    // Those who came too early were turned away with the same word.
    .filter((line) => /FATAL|PANIC/.test(line) && !line.includes('the database system is'));
  const said = lines.at(-1)?.replace(/^.*(FATAL|PANIC):\s*/, '') ?? 'it ended without a word';
  return `The restored database cannot be brought to its moment: ${said}. Is that moment in the archive yet?`;
}

async function run(program: string, args: readonly string[]): Promise<void> {
  await promisify(execFile)(program, [...args]).catch(
    (error: NodeJS.ErrnoException & { stdout?: string }) => {
      if (error.code === 'ENOENT')
        throw new Error(`${program} is not here: install it or add its folder to PATH.`);
      const said = `${error.stdout ?? ''}${error.message}`.trim().split('\n').slice(-8).join('\n');
      throw new Error(`${program} failed:\n${said}`, { cause: error });
    },
  );
}
