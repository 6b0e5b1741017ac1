// What may be told to anybody about how the deployment is: no names, no numbers. Read at most every five seconds,
// however many ask.

import { performance } from 'node:perf_hooks';
import type { Deployment } from '../deployment.ts';
import { type Queue, takePulse } from './pulse.ts';

export interface Condition {
  /** Whether every database answers. */
  readonly database: 'well' | 'away';
  /** Background work: mails, home feeds. Unknown while a database is away. */
  readonly jobs: 'well' | 'late' | 'unknown';
  /** Whether what happens in one process is told to the others. */
  readonly live: 'well' | 'away';
  /** When this process began. */
  readonly since: Date;
  /** When this was found out. */
  readonly at: Date;
}

/** Seconds a job may have waited: `nexus doctor` and the alert NexusJobsLate say the same. */
const LATE = 300;
const KEPT = 5000;

const SINCE = new Date(performance.timeOrigin);

const kept = new WeakMap<Deployment, { readonly until: number; readonly reading: Promise<Condition> }>();

/** The condition of the deployment, at most five seconds old. Never throws. */
export function conditionOf(deployment: Deployment): Promise<Condition> {
  const known = kept.get(deployment);
  if (known !== undefined && performance.now() < known.until) return known.reading;
  const reading = read(deployment);
  kept.set(deployment, { until: performance.now() + KEPT, reading });
  return reading;
}

/** Whether anything is wrong. */
export const isWell = ({ database, jobs, live }: Condition): boolean =>
  [database, jobs, live].every((part) => part === 'well');

async function read(deployment: Deployment): Promise<Condition> {
  const queues = [...(await takePulse(deployment)).values()];
  const reached = queues.filter((queue) => queue !== null);
  return {
    database: reached.length === queues.length ? 'well' : 'away',
    jobs: reached.length === queues.length ? stateOf(reached) : 'unknown',
    live: deployment.bus.state.up ? 'well' : 'away',
    since: SINCE,
    at: new Date(),
  };
}

const stateOf = (queues: readonly Queue[]): Condition['jobs'] =>
  queues.some(({ oldest }) => oldest > LATE) ? 'late' : 'well';
