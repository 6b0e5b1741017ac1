// What others did that concerns the viewer. Opening the page counts as reading it; what was new is still shown as new.

import type { JSX } from 'preact';
import { dismissGroup, type GroupSlice, groupedNotifications } from '../../notification/group.ts';
import { clear, notifications } from '../../notification/inbox.ts';
import { markers, setMarker } from '../../notification/marker.ts';
import { pendingRequests } from '../../notification/policy.ts';
import type { InboxFilter } from '../../notification/readable.ts';
import { credentialsOf } from '../../user/credentials.ts';
import { viewerProfile } from '../../user/user.ts';
import { DomainError } from '../../utils/error.ts';
import { compareIds, type Id, isId } from '../../utils/id.ts';
import { Empty } from '../components/empty.tsx';
import { Feed } from '../components/feed.tsx';
import { Form } from '../components/form.tsx';
import { Icon } from '../components/icon.tsx';
import { Notice } from '../components/notice.tsx';
import { PageHead } from '../components/page-head.tsx';
import { type Answer, acted, memberAction, memberPage, type WebApp } from '../kit/page.ts';
import { pageOf } from '../kit/page-query.ts';
import type { Visit } from '../kit/visit.ts';
import { noteMarkup } from './notification-list.tsx';

const PATH = '/notifications';

export const notificationPages = (app: WebApp): void => {
  memberPage(app, PATH, listPage);
  memberPage(app, `${PATH}/clear`, clearPage);
  memberAction(app, `${PATH}/clear`, async ({ ctx }) => {
    await clear(ctx);
    return { redirect: `${PATH}?done=cleared` };
  });
  memberAction(app, `${PATH}/read`, async (visit) => {
    const { first } = await notifications(visit.ctx, { limit: 1 });
    if (first !== undefined) await moveMarker(visit, await lastRead(visit), first);
    return acted(visit);
  });
  memberAction(app, `${PATH}/:key/dismiss`, async (visit) => {
    await dismissGroup(visit.ctx, visit.param('key')).catch(goneAlready);
    return acted(visit, { removed: true });
  });
};

const FILTERS: Readonly<Record<string, InboxFilter>> = {
  all: {},
  mentions: { types: ['mention', 'comment'] },
};

async function listPage(visit: Visit): Promise<Answer> {
  const { ctx, t } = visit;
  const tab = visit.query('tab') === 'mentions' ? 'mentions' : 'all';
  const [found, before] = await Promise.all([
    groupedNotifications(ctx, pageOf(visit), FILTERS[tab]),
    isId(visit.query('read')) ? visit.query('read') : lastRead(visit),
  ]);
  const markup = await noteMarkup(visit, found, before);
  if (visit.wantsFragment) return { fragment: markup };
  const isFirst = visit.query('max_id') === '';
  if (tab === 'all' && isFirst && !isAhead(visit)) await moveMarker(visit, before, found.first);
  return {
    title: t('notifications.title'),
    door: 'notifications',
    main: (
      <>
        <PageHead visit={visit} title={t('notifications.title')}>
          <Menu visit={visit} />
        </PageHead>
        <Tabs visit={visit} at={tab} requests={await requestCount(visit)} />
        {visit.query('done') === 'cleared' && <Notice kind="good">{t('notifications.clear-done')}</Notice>}
        {isFirst && <HeldBack visit={visit} people={(await pendingRequests(ctx)).requests} />}
        {isFirst && found.items.length === 0 && !found.more ? (
          <Nothing visit={visit} tab={tab} />
        ) : (
          <Feed name="notifications" slice={found} markup={markup} label={t('notifications.title')} />
        )}
      </>
    ),
  };
}

const lastRead = async ({ ctx }: Visit): Promise<Id> =>
  (await markers(ctx, ['notifications'])).get('notifications')?.lastReadId ?? '0';

/** Never back: another device may have read further. */
async function moveMarker({ ctx }: Visit, from: Id, to: GroupSlice['first']): Promise<void> {
  if (to !== undefined && compareIds(to, from) > 0) await setMarker(ctx, 'notifications', to);
}

