// The page of a list that an address asks for.

import { type Page, readPage } from '../../utils/cursor.ts';
import type { Visit } from './visit.ts';

/** Reads `max_id`, `min_id` and `since_id`; pages of the web have one size. */
export const pageOf = (visit: Visit, limit = 20): Page =>
  readPage(
    {
      limit,
      max_id: visit.query('max_id'),
      min_id: visit.query('min_id'),
      since_id: visit.query('since_id'),
    },
    limit,
    80,
  );
