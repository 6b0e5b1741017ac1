// The way on in a ranking, which is paged by how many have been shown.

import type { JSX } from 'preact';
import type { Visit } from '../kit/visit.ts';

/** How many were shown before this page. */
export function offsetOf(visit: Visit, most = 1000): number {
  const offset = Number(visit.query('offset'));
  return Number.isInteger(offset) && offset > 0 ? Math.min(offset, most) : 0;
}

export interface OffsetMoreProps {
  readonly visit: Visit;
  /** Where the next page begins; undefined at the end. */
  readonly next: number | undefined;
}

export function OffsetMore({ visit, next }: OffsetMoreProps): JSX.Element {
  if (next === undefined) return <p class="end-of-list">{visit.t('feed.end')}</p>;
  const [path, query] = visit.here.split('?', 2) as [string, string?];
  const values = new URLSearchParams(query);
  values.set('offset', String(next));
  return (
    <a class="more" rel="next" href={`${path}?${values}`}>
      {visit.t('feed.more')}
    </a>
  );
}
