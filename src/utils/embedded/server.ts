// The server process: started in a session of its own, so that Ctrl-C in the terminal reaches Nexus alone
// and the database outlives the requests still being answered; and ended when Nexus ends, however it does.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, giveToOwner } from './account.ts';
import { readPidFile } from './orphan.ts';
import { serverArguments, serverEnvironment } from './settings.ts';

export interface ServerOptions {
  readonly postgres: string;
  readonly data: string;
  readonly port: number;
  readonly durable: boolean;
  readonly account: Account | null;
  readonly home: string;
  readonly logFile: string;
  /** Called when the server ends and nobody asked it to. */
  readonly onLost?: () => void;
}

export interface Server {
  readonly pid: number;
  /** Fast shutdown; resolves when the process is gone. May be called again. */
  stop(): Promise<void>;
}

const LOG_LIMIT = 10 * 2 ** 20;

/** Starts the server and waits until it takes connections, recovery after a crash included. */
export async function launchServer(options: ServerOptions): Promise<Server> {
  // Backends of a server that was killed may need a moment to notice before a new one may begin.
  for (let tries = 1; ; tries++) {
    const logStart = rotateLog(options.logFile);
    const child = spawnServer(options);
    if (await becomesReady(child, options.data)) return watched(child, options);
    const reason = lastFatal(options.logFile, logStart);
    if (tries === 20 || !reason.includes('pre-existing shared memory block')) {
      throw new Error(`PostgreSQL did not start: ${reason} (its log: ${options.logFile}).`);
    }
    await sleep(250);
  }
}

function spawnServer({ postgres, data, port, durable, account, home, logFile }: ServerOptions): ChildProcess {
  const log = openSync(logFile, 'a', 0o600);
  giveToOwner(logFile, home);
  try {
    return spawn(postgres, serverArguments(data, port, durable), {
      cwd: '/',
      env: serverEnvironment(),
      detached: true,
      stdio: ['ignore', log, log],
      ...account,
    });
  } finally {
    closeSync(log);
  }
}

async function becomesReady(child: ChildProcess, data: string): Promise<boolean> {
  if (child.pid === undefined) await once(child, 'spawn'); // throws why it could not be started
  while (child.exitCode === null && child.signalCode === null) {
    const file = readPidFile(data);
    if (file?.pid === child.pid && file?.ready) return true;
    await sleep(10);
  }
  return false;
}

function watched(child: ChildProcess, options: ServerOptions): Server {
  const watchdog = spawnWatchdog(child.pid!, options.account);
  const gone = once(child, 'exit');
  let stopping: Promise<void> | undefined;
  child.once('exit', () => {
    watchdog.kill('SIGKILL');
    if (!stopping) options.onLost?.();
  });
  // Neither process keeps Nexus alive once it has nothing else to do.
  child.unref();
  return {
    pid: child.pid!,
    stop: () => {
      stopping ??= shutDown(child, gone);
      return stopping;
    },
  };
}

async function shutDown(child: ChildProcess, gone: Promise<unknown>): Promise<void> {
  child.ref();
  // Fast shutdown rolls open transactions back; immediate, if that hangs, recovers at the next start.
  child.kill('SIGINT');
  const impatience = setTimeout(() => child.kill('SIGQUIT'), 30_000);
  if (child.exitCode === null && child.signalCode === null) await gone;
  clearTimeout(impatience);
}

// Its input is a pipe from this process, which closes when this process ends, by `kill -9` too.
function spawnWatchdog(pid: number, account: Account | null): ChildProcess {
  const watchdog = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$1"', 'nexus-watchdog', String(pid)], {
    cwd: '/',
    env: {},
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    ...account,
  });
  watchdog.unref();
  return watchdog;
}

/** Sets a log that has grown large aside; returns where the next line will stand. */
function rotateLog(path: string): number {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size < LOG_LIMIT) return size;
  renameSync(path, `${path}.1`);
  return 0;
}

function lastFatal(path: string, from: number): string {
  const lines = readFileSync(path).subarray(from).toString().trim().split('\n');
  const line = lines.findLast((text) => /FATAL|PANIC/.test(text)) ?? lines.at(-1) ?? '';
  return line.replace(/^.*(FATAL|PANIC):\s*/, '') || 'it ended without a word';
}
