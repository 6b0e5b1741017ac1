// People to follow: suggestions for members, and everybody who wants to be found.

import type { JSX } from 'preact';
import type { Ctx } from '../../../context.ts';
import { newestUsers, popularUsers, type Ranked, recentUsers } from '../../../user/find.ts';
import { type Suggestion, suggestUsers } from '../../../user/suggest.ts';
import type { User } from '../../../user/user.ts';
import type { MessageKey } from '../../../utils/messages/catalogue.ts';
import { Empty } from '../../components/empty.tsx';
import { FollowButton } from '../../components/follow-button.tsx';
import { Icon } from '../../components/icon.tsx';
import { OffsetMore, offsetOf } from '../../components/offset-more.tsx';
import { People, personRows, relationsFor } from '../../components/person-row.tsx';
import { communityHead } from '../../components/share-head.tsx';
import type { Answer } from '../../kit/page.ts';
import { Raw } from '../../kit/raw.tsx';
import type { Visit } from '../../kit/visit.ts';
import { ExploreHead } from './tabs.tsx';

const LIMIT = 20;
const SUGGESTED = 5;

const ORDERS = {
  popular: [popularUsers, 'explore.by-popular'],
  recent: [recentUsers, 'explore.by-recent'],
  new: [newestUsers, 'explore.by-new'],
} as const satisfies Record<string, readonly [(ctx: Ctx, page: Ranked) => Promise<User[]>, MessageKey]>;

type Order = keyof typeof ORDERS;

const BESIDE = 3;

/** The few suggestions that stand beside every page: fetched by its script. */
export async function suggestedPage(visit: Visit): Promise<Answer> {
  if (!visit.wantsFragment) return { redirect: '/explore/people' };
  const items = (await suggestUsers(visit.ctx, BESIDE)).map(({ user }) => user);
  return { fragment: await personRows(visit, { items, more: false }, { prefix: 'beside', end: null }) };
}

const orderOf = (visit: Visit): Order => {
  const by = visit.query('by');
  return Object.hasOwn(ORDERS, by) ? (by as Order) : 'popular';
};

export async function explorePeoplePage(visit: Visit): Promise<Answer> {
  const { t, ctx } = visit;
  const order = orderOf(visit);
  const offset = offsetOf(visit);
  const [users, suggestions] = await Promise.all([
    ORDERS[order][0](ctx, { limit: LIMIT, offset }),
    ctx.viewer === null || offset > 0 ? [] : suggestUsers(ctx, SUGGESTED),
  ]);
  const relations = await relationsFor(visit, [...users, ...suggestions.map(({ user }) => user)]);
  const next = users.length < LIMIT ? undefined : offset + LIMIT;
  const end = <OffsetMore visit={visit} next={next} />;
  const markup = await personRows(visit, { items: users, more: false }, { relations, end });
  if (visit.wantsFragment) return { fragment: markup };
  const title = t('explore.directory', { community: ctx.tenant.settings.name });
  return {
    title: t('explore.people'),
    door: 'explore',
    shared: true,
    head: communityHead(visit, '/explore/people'),
    canonical: `${visit.ctx.tenant.origin}/explore/people`,
    main: (
      <>
        <ExploreHead visit={visit} at="/explore/people" />
        {suggestions.length > 0 && (
          <section class="suggested" aria-labelledby="suggested">
            <h2 id="suggested">{t('explore.suggested')}</h2>
            <Raw as="div" html={await suggestionRows(visit, suggestions, relations)} />
          </section>
        )}
        <section aria-labelledby="directory">
          <div class="list-head">
            <h2 id="directory">{title}</h2>
            <Orders visit={visit} order={order} />
          </div>
          {users.length === 0 && offset === 0 ? (
            <Empty icon="users" title={t('explore.no-people')} text={t('explore.no-people-hint')} />
          ) : (
            <People markup={markup} label={title} />
          )}
        </section>
      </>
    ),
  };
}

type Relations = Awaited<ReturnType<typeof relationsFor>>;

/** The rows of people suggested, each with a way to say no. */
export function suggestionRows(
  visit: Visit,
  suggestions: readonly Suggestion[],
  relations: Relations,
): Promise<string> {
  const { t, ctx } = visit;
  const community = ctx.tenant.settings.name;
  const because = new Map(
    suggestions.map(({ user, source }) => [
      user.id,
      source === 'popular' ? t('explore.because-popular', { community }) : t('explore.because-friends'),
    ]),
  );
  const items = suggestions.map(({ user }) => user);
  return personRows(
    visit,
    { items, more: false },
    {
      relations,
      because,
      prefix: 'suggested',
      end: null,
      actions: (user, relation) => (
        <>
          <FollowButton visit={visit} user={user} relation={relation} />
          <Dismiss visit={visit} user={user} />
        </>
      ),
    },
  );
}

function Dismiss({ visit, user }: { visit: Visit; user: User }): JSX.Element {
  const label = visit.t('people.dismiss', { name: user.profile.displayName || user.username });
  return (
    <button
      class="icon-button unwanted"
      type="submit"
      form="act"
      formaction={`/users/${user.id}/dismiss`}
      aria-label={label}
      title={label}
    >
      <Icon name="x" />
    </button>
  );
}

const Orders = ({ visit, order }: { visit: Visit; order: Order }): JSX.Element => (
  <nav class="orders" aria-label={visit.t('explore.order')}>
    {Object.entries(ORDERS).map(([name, [, words]]) => (
      <a
        key={name}
        class="pill"
        href={name === 'popular' ? '/explore/people' : `/explore/people?by=${name}`}
        aria-current={name === order ? 'page' : undefined}
      >
        {visit.t(words)}
      </a>
    ))}
  </nav>
);
