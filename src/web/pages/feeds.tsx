// Home and the community's feed.

import type { ComponentChildren, JSX } from 'preact';
import { communityFeed } from '../../feed/community.ts';
import { homeFeed } from '../../feed/home.ts';
import type { FeedSlice } from '../../feed/slice.ts';
import { requirePreview } from '../../tenant/preview.ts';
import { Empty } from '../components/empty.tsx';
import { Feed, feedMarkup } from '../components/feed.tsx';
import { PageHead } from '../components/page-head.tsx';
import { communityHead } from '../components/share-head.tsx';
import { Tabs } from '../components/tabs.tsx';
import { type Answer, type Door, memberPage, readingPage, type WebApp } from '../kit/page.ts';
import { pageOf } from '../kit/page-query.ts';
import type { Visit } from '../kit/visit.ts';

export const feedPages = (app: WebApp): void => {
  memberPage(app, '/home', homePage);
  readingPage(app, '/community', (visit) => communityPage(visit));
};

export async function homePage(visit: Visit): Promise<Answer> {
  const { t } = visit;
  const feed = await homeFeed(visit.ctx, pageOf(visit));
  const empty = (
    <Empty icon="sparkles" title={t('feed.home-empty')} text={t('feed.home-empty-hint')}>
      <p class="actions">
        <a class="button" href="/explore/people">
          {t('feed.find-people')}
        </a>
        <a class="button quiet" href="/community">
          {t('feed.community')}
        </a>
      </p>
    </Empty>
  );
  const above = <MemberHead visit={visit} title={t('feed.home')} at="/home" />;
  const given = { name: 'home', title: t('feed.home'), door: 'home', feed, empty, above } as const;
  const shown = await feedPage(visit, given);
  const { description } = visit.ctx.tenant.settings;
  return { ...shown, head: <meta name="description" content={description || t('feed.home-empty-hint')} /> };
}

/** The two feeds a member lives in: on a phone, this is the way from one to the other. */
function MemberHead({ visit, title, at }: { visit: Visit; title: string; at: string }): JSX.Element {
  const { t } = visit;
  const tabs = [
    ['/home', t('feed.home')],
    ['/community', t('feed.community')],
  ] as const;
  return (
    <>
      <PageHead visit={visit} title={title} />
      <Tabs label={t('feed.lists')} tabs={tabs} at={at} narrow />
    </>
  );
}

/** The community's feed; `head` stands where its title would. */
export async function communityPage(visit: Visit, head?: ComponentChildren): Promise<Answer> {
  const { t, ctx } = visit;
  requirePreview(ctx);
  const feed = await communityFeed(ctx, pageOf(visit), {});
  const text = t('feed.community-empty-hint', { community: ctx.tenant.settings.name });
  const empty = <Empty icon="users" title={t('feed.community-empty')} text={text} />;
  const title = t('feed.community');
  const above =
    head ?? (ctx.viewer === null ? undefined : <MemberHead visit={visit} title={title} at="/community" />);
  const given = { name: 'community', title, door: 'community', feed, empty, above } as const;
  return {
    ...(await feedPage(visit, given)),
    head: communityHead(visit, '/community'),
    canonical: `${ctx.tenant.origin}/community`,
    shared: true,
  };
}

export interface FeedPage {
  /** As the live events name it. */
  readonly name: string;
  readonly title: string;
  readonly door?: Door;
  readonly feed: FeedSlice;
  /** Shown instead of a first page without posts. */
  readonly empty: ComponentChildren;
  readonly above?: ComponentChildren | undefined;
}

/** Feeds that grow while one looks. They are there even when empty, for what comes; the style sheet hides the word then. */
const LIVE = ['home', 'community'];

/** A column of posts under its title. */
export async function feedPage(visit: Visit, given: FeedPage): Promise<Answer> {
  const { name, title, feed } = given;
  const markup = await feedMarkup(visit, feed);
  if (visit.wantsFragment) return { fragment: markup };
  const isEmpty = feed.items.length === 0 && !feed.more && visit.query('max_id') === '';
  return {
    title,
    ...(given.door && { door: given.door }),
    main: (
      <>
        {given.above ?? <PageHead visit={visit} title={title} />}
        {(!isEmpty || LIVE.includes(name)) && (
          <Feed name={name} slice={feed} markup={isEmpty ? '' : markup} label={title} />
        )}
        {isEmpty && given.empty}
      </>
    ),
  };
}
