// Posts, people, notifications, and what stands where there is nothing yet.

import type { JSX } from 'preact';
import { Avatar } from '../../components/avatar.tsx';
import { Empty } from '../../components/empty.tsx';
import { Note } from '../../components/notification.tsx';
import { cardWriter } from '../../components/post-card.tsx';
import { Raw } from '../../kit/raw.tsx';
import type { Visit } from '../../kit/visit.ts';
import { Part, type PartProps } from './part.tsx';
import { PEOPLE, sampleGroups, samplePosts } from './samples.ts';

export interface ContentProps extends PartProps {
  /** Of the theme: keeps the ids of posts apart. */
  readonly number: number;
  readonly people: string;
}

const BY_ID = new Map(PEOPLE.map((user) => [user.id, user]));

export const Content = ({ visit, prefix, number, people }: ContentProps): JSX.Element => {
  const { t } = visit;
  return (
    <>
      <Part title={t('styleguide.avatars')}>
        <div class="actions">
          {(['tiny', 'small', undefined, 'large'] as const).map((size, index) => (
            <Avatar key={size} profile={PEOPLE[index]!.profile} {...(size && { size })} />
          ))}
        </div>
      </Part>
      <Part title={t('styleguide.posts')}>
        <Raw as="div" class="feed guide-frame" html={cardsOf(visit, number)} />
      </Part>
      <Part title={t('styleguide.people')}>
        <Raw as="div" class="people guide-frame" html={people} />
      </Part>
      <Part title={t('styleguide.notifications')}>
        <div class="guide-frame">
          {sampleGroups(number * 100).map((group, index) => (
            <Note
              key={group.key}
              t={t}
              group={group}
              actors={group.actorIds.flatMap((id) => BY_ID.get(id) ?? [])}
              unread={index === 0}
            />
          ))}
        </div>
      </Part>
      <Part title={t('styleguide.empty')}>
        <div class="guide-frame">
          <Empty icon="bell" title={t('notifications.empty')} text={t('notifications.empty-hint')}>
            <a class="button" href={`#${prefix}`}>
              {t('feed.find-people')}
            </a>
          </Empty>
        </div>
      </Part>
      <Part title={t('styleguide.skeleton')}>
        <div class="guide-frame" aria-hidden="true">
          <div class="post skeleton">
            <span class="avatar" />
            <div class="content">
              <div class="bar short" />
              <div class="bar" />
              <div class="bar" />
            </div>
          </div>
        </div>
      </Part>
    </>
  );
};

/** As a member sees them. */
function cardsOf(visit: Visit, number: number): string {
  const { items, originals } = samplePosts(number * 100 + 1);
  const viewer = { ...PEOPLE[2]!, locale: 'en', lastActiveOn: null };
  const card = cardWriter({ ...visit, ctx: { ...visit.ctx, viewer } });
  return items.map((post) => card(post, originals, BY_ID)).join('');
}
