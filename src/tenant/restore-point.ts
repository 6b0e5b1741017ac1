// A named moment that a backup can be restored to, and at which a transaction sees the database.

import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

export interface Moment {
  /** For `set transaction snapshot`, as long as its holder lives. */
  readonly snapshot: string;
  /** The name to restore to; null: it has none. */
  readonly point: string | null;
}

/** How often a moment is looked for at which nobody is in the middle of writing. */
const TRIES = 5000;

/**
 * Marks a moment in the log and gives the snapshot of that very moment, held by `holder`'s transaction. What is in the
 * log before the mark and what a snapshot shows are the same only while no transaction is being committed: it is tried
 * until nobody was writing from before the snapshot until after the mark, which takes milliseconds.
 */
export async function makeRestorePoint(holder: pg.Client, other: pg.Client, name: string): Promise<Moment> {
  for (let tries = 1; tries <= TRIES; tries++) {
    await holder.query('begin isolation level repeatable read');
    const before = await holder.query<{ seen: string; id: string }>(
      'select pg_current_snapshot()::text as seen, pg_export_snapshot() as id',
    );
    const { seen, id } = before.rows[0]!;
    if (isQuiet(seen)) {
      // A restore ends at the first mark of a name: every try has its own.
      const point = `${name}-${tries}`;
      await mark(holder, point);
      const after = await other.query<{ seen: string }>('select pg_current_snapshot()::text as seen');
      if (after.rows[0]!.seen === seen) return { snapshot: id, point };
    }
    await holder.query('rollback');
    await sleep(Math.random() * 5);
  }
  throw new Error('The database never stands still for a millisecond: try again when less is written.');
}

/** A snapshot reads "xmin:xmax:list"; nobody is writing when the list is empty and both ends are the same. */
function isQuiet(snapshot: string): boolean {
  const [from, to, open] = snapshot.split(':');
  return from === to && open === '';
}

async function mark(client: pg.Client, name: string): Promise<void> {
  try {
    await client.query('select pg_create_restore_point($1)', [name]);
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    throw new Error(
      'This role may not name moments: grant execute on function pg_create_restore_point(text) to it.',
      { cause: error },
    );
  }
}
