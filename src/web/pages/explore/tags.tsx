// Tags many people use lately, and those the viewer follows.

import type { JSX } from 'preact';
import type { Ctx } from '../../../context.ts';
import { popularTags } from '../../../post/popular-tag.ts';
import type { Tag } from '../../../post/tag.ts';
import { followedTags } from '../../../post/tag-follow.ts';
import { tagHistory } from '../../../post/tag-history.ts';
import { tagPeople } from '../../../post/tag-people.ts';
import type { Id } from '../../../utils/id.ts';
import { Empty } from '../../components/empty.tsx';
import { More } from '../../components/feed.tsx';
import { Icon } from '../../components/icon.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { communityHead } from '../../components/share-head.tsx';
import { TagRow, type TagUse } from '../../components/tag-row.tsx';
import type { Answer } from '../../kit/page.ts';
import { pageOf } from '../../kit/page-query.ts';
import type { Visit } from '../../kit/visit.ts';
import { ExploreHead } from './tabs.tsx';

const LIMIT = 30;

export async function popularTagsPage(visit: Visit): Promise<Answer> {
  const { t, ctx } = visit;
  const tags = await popularTags(ctx, { limit: LIMIT });
  const uses = await usesOf(ctx, tags);
  return {
    title: t('explore.tags'),
    door: 'explore',
    shared: true,
    head: communityHead(visit, '/explore/tags'),
    canonical: `${visit.ctx.tenant.origin}/explore/tags`,
    main: (
      <>
        <ExploreHead visit={visit} at="/explore/tags" />
        {ctx.viewer !== null && (
          <p class="way">
            <a href="/explore/followed-tags">
              <Icon name="hash" />
              <span>{t('explore.followed-tags')}</span>
              <Icon name="chevron-right" class="turns" />
            </a>
          </p>
        )}
        {tags.length === 0 ? (
          <Empty icon="hash" title={t('explore.no-tags')} text={t('explore.no-tags-hint')} />
        ) : (
          <TagList visit={visit} tags={tags} uses={uses} />
        )}
      </>
    ),
  };
}

export async function followedTagsPage(visit: Visit): Promise<Answer> {
  const { t, ctx } = visit;
  const slice = await followedTags(ctx, pageOf(visit, 40));
  const uses = await usesOf(ctx, slice.items);
  const title = t('explore.followed-tags');
  return {
    title,
    door: 'explore',
    main: (
      <>
        <PageHead visit={visit} title={title} back="/explore/tags" />
        {slice.items.length === 0 ? (
          <Empty icon="hash" title={t('explore.no-followed-tags')} text={t('explore.no-followed-tags-hint')}>
            <a class="button" href="/explore/tags">
              {t('explore.find-tags')}
            </a>
          </Empty>
        ) : (
          <>
            <TagList visit={visit} tags={slice.items} uses={uses} followable />
            <More visit={visit} slice={slice} />
          </>
        )}
      </>
    ),
  };
}

interface TagListProps {
  readonly visit: Visit;
  readonly tags: readonly Tag[];
  readonly uses: ReadonlyMap<Id, TagUse>;
  readonly followable?: boolean;
}

export const TagList = ({ visit, tags, uses, followable }: TagListProps): JSX.Element => (
  <ul class="tag-list">
    {tags.map((tag) => (
      <TagRow
        key={tag.name}
        visit={visit}
        tag={tag}
        use={tag.id === null ? undefined : uses.get(tag.id)}
        followable={followable ?? false}
      />
    ))}
  </ul>
);

/** How each tag was used lately: two statements. */
export async function usesOf(ctx: Ctx, tags: readonly Tag[]): Promise<ReadonlyMap<Id, TagUse>> {
  const ids = tags.flatMap(({ id }) => id ?? []);
  const [days, people] = await Promise.all([tagHistory(ctx, ids), tagPeople(ctx, ids)]);
  return new Map(ids.map((id) => [id, { days: days.get(id) ?? [], people: people.get(id) ?? 0 }]));
}
