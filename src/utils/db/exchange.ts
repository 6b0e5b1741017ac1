// One exchange with PostgreSQL: prepared statements, bound and executed with a single write and a single answer.
// The client library asks anew at every execution which columns there are, and builds rows as dictionaries; here a
// statement is described once per connection, and its rows are made by a function compiled for their columns.

/// <reference path="./pg-lib.d.ts" />

import pg from 'pg';
import utils from 'pg/lib/utils.js';
import { serialize } from 'pg-protocol';

/** A statement to be prepared under its name, unless the connection holds it. */
export interface Prepared {
  readonly name: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

export interface Result<Row> {
  readonly rows: Row[];
  /** How many rows were found, inserted, changed or removed. */
  readonly rowCount: number;
}

/** Makes a row of the texts PostgreSQL sends. */
type MakeRow = (texts: readonly (string | null)[]) => unknown;

interface Field {
  readonly name: string;
  readonly dataTypeID: number;
}

interface Part {
  readonly query: Prepared;
  readonly rows: unknown[];
  rowCount: number;
  /** Undefined until the columns are known, and for what gives no rows. */
  make: MakeRow | undefined;
  /** Whether it is prepared by this exchange. */
  prepares: boolean;
}

/** What the library keeps about a connection, and its types do not tell. */
type Connection = pg.Connection & { readonly parsedStatements: Readonly<Record<string, string | undefined>> };

/** What is known of a connection's statements, by name. */
interface Held {
  /** Of those that have been executed there: how their rows are made. */
  readonly described: Map<string, MakeRow | undefined>;
  /** Those that it holds, or will when what was sent is done. */
  readonly sent: Set<string>;
}

const holdings = new WeakMap<pg.Connection, Held>();

/** How many statements a connection holds. */
export const preparedOn = (client: pg.ClientBase): number =>
  holdings.get((client as unknown as { connection: pg.Connection }).connection)?.described.size ?? 0;

/**
 * Sends statements together; they are executed in their order, and when one fails the rest are not. Outside a
 * transaction they are one of their own. The client must not be busy, unless it sends ahead (`pipeline`).
 */
export function exchange(client: pg.ClientBase, queries: readonly Prepared[]): Promise<Result<unknown>[]> {
  return new Promise((resolve, reject) => {
    client.query(new Exchange(queries, (error, results) => (error ? reject(error) : resolve(results!))));
  });
}

/** What `pg` calls a submittable: it writes its messages, and is called for each that comes back. */
class Exchange implements pg.Submittable {
  callback: (error: Error | null, results?: Result<unknown>[]) => void;
  readonly #parts: Part[];
  #at = 0;
  #connection: Connection | undefined;
  #held: Held | undefined;
  #failure: Error | undefined;

  constructor(queries: readonly Prepared[], callback: Exchange['callback']) {
    this.#parts = queries.map((query) => ({
      query,
      make: undefined,
      rows: [],
      rowCount: 0,
      prepares: false,
    }));
    this.callback = callback;
  }

  /** Of the statement that is being answered: the library notes it as prepared. */
  get name(): string | undefined {
    return this.#parts[this.#at]?.query.name;
  }

  get text(): string | undefined {
    return this.#parts[this.#at]?.query.text;
  }

  submit(connection: pg.Connection): Error | null {
    const held = heldBy(connection);
    this.#held = held;
    this.#connection = connection as Connection;
    try {
      const messages = this.#parts.flatMap((part) => messagesFor(held, part));
      connection.stream.write(Buffer.concat([...messages, serialize.sync()]));
      return null;
    } catch (error) {
      return error as Error; // a value that has no text; nothing has been sent
    }
  }

  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    this.#parts[this.#at]!.make = makerOf(fields);
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    const part = this.#parts[this.#at]!;
    try {
      part.rows.push(part.make!(fields));
    } catch (error) {
      this.#failure ??= error as Error;
    }
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    const part = this.#parts[this.#at++]!;
    part.rowCount = Number(text.slice(text.lastIndexOf(' ') + 1)) || 0;
    this.#held!.described.set(part.query.name, part.make);
  }

  handleReadyForQuery(): void {
    this.callback(this.#failure ?? null, this.#failure ? undefined : this.#parts);
  }

  /** What comes behind the failed statement is not prepared either. */
  handleError(error: Error): void {
    for (const { query, prepares } of this.#parts)
      if (prepares && this.#connection?.parsedStatements[query.name] === undefined)
        this.#held?.sent.delete(query.name);
    this.callback(error);
  }
}

// The library sends ahead only what it takes for a query of its own kind; it asks by `instanceof`.
Object.setPrototypeOf(Exchange.prototype, pg.Query.prototype);

function heldBy(connection: pg.Connection): Held {
  const known = holdings.get(connection);
  if (known !== undefined) return known;
  const made: Held = { described: new Map(), sent: new Set() };
  holdings.set(connection, made);
  return made;
}

function messagesFor({ described, sent }: Held, part: Part): Buffer[] {
  const { name, text, values } = part.query;
  const bind = serialize.bind({
    statement: name,
    values: values as unknown[],
    valueMapper: utils.prepareValue,
  });
  if (described.has(name)) {
    part.make = described.get(name);
    return [bind, serialize.execute()];
  }
  const executed = [bind, serialize.describe({ type: 'P' }), serialize.execute()];
  if (sent.has(name)) return executed;
  sent.add(name);
  part.prepares = true;
  return [serialize.parse({ name, text }), ...executed];
}

/** One function per list of columns, whatever the connection. */
const makers = new Map<string, MakeRow>();

function makerOf(fields: readonly Field[]): MakeRow {
  const key = fields.map(({ name, dataTypeID }) => `${dataTypeID} ${name}`).join('\n');
  const known = makers.get(key);
  if (known !== undefined) return known;
  const made = compile(fields);
  makers.set(key, made);
  return made;
}

/** The names are those of columns in our own statements, and written as JSON strings all the same. */
function compile(fields: readonly Field[]): MakeRow {
  const asItIs = pg.types.getTypeParser(pg.types.builtins.TEXT, 'text');
  const parsers = fields.map(({ dataTypeID }) => pg.types.getTypeParser(dataTypeID, 'text'));
  const entries = fields.map(({ name }, index) => {
    const text = `texts[${index}]`;
    const value = parsers[index] === asItIs ? text : `${text} === null ? null : parsers[${index}](${text})`;
    return `${JSON.stringify(name)}: ${value}`;
  });
  return new Function('parsers', `return (texts) => ({ ${entries.join(', ')} })`)(parsers) as MakeRow;
}
