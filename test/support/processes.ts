// The processes of this machine, to see that none stays behind.

import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Everything that runs now; what has ended and only waits for its parent does not count. */
export async function processes(): Promise<Process[]> {
  return process.platform === 'linux' ? fromProc() : fromPs();
}

/** A process and all that it has started, directly or not. */
export function familyOf(pid: number, all: readonly Process[]): Process[] {
  const children = all.filter((one) => one.parent === pid);
  const self = all.filter((one) => one.pid === pid);
  return [...self, ...children.flatMap((child) => familyOf(child.pid, all))];
}

/** Minimal systems have no `ps`. */
async function fromProc(): Promise<Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(pids.map(readProcess));
  return found.filter((one) => one !== undefined);
}

async function readProcess(pid: number): Promise<Process | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z'
      ? undefined
      : { pid, parent: Number(parent), command: command.replaceAll('\0', ' ') };
  } catch (error) {
    // It has ended meanwhile.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

async function fromPs(): Promise<Process[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,state=,command=']);
  return [...stdout.matchAll(/^ *(\d+) +(\d+) +([^ Z]\S*) +(.*)$/gm)].map(([, pid, parent, , command]) => ({
    pid: Number(pid),
    parent: Number(parent),
    command: command!,
  }));
}
