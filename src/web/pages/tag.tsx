// The posts with a tag.

import type { JSX } from 'preact';
import { tagFeed } from '../../feed/tag.ts';
import { authorsOf } from '../../post/authors.ts';
import { type Tag, tagByName } from '../../post/tag.ts';
import { followTag, unfollowTag } from '../../post/tag-follow.ts';
import { tagPeople } from '../../post/tag-people.ts';
import type { User } from '../../user/user.ts';
import { Avatar } from '../components/avatar.tsx';
import { Empty } from '../components/empty.tsx';
import { Feed, feedMarkup } from '../components/feed.tsx';
import { Icon } from '../components/icon.tsx';
import { tagHead } from '../components/share-head.tsx';
import { FollowTagButton, tagPath } from '../components/tag-row.tsx';
import { type Answer, acted, memberAction, readingPage, type WebApp } from '../kit/page.ts';
import { pageOf } from '../kit/page-query.ts';
import type { Visit } from '../kit/visit.ts';

export const tagPages = (app: WebApp): void => {
  readingPage(app, '/tags/:name', tagPage);
  for (const [name, act] of [
    ['follow', followTag],
    ['unfollow', unfollowTag],
  ] as const) {
    memberAction(app, `/tags/:name/${name}`, async (visit) => {
      const { following } = await act(visit.ctx, visit.param('name'));
      const label = visit.t(following ? 'explore.following-tag' : 'explore.follow-tag');
      return acted(visit, { pressed: following, label });
    });
  }
};

async function tagPage(visit: Visit): Promise<Answer> {
  const { ctx } = visit;
  const tag = await tagByName(ctx, visit.param('name'));
  const feed = await tagFeed(ctx, tag.name, pageOf(visit));
  const authors = await authorsOf(ctx, feed.items, feed.originals);
  const markup = await feedMarkup(visit, feed);
  if (visit.wantsFragment) return { fragment: markup };
  const isEmpty = feed.items.length === 0 && !feed.more && visit.query('max_id') === '';
  const title = `#${tag.display}`;
  return {
    title,
    door: 'explore',
    canonical: ctx.tenant.origin + tagPath(tag.name),
    noindex: isEmpty,
    shared: true,
    head: tagHead(visit, tagPath(tag.name), title),
    main: (
      <>
        <TagHead visit={visit} tag={tag} people={await peopleOf(visit, tag)} faces={[...authors.values()]} />
        {isEmpty ? (
          <EmptyTag visit={visit} tag={tag} />
        ) : (
          <Feed name="tag" slice={feed} markup={markup} label={title} />
        )}
      </>
    ),
  };
}

const peopleOf = async ({ ctx }: Visit, { id }: Tag): Promise<number> =>
  id === null ? 0 : ((await tagPeople(ctx, [id])).get(id) ?? 0);

interface TagHeadProps {
  readonly visit: Visit;
  readonly tag: Tag;
  readonly people: number;
  /** Who wrote the posts of this page. */
  readonly faces: readonly User[];
}

const MOST_FACES = 6;

function TagHead({ visit, tag, people, faces }: TagHeadProps): JSX.Element {
  const { t } = visit;
  const path = tagPath(tag.name);
  return (
    <header class="tag-head">
      <div class="title">
        <span class="tag-sign" aria-hidden="true">
          <Icon name="hash" />
        </span>
        <h1>
          <span class="visually-hidden">#</span>
          <bdi>{tag.display}</bdi>
        </h1>
      </div>
      <div class="facepile">
        {faces.length > 0 && (
          <span class="faces">
            {faces.slice(0, MOST_FACES).map(({ id, profile }) => (
              <a key={id} href={`/@${profile.username}`} title={profile.displayName || profile.username}>
                <Avatar profile={profile} size="small" />
                <span class="visually-hidden">{profile.displayName || profile.username}</span>
              </a>
            ))}
          </span>
        )}
        <span>{t('explore.tag-week', { count: people })}</span>
      </div>
      <div class="actions">
        <FollowTagButton visit={visit} tag={tag} />
        <a
          class="icon-button"
          href={`${path}.rss`}
          aria-label={t('explore.rss')}
          title={t('explore.rss')}
          data-native
        >
          <Icon name="rss" />
        </a>
      </div>
    </header>
  );
}

function EmptyTag({ visit, tag }: { visit: Visit; tag: Tag }): JSX.Element {
  const { t, ctx } = visit;
  const text = t('explore.tag-empty-hint', { tag: tag.display });
  return (
    <Empty icon="hash" title={t('explore.tag-empty')} text={text}>
      {ctx.viewer !== null && (
        <a class="button" href={`/compose?${new URLSearchParams({ text: `#${tag.display} ` })}`}>
          {t('explore.tag-write')}
        </a>
      )}
    </Empty>
  );
}
