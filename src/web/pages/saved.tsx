// What the viewer keeps: bookmarks and likes. Nobody else sees these lists.

import type { JSX } from 'preact';
import { bookmarks, likes } from '../../feed/saved.ts';
import { Empty } from '../components/empty.tsx';
import { PageHead } from '../components/page-head.tsx';
import { Tabs } from '../components/tabs.tsx';
import { type Answer, memberPage, type WebApp } from '../kit/page.ts';
import { pageOf } from '../kit/page-query.ts';
import type { Visit } from '../kit/visit.ts';
import { feedPage } from './feeds.tsx';

export const savedPages = (app: WebApp): void => {
  memberPage(app, '/bookmarks', bookmarksPage);
  memberPage(app, '/likes', likesPage);
};

async function bookmarksPage(visit: Visit): Promise<Answer> {
  const { t, ctx } = visit;
  const feed = await bookmarks(ctx, pageOf(visit));
  const empty = (
    <Empty icon="bookmark" title={t('feed.bookmarks-empty')} text={t('feed.bookmarks-empty-hint')} />
  );
  const title = t('feed.bookmarks');
  const above = <SavedHead visit={visit} title={title} at="/bookmarks" />;
  return feedPage(visit, { name: 'bookmarks', title, door: 'bookmarks', feed, empty, above });
}

async function likesPage(visit: Visit): Promise<Answer> {
  const { t, ctx } = visit;
  const feed = await likes(ctx, pageOf(visit));
  const empty = <Empty icon="heart" title={t('feed.likes-empty')} text={t('feed.likes-empty-hint')} />;
  const title = t('feed.likes');
  const above = <SavedHead visit={visit} title={title} at="/likes" />;
  return feedPage(visit, { name: 'likes', title, door: 'bookmarks', feed, empty, above });
}

function SavedHead({ visit, title, at }: { visit: Visit; title: string; at: string }): JSX.Element {
  const { t } = visit;
  const tabs = [
    ['/bookmarks', t('feed.bookmarks')],
    ['/likes', t('feed.likes')],
  ] as const;
  return (
    <>
      <PageHead visit={visit} title={title} />
      <Tabs label={t('feed.saved')} tabs={tabs} at={at} />
    </>
  );
}
