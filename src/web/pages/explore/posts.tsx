// What is popular lately.

import { renderToString } from 'preact-render-to-string';
import { popularPosts } from '../../../feed/popular.ts';
import { Empty } from '../../components/empty.tsx';
import { Feed } from '../../components/feed.tsx';
import { OffsetMore, offsetOf } from '../../components/offset-more.tsx';
import { postCards } from '../../components/post-card.tsx';
import { communityHead } from '../../components/share-head.tsx';
import type { Answer } from '../../kit/page.ts';
import type { Visit } from '../../kit/visit.ts';
import { ExploreHead } from './tabs.tsx';

const LIMIT = 20;

export async function popularPage(visit: Visit): Promise<Answer> {
  const { t } = visit;
  const offset = offsetOf(visit);
  const feed = await popularPosts(visit.ctx, { limit: LIMIT, offset });
  const next = feed.more ? offset + LIMIT : undefined;
  const markup = (await postCards(visit, feed)) + renderToString(<OffsetMore visit={visit} next={next} />);
  if (visit.wantsFragment) return { fragment: markup };
  const isEmpty = offset === 0 && feed.items.length === 0;
  return {
    title: t('explore.title'),
    door: 'explore',
    shared: true,
    head: communityHead(visit, '/explore'),
    canonical: `${visit.ctx.tenant.origin}/explore`,
    main: (
      <>
        <ExploreHead visit={visit} at="/explore" />
        {isEmpty ? (
          <Empty icon="trending-up" title={t('explore.no-posts')} text={t('explore.no-posts-hint')} />
        ) : (
          <Feed
            name="popular"
            slice={{ ...feed, first: undefined }}
            markup={markup}
            label={t('explore.posts')}
          />
        )}
      </>
    ),
  };
}
