// The same keyset page for many owners in one statement: the first comments of twenty posts, the
// followers of forty people. What a page shows of each of its items is read this way.

import type { Id } from '../id.ts';
import { widen } from './ever.ts';
import { type Keyset, type Statement, statement } from './statement.ts';

/** A row of somebody's page, and whose it is. */
export type Owned<Row> = Row & { readonly ownerId: Id };

/**
 * Makes the statements that take a list of owners where `pair` takes one as `$1`. Each owner's rows
 * arrive together, in the page's order, read by the index the single page relies on.
 */
export function keysetForEach<Row>(
  pair: Keyset<Row>,
  owner: 'bigint' | 'text' = 'bigint',
): Keyset<Owned<Row>> {
  return { newest: statementForEach(pair.newest, owner), oldest: statementForEach(pair.oldest, owner) };
}

/** The same for a statement that is no keyset pair. */
export function statementForEach<Row>(
  one: Statement<Row>,
  owner: 'bigint' | 'text' = 'bigint',
): Statement<Owned<Row>> {
  return statement(
    `${one.name}-for-each`,
    `select owner.id as "ownerId", page.* from unnest($1::${owner}[]) owner(id)
     cross join lateral (${widen(one.text, '$1').replace(/\$1\b/g, 'owner.id')}) page`,
  );
}
