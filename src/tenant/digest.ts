// What a database holds, in a few bytes: of every table the number of rows and a checksum that their order does not
// change. Two databases with the same digest hold the same rows; a restored backup is held against one.

import pg from 'pg';
import { type Moment, makeRestorePoint } from './restore-point.ts';

export interface TableDigest {
  readonly rows: number;
  readonly checksum: string;
}

export interface Digest {
  /** The name under which the moment can be restored to; null: it has none. */
  readonly point: string | null;
  /** "t_main.post" → its digest. */
  readonly tables: Readonly<Record<string, TableDigest>>;
}

// Rows are hashed as text, which looks the same only where these are the same.
const READABLE = `
  set local timezone = 'UTC'; set local datestyle = 'ISO'; set local intervalstyle = 'postgres';
  set local extra_float_digits = 1; set local bytea_output = 'hex'; set local statement_timeout = 0`;

/**
 * Reads every table at one moment, while others write. With `point`, that moment can be restored to by this name; it
 * asks for the right to call `pg_create_restore_point`. Unlogged tables are in no backup and are left out.
 */
export async function digestDatabase(url: string, point?: string): Promise<Digest> {
  const holder = new pg.Client({ connectionString: url });
  const reader = new pg.Client({ connectionString: url });
  await Promise.all([holder.connect(), reader.connect()]);
  try {
    const moment =
      point === undefined ? await holdSnapshot(holder) : await makeRestorePoint(holder, reader, point);
    const tables: Record<string, TableDigest> = {};
    for (const [schema, names] of await tablesOf(holder)) {
      // A transaction each: the locks of thousands of communities do not fit into PostgreSQL's table of locks.
      Object.assign(tables, await digestSchema(reader, moment.snapshot, schema, names));
    }
    return { point: moment.point, tables };
  } finally {
    await Promise.all([holder.end(), reader.end()]);
  }
}

async function holdSnapshot(holder: pg.Client): Promise<Moment> {
  await holder.query('begin isolation level repeatable read');
  const { rows } = await holder.query<{ id: string }>('select pg_export_snapshot() as id');
  return { snapshot: rows[0]!.id, point: null };
}

async function tablesOf(client: pg.Client): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ schema: string; name: string }>(
    `select n.nspname as schema, c.relname as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and c.relpersistence = 'p'
       and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
     order by 1, 2`,
  );
  const schemas = new Map<string, string[]>();
  for (const { schema, name } of rows) schemas.set(schema, [...(schemas.get(schema) ?? []), name]);
  return schemas;
}

async function digestSchema(client: pg.Client, snapshot: string, schema: string, tables: readonly string[]) {
  await client.query(`begin isolation level repeatable read read only`);
  await client.query(`set transaction snapshot '${snapshot}'; ${READABLE}`);
  const digests = tables.map((table) => {
    const name = `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(table)}`;
    return `select ${client.escapeLiteral(`${schema}.${table}`)} as name, count(*)::int as rows,
      coalesce(sum(hashtextextended(r::text, 0)), 0)::text as checksum from ${name} r`;
  });
  const { rows } = await client.query<TableDigest & { name: string }>(digests.join(' union all '));
  await client.query('commit');
  return Object.fromEntries(rows.map(({ name, rows, checksum }) => [name, { rows, checksum }]));
}

/** One sentence on the first table, by name, that differs; null: the same rows are in both. */
export function firstDifference(wanted: Digest['tables'], found: Digest['tables']): string | null {
  for (const name of [...new Set([...Object.keys(wanted), ...Object.keys(found)])].sort()) {
    const [left, right] = [wanted[name], found[name]];
    if (left === undefined) return `Table ${name} is not in the manifest.`;
    if (right === undefined) return `Table ${name} is missing: its rows were ${left.rows}.`;
    if (left.rows !== right.rows) return `Table ${name} has ${right.rows} rows and should have ${left.rows}.`;
    if (left.checksum !== right.checksum)
      return `Table ${name} has ${left.rows} rows, but not the same ones.`;
  }
  return null;
}
