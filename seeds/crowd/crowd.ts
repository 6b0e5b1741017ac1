// A crowd to measure with: people, posts, follows and likes skewed as in life (few have most). Everything
// is made inside PostgreSQL, in chunks, so that a million rows take seconds and the bar moves.

import pg from 'pg';
import type { Progress } from '../../src/tenant/migrate.ts';
import { withSchema } from '../../src/utils/db/database.ts';
import { CLEAN_UP, COUNTS, PREPARE, STAGES, type Stage } from './statements.ts';

export interface CrowdSizes {
  readonly users: number;
  readonly posts: number;
  readonly follows: number;
  readonly likes: number;
}

const CHUNK = 25_000;

/**
 * Fills a community. Names continue behind those there, so it may be repeated for more. Asked-for follows
 * and likes that fall on the same pair twice are made once.
 */
export async function seedCrowdInto(
  target: { url: string; schema: string },
  sizes: CrowdSizes,
  progress: Progress,
): Promise<{ rows: number; seconds: number }> {
  const started = performance.now();
  const client = new pg.Client({ connectionString: target.url, application_name: 'nexus seed' });
  await client.connect();
  try {
    const run = async (sql: string, values: readonly unknown[] = []) =>
      (await client.query(withSchema(sql, target.schema), [...values])).rowCount ?? 0;
    await client.query('begin');
    const restore = await dropForeignKeys(client, target.schema);
    for (const sql of PREPARE) await run(sql);
    const rows = await fill(run, sizes, progress);
    for (const sql of COUNTS) await run(sql);
    await restore();
    await client.query('commit');
    await run(CLEAN_UP);
    return { rows, seconds: (performance.now() - started) / 1000 };
  } finally {
    await client.end();
  }
}

const FOREIGN_KEYS = `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
  from pg_constraint where contype = 'f' and connamespace = $1::regnamespace
    and conrelid::regclass::text ~ '[.](post|follow|post_like)$'`;

/**
 * Takes the foreign keys away that would check row by row, and gives the function that makes them again,
 * which checks all rows at once. Both happen in the seed's transaction: cut off, nothing has changed. The
 * tables are locked meanwhile, as befits a trial.
 */
async function dropForeignKeys(client: pg.Client, schema: string): Promise<() => Promise<void>> {
  const keys = (
    await client.query<{ table: string; name: string; definition: string }>(FOREIGN_KEYS, [`"${schema}"`])
  ).rows;
  for (const key of keys) await client.query(`alter table ${key.table} drop constraint ${key.name}`);
  return async () => {
    for (const key of keys) {
      await client.query(`alter table ${key.table} add constraint ${key.name} ${key.definition}`);
    }
  };
}

type Run = (sql: string, values?: readonly unknown[]) => Promise<number>;

async function fill(run: Run, sizes: CrowdSizes, progress: Progress): Promise<number> {
  const all = STAGES.reduce((sum, stage) => sum + stage.share(sizes), 0);
  let done = 0;
  let rows = 0;
  for (const stage of STAGES) {
    for (const [from, to] of chunks(stage, sizes)) {
      rows += await run(stage.insert, [from, to]);
      done += to - from + 1;
      progress(done, all);
    }
    for (const sql of stage.after) await run(sql);
  }
  return rows;
}

function* chunks(stage: Stage, sizes: CrowdSizes): Generator<[number, number]> {
  const wanted = stage.share(sizes);
  for (let from = 1; from <= wanted; from += CHUNK) yield [from, Math.min(wanted, from + CHUNK - 1)];
}
