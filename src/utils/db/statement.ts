// SQL is written once, at module level, with the word "tenant." for the community's schema. Each text
// is registered under its name, so that a test can prepare every one against the live schema.

import { type Asked, askedBy, setBy } from './ever.ts';

declare const row: unique symbol;

/** A named SQL statement whose result rows have the shape `Row`. */
export interface Statement<Row> {
  readonly name: string;
  readonly text: string;
  /** Whether it changes nothing, and takes no lock either. */
  readonly reads: boolean;
  /** What it asks only of those whom it can concern: see `ever.ts`. */
  readonly asked: Asked | undefined;
  /** The bits of `ever` that it sets. */
  readonly sets: number;
  readonly [row]?: Row;
}

const registry = new Map<string, Statement<unknown>>();

const READS = /^\s*(select|with)\b/i;
/** Read too widely costs a retry, too narrowly a doubled change: a test asks PostgreSQL about each statement. */
const CHANGES =
  /\b(insert|update|delete|merge|share|add_job|next_id|nextval|setval|pg_notify|pg_advisory\w*)\b/i;

/**
 * Declares a statement. `text` uses `tenant.table` for the community's tables and `$1 …` for values;
 * it must be constant. Fragments (visibility, columns) may be spliced in from other constants.
 */
export function statement<Row = never>(name: string, text: string): Statement<Row> {
  if (registry.has(name)) throw new Error(`Two statements are called ${name}`);
  const reads = READS.test(text) && !CHANGES.test(text);
  const made: Statement<Row> = { name, text, reads, asked: askedBy(text), sets: setBy(text) };
  registry.set(name, made);
  return made;
}

/** A keyset statement needs two texts, newest first and oldest first; `text` gets `desc` or `asc`. */
export interface Keyset<Row> {
  readonly newest: Statement<Row>;
  readonly oldest: Statement<Row>;
}

/**
 * Declares a keyset pair. The text takes the order as an argument and compares `low < id < high`:
 * `keyset<Row>('blocks', (order) => \`… and id > $2 and id < $3 order by id ${order} limit $4\`)`.
 */
export function keyset<Row>(name: string, text: (order: 'desc' | 'asc') => string): Keyset<Row> {
  return { newest: statement(name, text('desc')), oldest: statement(`${name}-up`, text('asc')) };
}

/** Every declared statement, for the test that prepares each one. */
export const allStatements = (): ReadonlyMap<string, Statement<unknown>> => registry;
