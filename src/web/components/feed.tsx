// A list of posts with the way to the next page. The same list is sent alone when the page's script asks for it.

import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { FeedSlice } from '../../feed/slice.ts';
import type { Post } from '../../post/post.ts';
import type { Slice } from '../../utils/cursor.ts';
import type { Id } from '../../utils/id.ts';
import { Raw } from '../kit/raw.tsx';
import type { Visit } from '../kit/visit.ts';
import { postCards } from './post-card.tsx';

/** The cards of a feed's page and the link to the next one, as safe markup. */
export async function feedMarkup(visit: Visit, feed: FeedSlice): Promise<string> {
  return (
    (await postCards(visit, { ...feed, items: onceEach(feed.items) })) +
    renderToString(<More visit={visit} slice={feed} />)
  );
}

/** Of a post and its reposts on one page, the newest. */
function onceEach(items: readonly Post[]): Post[] {
  const seen = new Set<Id>();
  return items.filter(({ id, repostOfId }) => {
    const shown = repostOfId ?? id;
    return !seen.has(shown) && seen.add(shown);
  });
}

interface FeedProps {
  /** As the live events name it. */
  readonly name: string;
  readonly slice: Slice<unknown>;
  readonly markup: string;
  readonly label: string;
}

export function Feed({ name, slice, markup, label }: FeedProps): JSX.Element {
  return (
    <Raw
      as="nx-feed"
      class="feed"
      html={markup}
      role="region"
      aria-label={label}
      data-name={name}
      data-newest={slice.first ?? '0'}
    />
  );
}

/** The way on, or what tells that this is the end. */
export function More({ visit, slice }: { visit: Visit; slice: Slice<unknown> }): JSX.Element {
  const { t } = visit;
  if (slice.more && slice.last !== undefined) {
    return (
      <a class="more" rel="next" href={pageAfter(visit.here, slice.last)}>
        {t('feed.more')}
      </a>
    );
  }
  return <p class="end-of-list">{t('feed.end')}</p>;
}

/** This page's address, with the cursor moved. */
export function pageAfter(here: string, last: string): string {
  const [path, query] = here.split('?', 2) as [string, string?];
  const values = new URLSearchParams(query);
  for (const name of ['max_id', 'min_id', 'since_id']) values.delete(name);
  values.set('max_id', last);
  return `${path}?${values}`;
}
