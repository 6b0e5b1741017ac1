// What can be done on a profile: follow, be told of new posts, and the rest in a menu.

import type { JSX } from 'preact';
import { FollowButton } from '../../components/follow-button.tsx';
import { Icon } from '../../components/icon.tsx';
import type { ProfileProps } from './head.tsx';

export function ProfileButtons(props: ProfileProps): JSX.Element {
  const { visit, state } = props;
  const { t, ctx } = visit;
  return (
    <div class="does">
      {state.own ? (
        <>
          {state.user.profile.locked && (
            <a class="button quiet compact" href="/follow-requests">
              {t('profile.requests')}
            </a>
          )}
          <a class="button quiet compact" href="/settings/profile">
            <Icon name="pencil" />
            {t('profile.edit')}
          </a>
        </>
      ) : (
        <>
          <Bell {...props} />
          <FollowButton visit={visit} user={state.user} relation={state.relation} />
        </>
      )}
      {(ctx.viewer !== null || state.user.state === 'active') && <Menu {...props} />}
    </div>
  );
}

/** For who follows: told of each new post. */
function Bell({ visit, state }: ProfileProps): JSX.Element | null {
  const { user, relation, name } = state;
  if (!relation?.following) return null;
  const label = visit.t('profile.notify', { name });
  return (
    <button
      class="icon-button bell"
      type="submit"
      form="act"
      formaction={`/users/${user.id}/${relation.notifying ? 'unnotify' : 'notify'}`}
      data-act="notify"
      aria-pressed={relation.notifying}
      aria-label={label}
      title={label}
    >
      <Icon name={relation.notifying ? 'bell-ring' : 'bell'} />
    </button>
  );
}

function Menu(props: ProfileProps): JSX.Element {
  const { visit, state } = props;
  const { t } = visit;
  const { user, name } = state;
  return (
    <details class="menu">
      <summary class="icon-button" aria-label={t('profile.more', { name })}>
        <Icon name="ellipsis" />
      </summary>
      <div class="sheet">
        <a href={`/@${user.username}`} data-copy-link>
          <Icon name="link" />
          {t('profile.open-link')}
        </a>
        {state.own && (
          <a href="/bookmarks">
            <Icon name="bookmark" />
            {t('feed.bookmarks')}
          </a>
        )}
        <a href={`/@${user.username}.rss`} type="application/rss+xml" data-native>
          <Icon name="rss" />
          {t('profile.rss')}
        </a>
        <RelationItems {...props} />
      </div>
    </details>
  );
}

function RelationItems({ visit, state }: ProfileProps): JSX.Element | null {
  const { t } = visit;
  const { user, relation } = state;
  if (relation === undefined || user.state !== 'active') return null;
  const to = (act: string) => `/users/${user.id}/${act}`;
  return (
    <>
      {relation.following && (
        <>
          <Item
            to={to(relation.endorsed ? 'unendorse' : 'endorse')}
            icon={relation.endorsed ? 'star-off' : 'star'}
            words={t(relation.endorsed ? 'profile.unendorse' : 'profile.endorse')}
          />
          <Item
            to={to(relation.showingReposts ? 'hide-reposts' : 'show-reposts')}
            icon="repeat-2"
            words={t(relation.showingReposts ? 'profile.hide-reposts' : 'profile.show-reposts')}
          />
        </>
      )}
      {relation.followedBy && <Item to={to('remove')} icon="user-minus" words={t('profile.remove')} />}
      {relation.muting ? (
        <Item to={to('unmute')} icon="bell" words={t('people.unmute')} />
      ) : (
        <a href={`/@${user.username}/mute`}>
          <Icon name="volume-x" />
          {t('profile.mute')}
        </a>
      )}
      {relation.blocking ? (
        <Item to={to('unblock')} icon="ban" words={t('people.unblock')} />
      ) : (
        <a class="danger" href={`/@${user.username}/block`}>
          <Icon name="ban" />
          {t('profile.block')}
        </a>
      )}
    </>
  );
}

const Item = ({ to, icon, words }: { to: string; icon: string; words: string }): JSX.Element => (
  <button type="submit" form="act" formaction={to} data-menu-act>
    <Icon name={icon} />
    {words}
  </button>
);
