// How the deployment is at this moment, as this process sees it: whether each database answers, and how its jobs
// stand. Never throws and never takes long: it is asked for when things are broken.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Deployment } from '../deployment.ts';
import type { Shard } from '../utils/db/shard.ts';

/** Jobs of one database that are not done. */
export interface Queue {
  /** Due for the first time, for another try, and given up. */
  readonly fresh: number;
  readonly retried: number;
  readonly failed: number;
  /** Seconds for which the oldest that nobody has taken up has been due. */
  readonly oldest: number;
}

/** Milliseconds a database has to answer. */
const PATIENCE = 2000;

const QUEUE = `select count(*) filter (where attempts = 0)::int as fresh,
  count(*) filter (where attempts between 1 and max_attempts - 1)::int as retried,
  count(*) filter (where attempts >= max_attempts)::int as failed,
  coalesce(extract(epoch from now() - min(run_at) filter (where attempts < max_attempts and run_at <= now())), 0)::float8
    as oldest
  from graphile_worker.jobs where locked_at is null and (run_at <= now() or attempts > 0)`;

/** The queue of each shard by its name; null: its database does not answer. */
export async function takePulse(deployment: Deployment): Promise<ReadonlyMap<string, Queue | null>> {
  const shards = [...deployment.shards];
  return new Map(
    await Promise.all(shards.map(async ([name, shard]) => [name, await queueOf(shard)] as const)),
  );
}

async function queueOf(shard: Shard): Promise<Queue | null> {
  // What a database that is away, starting or full answers is many errors, and one thing to whoever asks here.
  const asked = shard.query<Queue & Record<string, number>>(0, { text: QUEUE }).then(
    ({ rows }) => rows[0] ?? null,
    () => null,
  );
  return Promise.race([asked, sleep(PATIENCE, null, { ref: false })]);
}