/** The browser loads the page in case it is wanted: nobody has read it yet. */
const isAhead = ({ request }: Visit): boolean =>
  /prefetch/.test(String(request.headers['sec-purpose'] ?? ''));

/** How many ask to follow; undefined: nobody has to ask, and nobody waits. */
async function requestCount({ ctx }: Visit): Promise<number | undefined> {
  const [{ locked }, { followRequestCount }] = await Promise.all([viewerProfile(ctx), credentialsOf(ctx)]);
  return locked || followRequestCount > 0 ? followRequestCount : undefined;
}

interface TabsProps {
  readonly visit: Visit;
  readonly at: string;
  readonly requests: number | undefined;
}

function Tabs({ visit: { t }, at, requests }: TabsProps): JSX.Element {
  const current = (tab: string) => (tab === at ? 'page' : undefined);
  return (
    <nav class="tabs" aria-label={t('notifications.lists')}>
      <a href={PATH} aria-current={current('all')}>
        {t('notifications.all')}
      </a>
      <a href={`${PATH}?tab=mentions`} aria-current={current('mentions')}>
        {t('notifications.mentions')}
      </a>
      {requests !== undefined && (
        <a href="/follow-requests">
          <span>
            {t('notifications.follow-requests')}
            {requests > 0 && (
              <>
                <span class="count-badge" aria-hidden="true">
                  {t.formats.number(requests)}
                </span>
                <span class="visually-hidden">{t('notifications.waiting', { count: requests })}</span>
              </>
            )}
          </span>
        </a>
      )}
    </nav>
  );
}

const Menu = ({ visit: { t } }: { visit: Visit }): JSX.Element => (
  <details class="menu">
    <summary class="icon-button" aria-label={t('notifications.more')}>
      <Icon name="ellipsis" />
    </summary>
    <div class="sheet">
      <button type="submit" form="act" formaction={`${PATH}/read`}>
        <Icon name="check" />
        {t('notifications.mark-read')}
      </button>
      <a href="/settings/notifications">
        <Icon name="settings" />
        {t('notifications.settings')}
      </a>
      <a class="danger" href={`${PATH}/clear`}>
        <Icon name="trash-2" />
        {t('notifications.clear')}
      </a>
    </div>
  </details>
);

/** Where the policy holds something back: the way to decide. */
function HeldBack({ visit: { t }, people }: { visit: Visit; people: number }): JSX.Element | null {
  if (people === 0) return null;
  return (
    <a class="held-back" href={`${PATH}/requests`}>
      <Icon name="mail" />
      <span>
        <strong>{t('notifications.held-back', { count: people })}</strong>
        <span class="soft small">{t('notifications.held-back-hint')}</span>
      </span>
      <Icon name="chevron-right" class="turns" />
    </a>
  );
}

function Nothing({ visit: { t }, tab }: { visit: Visit; tab: string }): JSX.Element {
  return tab === 'all' ? (
    <Empty icon="bell" title={t('notifications.empty')} text={t('notifications.empty-hint')} />
  ) : (
    <Empty
      icon="at-sign"
      title={t('notifications.mentions-empty')}
      text={t('notifications.mentions-empty-hint')}
    />
  );
}

function clearPage(visit: Visit): Answer {
  const { t } = visit;
  return {
    title: t('notifications.clear-title'),
    door: 'notifications',
    main: (
      <>
        <PageHead visit={visit} title={t('notifications.clear-title')} back={PATH} />
        <section class="section">
          <p class="prose">{t('notifications.clear-text')}</p>
          <Form visit={visit} action={`${PATH}/clear`} class="actions ask">
            <button class="button danger" type="submit">
              {t('notifications.clear')}
            </button>
            <a class="button quiet" href={PATH}>
              {t('common.cancel')}
            </a>
          </Form>
        </section>
      </>
    ),
  };
}

/** Dismissing twice is harmless. */
function goneAlready(error: unknown): void {
  if (!(error instanceof DomainError) || error.code !== 'not-found') throw error;
}
