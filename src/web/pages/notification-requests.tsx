// What the viewer's policy holds back, person by person: let them in for good, or let it go.

import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { groupedNotifications } from '../../notification/group.ts';
import {
  acceptRequests,
  dismissRequests,
  type NotificationRequest,
  notificationRequest,
  notificationRequests,
} from '../../notification/requests.ts';
import { type Post, postsById } from '../../post/post.ts';
import { excerpt } from '../../utils/text/excerpt.ts';
import { Avatar } from '../components/avatar.tsx';
import { Empty } from '../components/empty.tsx';
import { Feed, More } from '../components/feed.tsx';
import { Form } from '../components/form.tsx';
import { PageHead } from '../components/page-head.tsx';
import { names } from '../components/post-card.tsx';
import { type Answer, acted, memberAction, memberPage, type WebApp } from '../kit/page.ts';
import { pageOf } from '../kit/page-query.ts';
import { Raw } from '../kit/raw.tsx';
import type { Visit } from '../kit/visit.ts';
import { noteMarkup } from './notification-list.tsx';

const PATH = '/notifications/requests';

export const notificationRequestPages = (app: WebApp): void => {
  memberPage(app, PATH, listPage);
  memberPage(app, `${PATH}/:id`, onePage);
  memberAction(app, `${PATH}/:id/accept`, async (visit) => {
    await acceptRequests(visit.ctx, [visit.param('id')]);
    return acted(visit, { removed: true });
  });
  memberAction(app, `${PATH}/:id/dismiss`, async (visit) => {
    await dismissRequests(visit.ctx, [visit.param('id')]);
    return acted(visit, { removed: true });
  });
};

async function listPage(visit: Visit): Promise<Answer> {
  const { ctx, t } = visit;
  const found = await notificationRequests(ctx, pageOf(visit));
  const posts = await postsById(ctx, [...new Set(found.items.flatMap(({ postId }) => postId ?? []))]);
  const items = found.items.map((request) => (
    <Request visit={visit} request={request} post={posts.get(request.postId ?? '')} />
  ));
  const markup = renderToString(
    <>
      {items}
      <More visit={visit} slice={found} />
    </>,
  );
  if (visit.wantsFragment) return { fragment: markup };
  const title = t('notifications.requests');
  const isEmpty = items.length === 0 && !found.more && visit.query('max_id') === '';
  return {
    title,
    door: 'notifications',
    main: (
      <>
        <PageHead visit={visit} title={title} back="/notifications" />
        {isEmpty ? (
          <Empty
            icon="mail"
            title={t('notifications.requests-empty')}
            text={t('notifications.requests-empty-hint')}
          >
            <a class="button quiet" href="/settings/notifications">
              {t('notifications.settings')}
            </a>
          </Empty>
        ) : (
          <>
            <p class="section soft small">{t('notifications.requests-hint')}</p>
            <Feed name="notification-requests" slice={found} markup={markup} label={title} />
          </>
        )}
      </>
    ),
  };
}

interface RequestProps {
  readonly visit: Visit;
  readonly request: NotificationRequest;
  readonly post: Post | undefined;
}

function Request({ visit: { t }, request, post }: RequestProps): JSX.Element {
  const { actor, count, updatedAt } = request;
  const id = `request-${actor.id}`;
  const text = post && excerpt(post.body.spoilerText || post.body.text, 160);
  return (
    <article class="note of-request" data-cursor={actor.id} aria-labelledby={id} tabIndex={-1}>
      <Avatar profile={actor.profile} />
      <div class="content">
        <Raw as="div" class="byline" id={id} html={names(actor.profile)} />
        <p class="soft small">
          <a href={`${PATH}/${actor.id}`}>{t('notifications.request-count', { count })}</a>{' '}
          <time datetime={updatedAt.toISOString()} data-relative>
            {t.formats.relative(updatedAt)}
          </time>
        </p>
        {text && (
          <p class="excerpt" dir="auto">
            {text}
          </p>
        )}
        <Decide t={t} request={request} />
      </div>
    </article>
  );
}

function Decide({ t, request: { actor } }: { t: Visit['t']; request: NotificationRequest }): JSX.Element {
  const name = actor.profile.displayName || actor.username;
  return (
    <p class="actions">
      <button
        class="button compact"
        type="submit"
        form="act"
        formaction={`${PATH}/${actor.id}/accept`}
        aria-label={t('notifications.accept-of', { name })}
        data-dismiss
      >
        {t('notifications.accept')}
      </button>
      <button
        class="button quiet compact"
        type="submit"
        form="act"
        formaction={`${PATH}/${actor.id}/dismiss`}
        aria-label={t('notifications.dismiss-of', { name })}
        data-dismiss
      >
        {t('notifications.dismiss-request')}
      </button>
    </p>
  );
}

/** What waits of one person. The buttons lead back to the list: afterwards nothing is left here. */
async function onePage(visit: Visit): Promise<Answer> {
  const { ctx, t } = visit;
  const request = await notificationRequest(ctx, visit.param('id'));
  const found = await groupedNotifications(ctx, pageOf(visit), {
    actorId: request.actor.id,
    includeFiltered: true,
  });
  const markup = await noteMarkup(visit, found, '9223372036854775807');
  if (visit.wantsFragment) return { fragment: markup };
  const title = t('notifications.from', {
    name: request.actor.profile.displayName || request.actor.username,
  });
  return {
    title,
    door: 'notifications',
    main: (
      <>
        <PageHead visit={visit} title={title} back={PATH} />
        <Form visit={visit} action={`${PATH}/${request.actor.id}/accept`} back={PATH} class="section actions">
          <button class="button" type="submit">
            {t('notifications.accept')}
          </button>
          <button class="button quiet" type="submit" formaction={`${PATH}/${request.actor.id}/dismiss`}>
            {t('notifications.dismiss-request')}
          </button>
        </Form>
        <Feed name="notification-request" slice={found} markup={markup} label={title} />
      </>
    ),
  };
}
