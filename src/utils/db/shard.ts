// One PostgreSQL database ("shard") and this process's connections to it. Connections are grouped in
// slices; a tenant always uses the same slice, so that each server process serves few tenants and stays
// small and warm. One connection of each slice is a lane for quick reads, the others serve one caller at a time.
// Connections retire by age and when they hold too many prepared statements; one whose state is not known is never
// used again.

import pg from 'pg';
import type { Logger } from 'pino';
import { statementSeconds } from '../metrics.ts';
import { tryAgain } from './again.ts';
import { exchange, type Prepared, preparedOn, type Result } from './exchange.ts';
import { isLost, isReadOnly, isUnprepared, rethrow } from './failure.ts';
import { Lane, type Pace } from './lane.ts';

// Dates without time stay strings: a Date would move them by the time zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

export interface ShardOptions {
  readonly url: string;
  readonly name: string;
  /** Connections of this process, spread over the slices. */
  readonly connections: number;
  readonly slices: number;
  /** Named statements a connection may hold before it is retired. */
  readonly preparedLimit: number;
  readonly statementTimeout: number;
  readonly lockTimeout: number;
  readonly idleInTransactionTimeout: number;
  /** Milliseconds a connection may take to be there. */
  readonly connectTimeout: number;
  readonly log: Logger;
}

/** What a query needs: the text sent, its prepared name if it is hot, and its values. */
export interface Query {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
  /** It changes nothing, and may be sent again when its connection is lost. */
  readonly reads?: boolean;
  /** Of all its executions together; without it it is taken for slow. */
  readonly pace?: Pace;
}

export class Shard {
  readonly name: string;
  readonly url: string;
  readonly #pools: pg.Pool[];
  /** One beside each pool; none where a slice has no connection to spare. */
  readonly #lanes: Lane[];
  readonly #preparedLimit: number;
  #closing = false;

  constructor(options: ShardOptions) {
    this.name = options.name;
    this.url = options.url;
    this.#preparedLimit = options.preparedLimit;
    const each = Math.max(1, Math.floor(options.connections / options.slices));
    const [own, lanes] = each === 1 ? [1, 0] : [each - 1, options.slices];
    this.#pools = Array.from({ length: options.slices }, () => makePool(options, own, () => this.#closing));
    this.#lanes = Array.from({ length: lanes }, () => makeLane(options));
  }

  /** Runs one statement on a connection of the tenant's slice, outside any transaction. */
  query<Row extends pg.QueryResultRow>(tenantId: number, query: Query): Promise<Result<Row>> {
    const isHarmless = (error: unknown) => isUnprepared(error) || (query.reads === true && isLost(error));
    return tryAgain(() => this.once<Row>(tenantId, query), isHarmless);
  }

  /** The same, but a lost connection is told at once. */
  async once<Row extends pg.QueryResultRow>(tenantId: number, query: Query): Promise<Result<Row>> {
    const lane = this.#laneFor(tenantId, [query]);
    if (lane === undefined) return this.withClient(tenantId, (client) => send<Row>(client, query));
    return (await observed(lane.run([query as Prepared]), 1))[0] as Result<Row>;
  }

  /** The same for statements that change nothing, in one exchange. */
  together(tenantId: number, queries: readonly (Query & Prepared)[]): Promise<Result<unknown>[]> {
    const attempt = () => {
      const lane = this.#laneFor(tenantId, queries);
      return lane === undefined
        ? this.withClient(tenantId, (client) => paced(exchange(client, queries), queries))
        : observed(lane.run(queries), queries.length);
    };
    return tryAgain(attempt, (error) => isUnprepared(error) || isLost(error));
  }

  /** Lends one connection of the tenant's slice. */
  async withClient<T>(tenantId: number, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.borrow(tenantId);
    try {
      const result = await work(client);
      this.giveBack(client);
      return result;
    } catch (error) {
      this.giveBack(client, error);
      throw error;
    }
  }

  /** Gives one connection of the tenant's slice, to be given back. */
  borrow(tenantId: number): Promise<pg.PoolClient> {
    return this.#poolOf(tenantId).connect().catch(rethrow);
  }

