// A tenant's view of its shard: statements run with the tenant's schema in place of "tenant.", as named
// prepared statements, one by one or in a transaction. Nothing else in the code base talks to PostgreSQL.

import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { bounds, type Page } from '../cursor.ts';
import { traced, tracing } from '../trace.ts';
import { bitsFor, narrow, type Reader } from './ever.ts';
import type { Prepared, Result } from './exchange.ts';
import { gaveWay, rethrow } from './failure.ts';
import { Pace } from './lane.ts';
import { Asking, type Question } from './question.ts';
import type { Replica } from './replica.ts';
import type { Query, Shard } from './shard.ts';
import type { Keyset, Statement } from './statement.ts';
import { Transaction } from './transaction.ts';

/** Runs statements of one tenant. Values are passed in the order of `$1 …`. */
export interface Database {
  /** All rows. */
  rows<Row>(statement: Statement<Row>, ...values: readonly unknown[]): Promise<Row[]>;
  /** The first row, or undefined. */
  row<Row>(statement: Statement<Row>, ...values: readonly unknown[]): Promise<Row | undefined>;
  /** How many rows were inserted, changed or removed. */
  change(statement: Statement<unknown>, ...values: readonly unknown[]): Promise<number>;
  /** A keyset page: `values`, then low bound, high bound and limit as the last three parameters. */
  page<Row>(pair: Keyset<Row>, page: Page, ...values: readonly unknown[]): Promise<Row[]>;
  /**
   * Runs `work` in one transaction; deadlock victims are tried twice more. Inside a transaction it joins
   * that one. Use `transaction` of `context.ts`, which hands on the whole context.
   */
  transaction<T>(work: (tx: Database) => Promise<T>): Promise<T>;
  /**
   * Does something that must wait for the commit: inside a transaction when the outermost one has committed,
   * and never if it does not; outside at once. It must not throw.
   */
  afterCommit(work: () => void): void;
  /** Statements sent so far by this request or job, in all its transactions. */
  readonly counter: { statements: number };
}

/** The database of a request or job, outside any transaction. */
export interface RootDatabase extends Database {
  /** The same database to a request that is begun before a question is answered: see `Question`. */
  asking<Row>(question: Question<Row>): RootDatabase;
  /** The same database to somebody of whom is known what there has ever been: statements ask for nothing else. */
  of(reader: Reader): RootDatabase;
  /** Waits until the question is answered, if there is one; rejects with `Outdated` when it does not hold. */
  confirm(): Promise<void>;
}

/**
 * Opens a tenant's database for one request or job. With a replica what it reads comes from there, until it changes
 * something: from then on from where that was done.
 */
export function tenantDatabase(
  shard: Shard,
  tenantId: number,
  schema: string,
  replica?: Replica,
): RootDatabase {
  return open({ shard, tenantId, schema, replica, counter: { statements: 0 } });
}

interface Place {
  readonly shard: Shard;
  readonly tenantId: number;
  readonly schema: string;
  readonly replica: Replica | undefined;
  readonly counter: { statements: number };
  readonly reader?: Reader;
}

function open(place: Place, asking?: Asking): RootDatabase {
  const { shard, tenantId } = place;
  let from: Pick<Shard, 'query'> = place.replica ?? shard;
  const run = (query: Query): Promise<Result<unknown>> => {
    if (query.reads !== true) from = shard;
    return asking === undefined ? from.query(tenantId, query) : asking.run(query);
  };
  return {
    ...runners(run, place),
    transaction: (work) => {
      from = shard;
      return retryDeadlock(() => transact(place, asking, work));
    },
    afterCommit: (work) => work(),
    asking: ({ statement, values, holds }) => {
      place.counter.statements++;
      const query = { ...compile(statement, values, place), values };
      return open(place, new Asking(shard, tenantId, query, holds as (row: unknown) => boolean));
    },
    of: (reader) => open({ ...place, reader }, asking),
    confirm: async () => asking?.confirm(),
  };
}

type Runner = (query: Query) => Promise<Result<unknown>>;

function runners(run: Runner, place: Pick<Place, 'schema' | 'counter' | 'reader'>) {
  const { counter, reader } = place;
  const execute = (statement: Statement<unknown>, values: readonly unknown[]) => {
    counter.statements++;
    if (reader !== undefined) reader.ever |= statement.sets;
    const query = { ...compile(statement, values, place), values };
    return (tracing === undefined ? run(query) : runTraced(run, query, statement)).catch(rethrow);
  };
  return {
    counter,
    rows: async <Row>(s: Statement<Row>, ...v: readonly unknown[]) => (await execute(s, v)).rows as Row[],
    row: async <Row>(s: Statement<Row>, ...v: readonly unknown[]) =>
      (await execute(s, v)).rows[0] as Row | undefined,
    change: async (s: Statement<unknown>, ...v: readonly unknown[]) => (await execute(s, v)).rowCount,
    page: async <Row>(pair: Keyset<Row>, page: Page, ...v: readonly unknown[]) => {
      const { low, high, ascending } = bounds(page);
      const s = ascending ? pair.oldest : pair.newest;
      return (await execute(s, [...v, low, high, page.limit])).rows as Row[];
    },
  };
}

/** A function of its own, so that the closure costs nothing where there is no tracing. The values are not told. */
const runTraced = (run: Runner, query: Query, { name }: Statement<unknown>): Promise<Result<unknown>> =>
  traced(
    { name, kind: 'client', attributes: { 'db.system.name': 'postgresql', 'db.query.summary': name } },
    () => run(query),
  );

async function transact<T>(
  place: Place,
  asking: Asking | undefined,
  work: (tx: Database) => Promise<T>,
): Promise<T> {
  const held: (() => void)[] = [];
  const within = new Transaction(place.shard, place.tenantId, asking);
  const tx: Database = {
    ...runners(within.run, place),
    transaction: (inner) => inner(tx),
    afterCommit: (later) => void held.push(later),
  };
  const made = await workWithin(within, () => work(tx));
  for (const later of held) later();
  return made;
}

async function workWithin<T>(within: Transaction, work: () => Promise<T>): Promise<T> {
  try {
    const made = await work();
    await within.commit();
    return made;
  } catch (error) {
    await within.rollback(error);
    throw error;
  }
}

async function retryDeadlock<T>(attempt: () => Promise<T>, left = 2): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (left === 0 || !gaveWay(error)) throw error;
    return retryDeadlock(attempt, left - 1);
  }
}

const COMPILED = new LRUCache<string, Query & Prepared>({ max: 20_000 });

function compile(
  { name, text: whole, reads, asked }: Statement<unknown>,
  values: readonly unknown[],
  { schema, reader }: Pick<Place, 'schema' | 'reader'>,
): Query & Prepared {
  const bits = asked === undefined ? 0 : bitsFor(asked, values, reader);
  const key = `${schema} ${name} ${bits}`;
  const known = COMPILED.get(key);
  if (known !== undefined) return known;
  const text = withSchema(asked === undefined ? whole : narrow(whole, bits), schema);
  const made = {
    name: createHash('sha256').update(`${schema} ${text}`).digest('base64url').slice(0, 22),
    text,
    reads,
    pace: new Pace(),
  };
  COMPILED.set(key, made);
  return made;
}

/** Puts the schema's name in place of "tenant."; the name was checked when the tenant was made. */
export function withSchema(text: string, schema: string): string {
  return text.replace(/\btenant\./g, `"${schema}".`);
}
