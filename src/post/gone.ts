// A post, parent or person deleted between a statement's look and its foreign key check.

import { sqlState } from '../utils/db/failure.ts';
import { notFound } from '../utils/error.ts';

const FOREIGN_KEY_VIOLATION = '23503';

/** Runs `work`; what it points at being deleted at the same moment is not-found, as if it came later. */
export async function notFoundIfGone<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (sqlState(error) === FOREIGN_KEY_VIOLATION) throw notFound();
    throw error;
  }
}