  /** Takes a connection back, with the error that work on it ended with. */
  giveBack(client: pg.PoolClient, error?: unknown): void {
    const isIdle = client.getTransactionStatus() === 'I';
    const isFull = preparedOn(client) > this.#preparedLimit;
    client.release(!isIdle || isFull || isLost(error) || isUnprepared(error));
    if (isReadOnly(error)) for (const lane of this.#lanes) lane.renew();
  }

  /** Connections: how many there may be, are, are idle, and how many callers wait for one. */
  usage(): { limit: number; total: number; idle: number; waiting: number } {
    const sum = { limit: 0, total: 0, idle: 0, waiting: 0 };
    for (const pool of this.#pools) {
      sum.limit += pool.options.max;
      sum.total += pool.totalCount;
      sum.idle += pool.idleCount;
      sum.waiting += pool.waitingCount;
    }
    for (const { usage } of this.#lanes) {
      sum.limit++;
      sum.total += usage.total;
      sum.idle += usage.idle;
    }
    return sum;
  }

  /** Ends all connections, once what is on its way is done. May be called again. */
  async close(): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    await Promise.all([...this.#pools.map((pool) => pool.end()), ...this.#lanes.map((lane) => lane.close())]);
  }

  /** The lane of the tenant's slice, if these may be sent on it now. */
  #laneFor(tenantId: number, queries: readonly Query[]): Lane | undefined {
    if (this.#lanes.length === 0) return undefined;
    if (!queries.every(({ reads, pace }) => reads === true && pace?.isQuick === true)) return undefined;
    const lane = this.#lanes[tenantId % this.#lanes.length]!;
    return lane.isFree() ? lane : undefined;
  }

  #poolOf(tenantId: number): pg.Pool {
    return this.#pools[tenantId % this.#pools.length]!;
  }
}

/** Milliseconds that an answer may come later than the server would have cancelled. */
const GRACE = 5000;

const makeLane = (options: ShardOptions): Lane =>
  new Lane({
    connect: () => new pg.Client({ ...connectionOf(options), pipeline: true }),
    preparedLimit: options.preparedLimit,
  });

function makePool(options: ShardOptions, max: number, closing: () => boolean): pg.Pool {
  const pool = new pg.Pool({
    ...connectionOf(options),
    max,
    idleTimeoutMillis: 60_000,
    maxLifetimeSeconds: 30 * 60,
  });
  // An idle connection that breaks is replaced on next use; without a listener it would end the process.
  pool.on('error', (error) => {
    if (!closing()) options.log.warn({ err: error, shard: options.name }, 'idle connection lost');
  });
  // One that breaks in use fails its statement, which tells the caller: without a listener it would end the process.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return pool;
}

function connectionOf(options: ShardOptions): pg.ClientConfig {
  return {
    connectionString: options.url,
    connectionTimeoutMillis: options.connectTimeout,
    keepAlive: true,
    application_name: 'nexus',
    // Hot statements are made for one plan. Without this, PostgreSQL plans a statement with a short array anew
    // at every call, which costs more than running it.
    options: '-c plan_cache_mode=force_generic_plan',
    statement_timeout: options.statementTimeout,
    // A server that is gone without a word ends nothing in time.
    query_timeout: options.statementTimeout + GRACE,
    lock_timeout: options.lockTimeout,
    idle_in_transaction_session_timeout: options.idleInTransactionTimeout,
  };
}

/** Sends a query on a connection. */
export async function send<Row>(client: pg.PoolClient, query: Query): Promise<Result<Row>> {
  const answer =
    query.name === undefined
      ? client.query(query as pg.QueryConfig)
      : exchange(client, [query as Prepared]).then(([only]) => only!);
  return (await paced(answer as Promise<Result<unknown>>, [query])) as Result<Row>;
}

/** The same as `observed`, noted for the statements as well. */
async function paced<T>(answer: Promise<T>, queries: readonly Query[]): Promise<T> {
  const started = performance.now();
  const made = await observed(answer, queries.length);
  for (const { pace } of queries) pace?.note(performance.now() - started);
  return made;
}

/** Notes how long the database takes to answer so many statements: each as long as all. */
export async function observed<T>(answer: Promise<T>, statements = 1): Promise<T> {
  const started = performance.now();
  try {
    return await answer;
  } finally {
    const seconds = (performance.now() - started) / 1000;
    for (let told = 0; told < statements; told++) statementSeconds.observe(seconds);
  }
}
