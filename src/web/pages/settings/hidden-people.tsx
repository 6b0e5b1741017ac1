// Whom the viewer blocks and mutes, with the way to undo it.

import { listBlocks } from '../../../user/block.ts';
import { listMutes } from '../../../user/mute.ts';
import type { User } from '../../../user/user.ts';
import type { Slice } from '../../../utils/cursor.ts';
import { Empty } from '../../components/empty.tsx';
import { People, type PersonRowOptions, personRows } from '../../components/person-row.tsx';
import { type Answer, memberPage, type WebApp } from '../../kit/page.ts';
import { pageOf } from '../../kit/page-query.ts';
import type { Visit } from '../../kit/visit.ts';
import { settingsPage } from './frame.tsx';
import { pathOf } from './sections.ts';

export const hiddenPeoplePages = (app: WebApp): void => {
  memberPage(app, `${pathOf('privacy')}/blocked`, async (visit) =>
    peoplePage(visit, 'blocked', await listBlocks(visit.ctx, pageOf(visit))),
  );
  memberPage(app, `${pathOf('privacy')}/muted`, mutedPage);
};

/** A mute that ends by itself says when. */
async function mutedPage(visit: Visit): Promise<Answer> {
  const { t } = visit;
  const found = await listMutes(visit.ctx, pageOf(visit));
  const ends = found.items.flatMap(({ user, expiresAt }) =>
    expiresAt === null
      ? []
      : [[user.id, t('settings.muted-until', { when: t.formats.dateTime(expiresAt) })] as const],
  );
  const people = { ...found, items: found.items.map(({ user }) => user) };
  return peoplePage(visit, 'muted', people, new Map(ends));
}

async function peoplePage(
  visit: Visit,
  list: 'blocked' | 'muted',
  people: Slice<User>,
  because?: PersonRowOptions['because'],
): Promise<Answer> {
  const { t } = visit;
  const undo = list === 'blocked' ? 'unblock' : 'unmute';
  const markup = await personRows(visit, people, {
    because,
    actions: (user) => (
      <button
        type="submit"
        class="button quiet compact"
        form="act"
        formaction={`/users/${user.id}/${undo}`}
        data-dismiss
        aria-label={t(`settings.${undo}-named`, { name: user.profile.displayName || user.username })}
      >
        {t(`people.${undo}`)}
      </button>
    ),
  });
  if (visit.wantsFragment) return { fragment: markup };
  const title = t(`settings.${list}`);
  const isEmpty = people.items.length === 0 && !people.more && visit.query('max_id') === '';
  return settingsPage(visit, {
    at: 'privacy',
    title,
    back: pathOf('privacy'),
    children: isEmpty ? (
      <Empty
        icon={list === 'blocked' ? 'ban' : 'volume-x'}
        title={t(`settings.${list}-empty`)}
        text={t(`settings.${list}-empty-hint`)}
      />
    ) : (
      <People markup={markup} label={title} />
    ),
  });
}
