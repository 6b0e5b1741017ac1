// A person's profile and what they posted, in tabs.

import type { JSX } from 'preact';
import { accountFeed } from '../../../feed/account.ts';
import { likes } from '../../../feed/saved.ts';
import type { FeedSlice } from '../../../feed/slice.ts';
import { notFound } from '../../../utils/error.ts';
import type { MessageKey } from '../../../utils/messages/catalogue.ts';
import { Empty } from '../../components/empty.tsx';
import { Feed } from '../../components/feed.tsx';
import { profileHead } from '../../components/share-head.tsx';
import { type Answer, type Page, readingPage, type WebApp } from '../../kit/page.ts';
import { pageOf } from '../../kit/page-query.ts';
import { Raw } from '../../kit/raw.tsx';
import type { Visit } from '../../kit/visit.ts';
import { ProfileHead } from './head.tsx';
import { mediaMarkup } from './media.tsx';
import { postsMarkup } from './posts.tsx';
import { isHidden, openState, type ProfileState } from './state.ts';

const TABS = ['posts', 'comments', 'media', 'likes'] as const;

type Tab = (typeof TABS)[number];

export const profilePages = (app: WebApp): void => {
  for (const tab of TABS) readingPage(app, addressOf(':name', tab), (visit) => profilePage(visit, tab));
};

const addressOf = (name: string, tab: Tab): string => (tab === 'posts' ? `/@${name}` : `/@${name}/${tab}`);

const MEDIA_PAGE = 30;

async function profilePage(visit: Visit, tab: Tab): Promise<Answer> {
  const state = await openState(visit);
  if (tab === 'likes' && !state.own) throw notFound();
  const feed = isHidden(visit, state) ? undefined : await readTab(visit, state, tab);
  const markup = feed && (await writeTab(visit, state, tab, feed));
  if (visit.wantsFragment) return { fragment: markup ?? '' };
  const { t, ctx } = visit;
  const { user, name } = state;
  const { username } = user;
  return {
    title: t('profile.title', { name, username }),
    ...(state.own && { door: 'profile' as const }),
    canonical: ctx.tenant.origin + addressOf(username, tab),
    noindex: !user.profile.indexable || user.state !== 'active',
    shared: true,
    head: profileHead(visit, user),
    main: (
      <>
        <ProfileHead visit={visit} state={state} />
        <Tabs visit={visit} state={state} tab={tab} />
        {feed === undefined || markup === undefined ? (
          <HiddenPosts visit={visit} name={name} />
        ) : (
          <TabBody visit={visit} state={state} tab={tab} feed={feed} markup={markup} />
        )}
      </>
    ),
  } satisfies Page;
}

function readTab(visit: Visit, { user }: ProfileState, tab: Tab): Promise<FeedSlice> {
  const { ctx } = visit;
  if (tab === 'likes') return likes(ctx, pageOf(visit));
  if (tab === 'media')
    return accountFeed(ctx, user.id, pageOf(visit, MEDIA_PAGE), { onlyMedia: true, excludeReposts: true });
  return accountFeed(
    ctx,
    user.id,
    pageOf(visit),
    tab === 'comments' ? { onlyComments: true } : { excludeReplies: true },
  );
}

const writeTab = (visit: Visit, state: ProfileState, tab: Tab, feed: FeedSlice): Promise<string> | string =>
  tab === 'media' ? mediaMarkup(visit, state.user, feed) : postsMarkup(visit, state, feed, tab === 'posts');

const TAB_WORDS = {
  posts: 'profile.tab-posts',
  comments: 'profile.tab-comments',
  media: 'profile.tab-media',
  likes: 'profile.tab-likes',
} as const satisfies Record<Tab, MessageKey>;

interface TabProps {
  readonly visit: Visit;
  readonly state: ProfileState;
  readonly tab: Tab;
}

const Tabs = ({ visit, state, tab }: TabProps): JSX.Element => (
  <nav class="tabs" aria-label={visit.t('profile.tabs', { name: state.name })}>
    {TABS.filter((one) => one !== 'likes' || state.own).map((one) => (
      <a
        key={one}
        href={addressOf(state.user.username, one) + (visit.query('show') === 'yes' ? '?show=yes' : '')}
        aria-current={one === tab ? 'page' : undefined}
      >
        {visit.t(TAB_WORDS[one])}
      </a>
    ))}
  </nav>
);

interface TabBodyProps extends TabProps {
  readonly feed: FeedSlice;
  readonly markup: string;
}

function TabBody({ visit, state, tab, feed, markup }: TabBodyProps): JSX.Element {
  const label = visit.t(TAB_WORDS[tab]);
  const isEmpty = !markup.includes('<a') && !feed.more && visit.query('max_id') === '';
  if (isEmpty) return <EmptyTab visit={visit} state={state} tab={tab} />;
  if (tab === 'media') {
    return (
      <Raw as="nx-feed" class="media-grid" data-name="media" role="group" aria-label={label} html={markup} />
    );
  }
  return <Feed name="profile" slice={feed} markup={markup} label={label} />;
}

const EMPTY = {
  comments: ['message-circle', 'profile.no-comments', 'profile.no-comments-hint'],
  media: ['images', 'profile.no-media', 'profile.no-media-hint'],
  likes: ['heart', 'profile.no-likes', 'profile.no-likes-hint'],
} as const satisfies Record<Exclude<Tab, 'posts'>, readonly [string, MessageKey, MessageKey]>;

function EmptyTab({ visit, state, tab }: TabProps): JSX.Element {
  const { t } = visit;
  if (state.relation?.blockedBy) return <Empty icon="ban" title={t('profile.no-posts')} />;
  if (tab !== 'posts') {
    const [icon, title, text] = EMPTY[tab];
    return <Empty icon={icon} title={t(title)} text={t(text)} />;
  }
  const { own, name, relation, user } = state;
  const title = t('profile.no-posts');
  if (own) {
    return (
      <Empty icon="pencil" title={title} text={t('profile.no-posts-own')}>
        <a class="button" href="/compose" data-compose>
          {t('profile.first-post')}
        </a>
      </Empty>
    );
  }
  const closed = user.profile.locked && relation?.following !== true;
  const text = t(closed ? 'profile.no-posts-private' : 'profile.no-posts-other', { name });
  return <Empty icon={closed ? 'lock' : 'sparkles'} title={title} text={text} />;
}

/** Instead of the posts of somebody the viewer blocks. */
const HiddenPosts = ({ visit, name }: { visit: Visit; name: string }): JSX.Element => (
  <Empty icon="ban" title={visit.t('profile.blocked-title')} text={visit.t('profile.blocked-hint', { name })}>
    <a class="button quiet" href="?show=yes">
      {visit.t('profile.show-anyway')}
    </a>
  </Empty>
);
