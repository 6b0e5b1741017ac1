// A PostgreSQL that outlived its Nexus (`kill -9`), and the pid file that one left behind.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../log.ts';

/** What PostgreSQL wrote to its pid file, or `null` without one. */
export function readPidFile(data: string): { pid: number; ready: boolean } | null {
  try {
    const lines = readFileSync(pidFile(data), 'utf8').split('\n');
    return { pid: Number(lines[0]), ready: lines[7]?.trim() === 'ready' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Ends the server that still runs on this data directory, if there is one. Call it with the home locked:
 * its clients are dead then, and what they were told is committed stays.
 */
export async function endOrphan(data: string, log: Logger): Promise<void> {
  const left = readPidFile(data);
  if (left === null) return;
  if (runsOn(left.pid, data)) {
    log.warn({ pid: left.pid }, 'PostgreSQL outlived the Nexus that started it: stopping it first');
    await end(left.pid, data);
  } else if (alive(left.pid)) {
    // After a power loss the number may be another program's by now; PostgreSQL would refuse to start.
    rmSync(pidFile(data), { force: true });
  }
}

async function end(pid: number, data: string): Promise<void> {
  // Fast shutdown, then immediate: the second loses nothing either, but has to recover from the log.
  for (const [signal, patience] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 10_000],
  ] as const) {
    if (!signalled(pid, signal)) return;
    for (const since = Date.now(); Date.now() - since < patience; await sleep(20)) {
      if (!runsOn(pid, data)) return;
    }
  }
  throw new Error(
    `PostgreSQL (process ${pid}) still runs on ${data} and does not stop: end it with kill -9 ${pid}.`,
  );
}

/** Whether the process is a PostgreSQL server on this data directory, and not one that got its number. */
function runsOn(pid: number, data: string): boolean {
  if (!existsSync('/proc/self/cwd')) return psCommand(pid).includes(`postgres -D ${data}`);
  try {
    const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
    return name === 'postgres' && readlinkSync(`/proc/${pid}/cwd`) === data;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (['ENOENT', 'ESRCH', 'EACCES'].includes(code)) return false;
    throw error;
  }
}

function psCommand(pid: number): string {
  try {
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch (error) {
    if ((error as { status?: number }).status === 1) return ''; // no such process
    throw error;
  }
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function signalled(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

function pidFile(data: string): string {
  return join(data, 'postmaster.pid');
}
