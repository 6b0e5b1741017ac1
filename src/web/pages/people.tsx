// Who follows somebody, whom they follow, and who asks to follow the viewer.

import type { ComponentChildren, JSX } from 'preact';
import type { Ctx } from '../../context.ts';
import { listFollowRequests } from '../../user/follow-request.ts';
import { followersOf, followingOf } from '../../user/followers.ts';
import { openProfileNamed } from '../../user/open-profile.ts';
import { type User, viewerProfile } from '../../user/user.ts';
import type { Page as ListPage, Slice } from '../../utils/cursor.ts';
import type { Id } from '../../utils/id.ts';
import { Empty } from '../components/empty.tsx';
import { Notice } from '../components/notice.tsx';
import { PageHead } from '../components/page-head.tsx';
import { People, type PersonRowOptions, personRows } from '../components/person-row.tsx';
import { type Answer, memberPage, readingPage, type WebApp } from '../kit/page.ts';
import { pageOf } from '../kit/page-query.ts';
import type { Visit } from '../kit/visit.ts';

export const peoplePages = (app: WebApp): void => {
  readingPage(app, '/@:name/followers', (visit) => collectionPage(visit, 'followers'));
  readingPage(app, '/@:name/following', (visit) => collectionPage(visit, 'following'));
  memberPage(app, '/follow-requests', requestsPage);
};

type Kind = 'followers' | 'following';

const READ: Readonly<Record<Kind, (ctx: Ctx, id: Id, page: ListPage) => Promise<Slice<User>>>> = {
  followers: followersOf,
  following: followingOf,
};

async function collectionPage(visit: Visit, kind: Kind): Promise<Answer> {
  const { t, ctx } = visit;
  const user = await openProfileNamed(ctx, visit.param('name'));
  const people = await READ[kind](ctx, user.id, pageOf(visit));
  const name = user.profile.displayName || user.username;
  const title = t(kind === 'followers' ? 'people.followers-of' : 'people.followed-by', { name });
  return listPage(visit, {
    title,
    people,
    above: <CollectionHead visit={visit} user={user} kind={kind} title={title} />,
    empty: <EmptyCollection visit={visit} user={user} kind={kind} />,
  });
}

interface PeoplePage {
  readonly title: string;
  readonly people: Slice<User>;
  readonly above: ComponentChildren;
  readonly empty: ComponentChildren;
  readonly options?: PersonRowOptions;
}

async function listPage(visit: Visit, given: PeoplePage): Promise<Answer> {
  const { title, people, above, empty, options } = given;
  const markup = await personRows(visit, people, options);
  if (visit.wantsFragment) return { fragment: markup };
  const isEmpty = people.items.length === 0 && !people.more && visit.query('max_id') === '';
  return {
    title,
    noindex: true,
    main: (
      <>
        {above}
        {isEmpty ? empty : <People markup={markup} label={title} />}
      </>
    ),
  };
}

interface CollectionProps {
  readonly visit: Visit;
  readonly user: User;
  readonly kind: Kind;
}

function CollectionHead({ visit, user, kind, title }: CollectionProps & { title: string }): JSX.Element {
  const { t } = visit;
  const link = (one: Kind, words: string) => (
    <a href={`/@${user.username}/${one}`} aria-current={one === kind ? 'page' : undefined}>
      {words}
    </a>
  );
  return (
    <>
      <PageHead visit={visit} title={title} back={`/@${user.username}`} />
      <nav class="tabs" aria-label={user.profile.displayName || user.username}>
        {link('following', t('people.followed'))}
        {link('followers', t('people.followers'))}
      </nav>
    </>
  );
}

/** Nobody, or a list that its owner keeps to themself. */
function EmptyCollection({ visit, user, kind }: CollectionProps): JSX.Element {
  const { t, ctx } = visit;
  const name = user.profile.displayName || user.username;
  const own = ctx.viewer?.id === user.id;
  if (user.profile.hideCollections && !own) {
    return (
      <Empty icon="lock" title={t('people.list-hidden')} text={t('people.list-hidden-hint', { name })} />
    );
  }
  if (kind === 'followers') {
    const text = own ? t('people.no-followers-own') : t('people.no-followers-other', { name });
    return <Empty icon="users" title={t('people.no-followers')} text={text} />;
  }
  const text = own ? t('people.nobody-followed-own') : t('people.nobody-followed-other', { name });
  return (
    <Empty icon="user-plus" title={t('people.nobody-followed')} text={text}>
      {own && (
        <a class="button" href="/explore/people">
          {t('feed.find-people')}
        </a>
      )}
    </Empty>
  );
}

async function requestsPage(visit: Visit): Promise<Answer> {
  const { t, ctx } = visit;
  const [people, { locked }] = await Promise.all([
    listFollowRequests(ctx, pageOf(visit)),
    viewerProfile(ctx),
  ]);
  const title = t('people.requests');
  return listPage(visit, {
    title,
    people,
    options: { actions: (user) => <Decide visit={visit} user={user} /> },
    above: (
      <>
        <PageHead visit={visit} title={title} back="/notifications" />
        {!locked && (
          <Notice kind="plain">
            {t('people.requests-open')} <a href="/settings/privacy">{t('people.requests-settings')}</a>
          </Notice>
        )}
      </>
    ),
    empty: <Empty icon="user-check" title={t('people.no-requests')} text={t('people.no-requests-hint')} />,
  });
}

function Decide({ visit, user }: { visit: Visit; user: User }): JSX.Element {
  const { t } = visit;
  const name = <span class="visually-hidden"> {user.profile.displayName || user.username}</span>;
  return (
    <>
      <button class="button compact" type="submit" form="act" formaction={`/users/${user.id}/approve`}>
        <span>
          {t('people.approve')}
          {name}
        </span>
      </button>
      <button class="button quiet compact" type="submit" form="act" formaction={`/users/${user.id}/reject`}>
        <span>
          {t('people.reject')}
          {name}
        </span>
      </button>
    </>
  );
}
