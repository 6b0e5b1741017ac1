// The connections of graphile-worker. It ends a pool of its own without waiting for that, and listens to its
// errors no longer: a database stopped right after would end the process by what it tells those still open. And it
// waits for nobody when it writes down that a job is done: a failure there would end the process as well. So these
// wait until the database is back.

import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isLost } from './db/failure.ts';
import type { Logger } from './log.ts';

export interface GraphilePool extends pg.Pool {
  /** Ends when the database is found to be away from now on; what waits for it then goes on waiting. */
  untilAway(): Promise<void>;
}

/** Milliseconds between two attempts, that a connection may take, and that a statement may. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 2000;
const PATIENCE = 10_000;
const LONGEST_STATEMENT = 60_000;

/** Whoever makes it ends it, once the workers have stopped. */
export function graphilePool(url: string, most: number, log: Logger): GraphilePool {
  const pool = new PatientPool(url, most, log);
  const complain = (error: Error) => log.warn({ err: error }, 'worker connection lost');
  pool.on('error', complain);
  pool.on('connect', (client) => {
    client.on('error', complain);
    retryLost(client);
  });
  return pool;
}

type Connected = (error: Error | undefined, client: pg.PoolClient | undefined, done: () => void) => void;

class PatientPool extends pg.Pool implements GraphilePool {
  readonly #log: Logger;
  #foundAway: (() => void) | undefined;

  constructor(url: string, most: number, log: Logger) {
    super({
      connectionString: url,
      max: most,
      application_name: 'nexus worker',
      keepAlive: true,
      connectionTimeoutMillis: PATIENCE,
      query_timeout: LONGEST_STATEMENT,
    });
    this.#log = log;
  }

  untilAway(): Promise<void> {
    return new Promise((resolve) => {
      this.#foundAway = resolve;
    });
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(connected: Connected): void;
  override connect(connected?: Connected): Promise<pg.PoolClient> | undefined {
    const client = this.#connect();
    if (connected === undefined) return client;
    client.then(
      (made) => connected(undefined, made, () => made.release()),
      (error: Error) => connected(error, undefined, () => undefined),
    );
    return undefined;
  }

  async #connect(): Promise<pg.PoolClient> {
    for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      // What is still to be told when all is over is told to nobody: another process finds out.
      if (this.ending) return new Promise(() => undefined);
      try {
        return await super.connect();
      } catch (error) {
        if (!isLost(error)) throw error;
        this.#foundAway?.();
        if (pause === FIRST_PAUSE) this.#log.warn({ err: error }, 'worker waits for the database');
        await sleep(pause * (0.5 + Math.random()), undefined, { ref: false });
      }
    }
  }
}

/** A statement whose connection is lost is sent again: those of graphile-worker are harmless when repeated. */
function retryLost(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  const retried = (...args: unknown[]) => {
    const sent = query(...args);
    if (!(sent instanceof Promise)) return sent;
    return sent.catch((error: Error) => {
      if (!isLost(error)) throw error;
      // The pool takes back whatever still looks well: not what has ended.
      void client.end().catch(() => undefined);
      throw asRetryable(error);
    });
  };
  client.query = retried as typeof client.query;
}

/** graphile-worker tries again, soon and many times, what failed with the code of a serialisation failure. */
const asRetryable = (cause: Error): Error =>
  Object.assign(new Error(cause.message, { cause }), { code: '40001' });
