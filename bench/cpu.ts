// CPU time of processes on Linux, from /proc: what the benchmarks count, since times on shared machines lie.

import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

interface Times {
  readonly parent: number;
  /** Own user and system time plus that of children that have ended, in ticks. */
  readonly ticks: number;
}

/** CPU-seconds so far of a process and all below it. */
export function cpuSeconds(root: number): number {
  const all = new Map(processIds().flatMap((id) => timesOf(id)));
  let ticks = 0;
  for (const [id, times] of all) if (isBelow(all, id, root)) ticks += times.ticks;
  return ticks / TICKS_PER_SECOND;
}

function isBelow(all: ReadonlyMap<number, Times>, id: number, root: number): boolean {
  for (let at: number | undefined = id; at !== undefined && at > 1; at = all.get(at)?.parent) {
    if (at === root) return true;
  }
  return false;
}

const processIds = (): number[] => readdirSync('/proc').map(Number).filter(Number.isInteger);

function timesOf(id: number): [number, Times][] {
  try {
    // The name in parentheses may hold spaces; the fields after it do not.
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const [parent, ...ticks] = [fields[1], fields[11], fields[12], fields[13], fields[14]].map(Number);
    return [[id, { parent: parent!, ticks: ticks.reduce((sum, value) => sum + value, 0) }]];
  } catch {
    return []; // it ended between the listing and the reading
  }
}
