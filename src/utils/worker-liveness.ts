// Whose worker is alive. graphile-worker keeps the jobs of a killed process locked for four hours; here
// every pool of workers, in whose name jobs are locked, holds an advisory lock as long as its process lives, so that
// the jobs of one that died are freed within half a minute, and at once when a new process starts.

import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeWorkerUtils, type WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import { graphileLogger } from './graphile-log.ts';
import type { Logger } from './log.ts';

const LOCK_CLASS = 7_316_002;
const SWEEP_EVERY = 30_000;
/** Milliseconds that connecting and a statement may take, and between two attempts. */
const PATIENCE = 10_000;
const REOPEN_AFTER = 500;

export interface Liveness {
  /** Hand these to graphile-worker's `run`. */
  readonly events: WorkerEvents;
  close(): Promise<void>;
}

/** Frees the jobs of dead workers now and from time to time, and marks this process's workers as alive. */
export async function watchWorkers(
  url: string,
  pool: pg.Pool,
  { log, every = SWEEP_EVERY }: { readonly log: Logger; readonly every?: number },
): Promise<Liveness> {
  const alive = new Set<string>();
  const session = lockSession(url, alive, log);
  const utils = await makeWorkerUtils({ pgPool: pool, logger: graphileLogger(log) });
  const strays = strayJobs();
  const sweep = async () => {
    const dead = await session.run((client) => deadWorkers(client, alive));
    if (dead.length > 0) {
      log.warn({ workers: dead }, 'freeing the jobs of workers that died');
      await utils.forceUnlockWorkers(dead);
    }
    const freed = await session.run((client) => strays.free(client, alive));
    if (freed > 0) log.warn({ jobs: freed }, 'freeing jobs that nobody works on');
  };
  await sweep();
  const complain = (error: unknown) => log.warn({ err: error }, 'workers cannot be watched');
  const timer = setInterval(() => void sweep().catch(complain), every);
  const events = new EventEmitter() as WorkerEvents;
  // Jobs are locked in the name of the pool that its workers belong to.
  events.on('pool:create', ({ workerPool }) => {
    alive.add(workerPool.id);
    session.run((client) => lock(client, workerPool.id)).catch(complain);
  });
  events.on('job:start', ({ job }) => void strays.begun(job.id));
  events.on('job:complete', ({ job }) => void strays.ended(job.id));
  return {
    events,
    async close() {
      clearInterval(timer);
      await utils.release();
      await session.close();
    },
  };
}

/**
 * Jobs locked by a pool of this process that none of its workers is doing: the answer that handed one out, or the
 * news that it is done, was lost with a connection. Seen twice in a row, so that those on their way are left alone.
 */
function strayJobs() {
  const doing = new Set<string>();
  let suspects = new Set<string>();
  return {
    begun: (id: string) => doing.add(id),
    ended: (id: string) => doing.delete(id),
    async free(client: pg.Client, alive: ReadonlySet<string>): Promise<number> {
      const pools = [...alive];
      const locked = await client.query<{ id: string }>(
        'select id::text as id from graphile_worker._private_jobs where locked_by = any($1::text[])',
        [pools],
      );
      const idle = locked.rows.map((row) => row.id).filter((id) => !doing.has(id));
      const lost = idle.filter((id) => suspects.has(id));
      suspects = new Set(idle);
      if (lost.length === 0) return 0;
      await client.query(
        `update graphile_worker._private_jobs set locked_by = null, locked_at = null
         where id = any($1::bigint[]) and locked_by = any($2::text[])`,
        [lost, pools],
      );
      return lost.length;
    },
  };
}

/** One database session, used by one caller at a time; a lost one is soon replaced and takes its locks again. */
function lockSession(url: string, alive: ReadonlySet<string>, log: Logger) {
  let client: pg.Client | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let closed = false;
  const open = async (): Promise<pg.Client> => {
    const made = connection(url);
    made.on('error', (error) => {
      if (made !== client) return;
      log.warn({ err: error }, 'worker liveness connection lost');
      client = undefined;
      void reopen();
    });
    try {
      await made.connect();
      for (const id of alive) await lock(made, id);
    } catch (error) {
      void made.end().catch(() => undefined);
      throw error;
    }
    client = made;
    return made;
  };
  const run = <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const result = turn.then(async () => work(client ?? (await open())));
    turn = result.catch(() => undefined);
    return result;
  };
  // Before others look: who holds no lock is taken for dead.
  const reopen = async () => {
    while (!closed && client === undefined) {
      await run(async () => undefined).catch(() => sleep(REOPEN_AFTER, undefined, { ref: false }));
    }
  };
  return {
    run,
    async close() {
      closed = true;
      await turn;
      await client?.end();
    },
  };
}

const connection = (url: string): pg.Client =>
  new pg.Client({
    connectionString: url,
    application_name: 'nexus worker liveness',
    keepAlive: true,
    connectionTimeoutMillis: PATIENCE,
    query_timeout: PATIENCE,
  });

const lock = (client: pg.Client, pool: string) =>
  client.query('select pg_advisory_lock($1, hashtext($2))', [LOCK_CLASS, pool]);

/** Pools that hold jobs while nobody holds their lock. */
async function deadWorkers(client: pg.Client, alive: ReadonlySet<string>): Promise<string[]> {
  const found = await client.query<{ id: string }>(
    'select distinct locked_by as id from graphile_worker._private_jobs where locked_by is not null',
  );
  const dead: string[] = [];
  for (const { id } of found.rows.filter((row) => !alive.has(row.id))) {
    const tried = await client.query<{ free: boolean }>(
      'select pg_try_advisory_lock($1, hashtext($2)) as free',
      [LOCK_CLASS, id],
    );
    if (!tried.rows[0]!.free) continue;
    await client.query('select pg_advisory_unlock($1, hashtext($2))', [LOCK_CLASS, id]);
    dead.push(id);
  }
  return dead;
}
