// A page of people: rows that carry a cursor and a person's id become users, in one batched lookup.

import type { Ctx } from '../context.ts';
import { type Page, type Slice, slice } from '../utils/cursor.ts';
import type { Owned } from '../utils/db/for-each-owner.ts';
import type { Id } from '../utils/id.ts';
import { type User, usersById } from './user.ts';

export interface PersonRow {
  /** The id of the relation's row: what the page is ordered by. */
  readonly cursor: Id;
  readonly userId: Id;
}

/** Completes a keyset page of people; those the viewer may not see are left out. */
export async function peopleSlice(ctx: Ctx, page: Page, rows: readonly PersonRow[]): Promise<Slice<User>> {
  const users = await usersById(
    ctx,
    rows.map((row) => row.userId),
  );
  return peoplePage(page, rows, users);
}

/** The same for many owners' pages at once: every owner has an entry, and people are looked up together. */
export async function peopleSlices(
  ctx: Ctx,
  page: Page,
  owners: readonly Id[],
  rows: readonly Owned<PersonRow>[],
): Promise<Map<Id, Slice<User>>> {
  const users = await usersById(ctx, [...new Set(rows.map((row) => row.userId))]);
  const byOwner = Map.groupBy(rows, (row) => row.ownerId);
  return new Map(owners.map((owner) => [owner, peoplePage(page, byOwner.get(owner) ?? [], users)]));
}

const peoplePage = (page: Page, rows: readonly PersonRow[], users: ReadonlyMap<Id, User>): Slice<User> =>
  slice(
    page,
    rows,
    (row) => row.cursor,
    (row) => row.flatMap(({ userId }) => users.get(userId) ?? []),
  );
