// What stands behind somebody's name: their part in the community, and whether they are a program.

import type { JSX } from 'preact';
import type { Relationship } from '../../user/relationships.ts';
import type { User } from '../../user/user.ts';
import type { MessageKey } from '../../utils/messages/catalogue.ts';
import type { Translator } from '../../utils/messages/translator.ts';
import { Icon } from './icon.tsx';

const ROLES = {
  owner: 'people.owner',
  admin: 'people.admin',
  moderator: 'people.moderator',
} as const satisfies Record<string, MessageKey>;

/** Role, bot, lock, and for the team whether the account is open. */
export function PersonBadges({ t, user }: { t: Translator; user: User }): JSX.Element {
  const { role, bot, locked } = user.profile;
  return (
    <>
      {role !== 'member' && <span class="mark-of role">{t(ROLES[role])}</span>}
      {bot && (
        <span class="mark-of">
          <Icon name="bot" />
          {t('people.bot')}
        </span>
      )}
      {locked && (
        <span class="mark-of bare" title={t('people.private')}>
          <Icon name="lock" />
          <span class="visually-hidden">{t('people.private')}</span>
        </span>
      )}
      {user.state === 'suspended' && <span class="mark-of bad">{t('people.suspended')}</span>}
      {user.state === 'pending' && <span class="mark-of bad">{t('people.pending')}</span>}
    </>
  );
}

/** How this person and the viewer stand to each other, where a button does not say it. */
export function RelationBadges({
  t,
  relation,
}: {
  t: Translator;
  relation: Relationship | undefined;
}): JSX.Element | null {
  if (relation === undefined) return null;
  return (
    <>
      {relation.followedBy && <span class="mark-of">{t('people.follows-you')}</span>}
      {relation.muting && (
        <span class="mark-of">
          <Icon name="volume-x" />
          {t('people.muted')}
        </span>
      )}
      {relation.blocking && <span class="mark-of bad">{t('people.blocked')}</span>}
    </>
  );
}
