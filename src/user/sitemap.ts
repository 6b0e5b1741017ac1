// People for search engines: those who want to be found there. A list is cut into pieces of people looked at, so that
// each is one bounded read of the primary key, whoever wants what.

import type { Ctx } from '../context.ts';
import { mayLook } from '../tenant/preview.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';

/** How many people a piece looks at, and how many pieces there are at most. */
const PIECE = 5_000;
const MOST_PIECES = 40;

// A walk from piece to piece by the primary key alone.
const starts = statement<{ after: Id }>(
  'sitemap-people-starts',
  `with recursive step(after, pieces) as (
     select 0::bigint, 1
     union all
     select (select u.id from tenant.user u where u.id > step.after order by u.id offset ${PIECE - 1} limit 1),
            step.pieces + 1
     from step where step.after is not null and step.pieces < ${MOST_PIECES})
   select after from step where after is not null`,
);

const people = statement<IndexedPerson>(
  'sitemap-people',
  `select username, last_post_on as "lastPostOn"
   from (select * from tenant.user u where u.id > $1 order by u.id limit ${PIECE}) seen
   where state = 'active' and discoverable and indexable`,
);

export interface IndexedPerson {
  readonly username: string;
  /** `YYYY-MM-DD`; null: never posted. */
  readonly lastPostOn: string | null;
}

/** Where the pieces begin: behind these ids. Empty where profiles are for members. */
export async function peoplePieces(ctx: Ctx): Promise<Id[]> {
  return mayLook(ctx) ? (await ctx.db.rows(starts)).map(({ after }) => after) : [];
}

/** Discoverable and indexable people behind an id, in one piece. */
export async function peopleOfPiece(ctx: Ctx, after: Id): Promise<IndexedPerson[]> {
  return mayLook(ctx) ? ctx.db.rows(people, after) : [];
}
