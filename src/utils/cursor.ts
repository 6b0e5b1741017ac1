// Keyset pages, in the terms of the Mastodon API: every list is newest first.

import { DomainError } from './error.ts';
import { type Id, isId } from './id.ts';

/**
 * `maxId`: older than it. `sinceId`: newer than it, the newest page. `minId`: newer than it, the page
 * immediately above. Exclusive bounds. `limit`: how many rows at most.
 */
export interface Page {
  readonly limit: number;
  readonly maxId?: Id | undefined;
  readonly sinceId?: Id | undefined;
  readonly minId?: Id | undefined;
}

/** A page of a list: what was found, newest first, and the cursors of its ends. */
export interface Slice<T> {
  readonly items: readonly T[];
  /** The cursor of each item, for edges that name one per item. */
  readonly cursors?: readonly Id[] | undefined;
  /** Cursor of the newest and the oldest row looked at, hidden ones included; absent when none was. */
  readonly first?: Id | undefined;
  readonly last?: Id | undefined;
  /** Whether older rows may follow. */
  readonly more: boolean;
}

export const MAX_ID: Id = '9223372036854775807';

/**
 * The three values every keyset statement takes: rows with `low < id < high`, `ascending` when the
 * page just above `low` is asked for. A statement has two texts, one per order: see `keyset`.
 */
export function bounds(page: Page): { low: Id; high: Id; ascending: boolean } {
  const low = page.minId ?? page.sinceId ?? '0';
  return { low, high: page.maxId ?? MAX_ID, ascending: page.minId !== undefined };
}

/** Reads and checks a page's parameters from a request; a limit above `most` is cut to it. */
export function readPage(
  input: { limit?: number | undefined; max_id?: string; since_id?: string; min_id?: string },
  usual = 20,
  most = 40,
): Page {
  return {
    limit: Math.max(1, Math.min(most, Math.trunc(input.limit ?? usual))),
    maxId: cursor('max_id', input.max_id),
    sinceId: cursor('since_id', input.since_id),
    minId: cursor('min_id', input.min_id),
  };
}

function cursor(name: string, value: string | undefined): Id | undefined {
  if (value === undefined || value === '') return undefined;
  if (isId(value)) return value;
  throw new DomainError('invalid', `Validation failed: ${name} is not an id`, {
    details: [{ field: name, rule: 'invalid', message: 'is not an id' }],
  });
}

/**
 * Turns rows in keyset order (ascending for `minId`) into a newest-first slice with its cursors. `items`
 * is called with one row at a time; it gives nothing for a row that is not shown.
 */
export function slice<Row, T>(
  page: Page,
  rows: readonly Row[],
  id: (row: Row) => Id,
  items: (row: readonly [Row]) => readonly T[],
): Slice<T> {
  const newestFirst = page.minId === undefined ? rows : rows.toReversed();
  const shown: T[] = [];
  const cursors: Id[] = [];
  for (const row of newestFirst) {
    for (const item of items([row])) {
      shown.push(item);
      cursors.push(id(row));
    }
  }
  const [first, last] = [newestFirst.at(0), newestFirst.at(-1)];
  return {
    items: shown,
    cursors,
    first: first === undefined ? undefined : id(first),
    last: last === undefined ? undefined : id(last),
    more: rows.length >= page.limit,
  };
}
