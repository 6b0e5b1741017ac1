import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { readPidFile } from './embedded/orphan.ts';
import { type EmbeddedPostgres, runningEmbedded, startEmbedded } from './embedded-postgres.ts';
import { makeLogger } from './log.ts';

const home = mkdtempSync(join(tmpdir(), 'nexus embedded '));
const data = join(home, 'postgres');
const start = (more: { port?: number } = {}) =>
  startEmbedded({ home, durable: false, log: makeLogger('silent'), ...more });

const children: ChildProcess[] = [];

after(() => {
  for (const child of children) child.kill('SIGKILL'); // those a failed test left running
  const place = lstatSync(data, { throwIfNoEntry: false });
  assert(!place?.isSymbolicLink(), 'a temporary home holds its own data');
  rmSync(home, { recursive: true, force: true });
});

test('a second start finds what the first one stored, on the same port', async () => {
  const first = await start();
  await query(first.url, 'create table note (body text)');
  await query(first.url, "insert into note values ('first')");
  await first.stop();
  await during(start(), async (second) => {
    assert.equal(second.port, first.port);
    assert.deepEqual(await notes(second.url), ['first']);
  });
});

test('the role that owns the database is no superuser and sorts by code point', async () => {
  await during(start(), async ({ url }) => {
    const sql = `select rolsuper as super, array(select * from unnest('{b,a,B,é}'::text[]) as c order by c) as sorted
      from pg_roles where rolname = current_user`;
    assert.deepEqual(await query(url, sql), [{ super: false, sorted: ['B', 'a', 'b', 'é'] }]);
  });
});

test('stopping leaves no process, may be repeated, and frees the home', async () => {
  const server = await start();
  const { pid } = readPidFile(data)!;
  await Promise.all([server.stop(), server.stop()]);
  assert.equal(isAlive(pid), false);
  assert.equal(readPidFile(data), null);
  await server.stop();
});

test('a killed Nexus loses no acknowledged row, and the next start has the home to itself', async () => {
  const { child, url, pid } = await startInChild();
  await query(url, "insert into note values ('acknowledged')");
  await assert.rejects(
    start(),
    new RegExp(`in use by another Nexus \\(process ${child.pid}\\): stop that one`),
  );
  child.kill('SIGKILL');
  await once(child, 'exit');
  await during(start(), async (server) => {
    assert.deepEqual(await notes(server.url), ['first', 'acknowledged']);
    assert.equal(isAlive(pid), false);
  });
});

test('Ctrl-C in the terminal reaches Nexus and not its database', async () => {
  const { child, pid } = await startInChild();
  // The terminal signals a process group: the child leads its own, as a shell would have it.
  assert.equal(processes().find((one) => one.pid === child.pid)?.group, child.pid);
  process.kill(-child.pid!, 'SIGINT');
  await once(child, 'exit');
  await until(() => !isAlive(pid));
});

test('the database of a killed Nexus ends by itself', async () => {
  const { child, pid } = await startInChild();
  child.kill('SIGKILL');
  await until(() => !isAlive(pid));
});

test('a database that outlived its Nexus is ended by the next start', async () => {
  const { child, pid } = await startInChild('watchdog');
  child.kill('SIGKILL');
  await once(child, 'exit');
  assert.equal(isAlive(pid), true);
  await during(start(), async (server) => {
    assert.equal(isAlive(pid), false);
    assert.notEqual(readPidFile(data)!.pid, pid);
    assert.equal((await notes(server.url)).length, 2);
  });
});

test('a pid file whose number now belongs to another program is no obstacle', async () => {
  const other = spawn('sleep', ['60'], { stdio: 'ignore' });
  writeFileSync(
    join(data, 'postmaster.pid'),
    `${other.pid}\n${data}\n1\n5432\n\n127.0.0.1\n  1  1\nready   \n`,
  );
  await during(start(), async ({ url }) => assert.equal((await notes(url)).length, 2));
  assert.equal(other.exitCode ?? other.signalCode, null, 'the other program is left alone');
  other.kill();
});

test('a database that is killed comes back', async () => {
  await during(start(), async ({ url }) => {
    const { pid } = readPidFile(data)!;
    process.kill(pid, 'SIGKILL');
    await until(() => ![undefined, pid].includes(readPidFile(data)?.pid) && readPidFile(data)!.ready);
    assert.equal((await notes(url)).length, 2);
  });
});

test('a port asked for and taken is named', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  const { port } = blocker.address() as AddressInfo;
  await assert.rejects(start({ port }), new RegExp(`Port ${port} of 127.0.0.1 is taken`));
  writeFileSync(join(home, 'postgres-port'), `${port}\n`);
  await during(start(), async (server) => assert.notEqual(server.port, port));
  blocker.close();
});

test('a command finds the running database, and knows when there is none', async () => {
  assert.equal(await runningEmbedded(home), null);
  assert.equal(await runningEmbedded(join(home, 'nowhere')), null);
  await during(start(), async ({ url }) => assert.equal(await runningEmbedded(home), url));
});

test('data of another PostgreSQL version are refused and left as they are', async () => {
  const version = readFileSync(join(data, 'PG_VERSION'), 'utf8');
  writeFileSync(join(data, 'PG_VERSION'), '15\n');
  await assert.rejects(start(), /was made by PostgreSQL 15 and this is PostgreSQL 18/);
  writeFileSync(join(data, 'PG_VERSION'), version);
  await during(start(), async ({ url }) => assert.equal((await notes(url)).length, 2));
});

/** Starts the home's database in a process of its own; `without` kills its watchdog. */
async function startInChild(
  without?: 'watchdog',
): Promise<{ child: ChildProcess; url: string; pid: number }> {
  const code = `
    import { startEmbedded } from '${new URL('./embedded-postgres.ts', import.meta.url)}';
    import { makeLogger } from '${new URL('./log.ts', import.meta.url)}';
    const { url } = await startEmbedded({ home: process.argv[1], log: makeLogger('silent') });
    console.log(url);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code, home], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = await once(child.stdout!, 'data');
  const { pid } = readPidFile(data)!;
  if (without) endWatchdogOf(pid);
  return { child, url: String(line).trim(), pid };
}

function endWatchdogOf(pid: number): void {
  const watchdog = processes().find((one) => one.command.endsWith(`nexus-watchdog ${pid}`));
  process.kill(watchdog!.pid, 'SIGKILL');
}

/** Every process of the system. A minimal Linux has no `ps`, other systems have no `/proc`. */
function processes(): { pid: number; group: number; command: string }[] {
  if (existsSync('/proc/self/stat')) return readdirSync('/proc').flatMap(readProcess);
  const lines = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,pgid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, group, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), group: Number(group), command }];
  });
}

function readProcess(pid: string) {
  if (!/^\d+$/.test(pid)) return [];
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const group = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return [{ pid: Number(pid), group, command }];
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return []; // just ended
    throw error;
  }
}

async function during(
  starting: Promise<EmbeddedPostgres>,
  work: (server: EmbeddedPostgres) => Promise<void>,
) {
  const server = await starting;
  try {
    await work(server);
  } finally {
    await server.stop();
  }
}

async function notes(url: string): Promise<string[]> {
  return (await query(url, 'select body from note')).map((row) => row.body);
}

// biome-ignore lint/suspicious/noExplicitAny: rows of whatever was asked
async function query(url: string, sql: string): Promise<any[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(20);
}

// A process that ended but was not yet collected by its parent counts as gone.
function isAlive(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  if (existsSync('/proc/self/stat')) return existsSync(stat) && !/\) Z /.test(readFileSync(stat, 'utf8'));
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
