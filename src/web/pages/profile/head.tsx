// The head of a profile: pictures, names, what the person says of themself, and how one stands to them.

import type { JSX } from 'preact';
import { Avatar } from '../../components/avatar.tsx';
import { Banner } from '../../components/banner.tsx';
import { Icon } from '../../components/icon.tsx';
import { PersonBadges, RelationBadges } from '../../components/person-badges.tsx';
import { Raw } from '../../kit/raw.tsx';
import type { Visit } from '../../kit/visit.ts';
import { ProfileButtons } from './buttons.tsx';
import { ProfileNotices } from './notices.tsx';
import { PrivateNote } from './private-note.tsx';
import type { ProfileState } from './state.ts';

export interface ProfileProps {
  readonly visit: Visit;
  readonly state: ProfileState;
}

export function ProfileHead(props: ProfileProps): JSX.Element {
  const { visit, state } = props;
  const { t } = visit;
  const { user, name } = state;
  const { profile } = user;
  return (
    <header class="profile-head">
      <Banner t={t} profile={profile} />
      <div class="who-and-what">
        <div class="top">
          <Portrait {...props} />
          <ProfileButtons {...props} />
        </div>
        <div class="called">
          <h1>
            <bdi>{name}</bdi>
          </h1>
          <PersonBadges t={t} user={user} />
        </div>
        <p class="handle">
          <span dir="ltr">@{profile.username}</span>
          <RelationBadges t={t} relation={state.relation} />
        </p>
        <ProfileNotices {...props} />
        {profile.bioHtml !== '' && <Raw as="div" class="bio prose" dir="auto" html={profile.bioHtml} />}
        <Fields {...props} />
        <p class="joined">
          <Icon name="calendar" />
          {t('profile.joined', { month: t.formats.month(profile.createdAt) })}
        </p>
        <Counts {...props} />
        <Familiar {...props} />
        <PrivateNote {...props} />
        <Shown {...props} />
      </div>
    </header>
  );
}

/** The person's picture, which opens; or their letter. */
function Portrait({ visit, state }: ProfileProps): JSX.Element {
  const { profile } = state.user;
  if (profile.avatar === null) return <Avatar profile={profile} size="large" />;
  return (
    <div class="portrait" data-media>
      <a href={profile.avatar.url} target="_blank" rel="noopener">
        <img
          class="avatar large"
          src={profile.avatar.url}
          alt={profile.avatarDescription || visit.t('profile.picture-of', { name: state.name })}
          width={96}
          height={96}
        />
      </a>
    </div>
  );
}

function Fields({ state }: ProfileProps): JSX.Element | null {
  const { fields } = state.user.profile;
  if (fields.length === 0) return null;
  return (
    <dl class="profile-fields">
      {fields.map(({ name, html }) => (
        <div key={name}>
          <dt dir="auto">{name}</dt>
          <Raw as="dd" dir="auto" html={html} />
        </div>
      ))}
    </dl>
  );
}

function Counts({ visit, state }: ProfileProps): JSX.Element {
  const { t } = visit;
  const { username, postCount, followerCount, followingCount } = state.user;
  const short = (count: number) => <strong>{t.formats.compact(count)}</strong>;
  return (
    <ul class="profile-counts">
      <li>
        <a href={`/@${username}`}>
          {short(postCount)} {t('profile.posts-count', { count: postCount })}
        </a>
      </li>
      <li>
        <a href={`/@${username}/following`}>
          {short(followingCount)} {t('profile.following-count')}
        </a>
      </li>
      <li>
        <a href={`/@${username}/followers`}>
          {short(followerCount)} {t('profile.followers-count', { count: followerCount })}
        </a>
      </li>
    </ul>
  );
}

const NAMED = 3;

/** People the viewer knows among the followers. */
function Familiar({ visit, state }: ProfileProps): JSX.Element | null {
  const { t } = visit;
  const { familiar } = state;
  if (familiar.length === 0) return null;
  const named = familiar.slice(0, familiar.length > NAMED + 1 ? NAMED - 1 : NAMED);
  const names = t.formats.list(named.map(({ profile }) => profile.displayName || profile.username));
  const others = familiar.length - named.length;
  return (
    <p class="facepile">
      <span class="faces">
        {named.map((user) => (
          <Avatar key={user.id} profile={user.profile} size="tiny" />
        ))}
      </span>
      <span>
        {others > 0 ? t('profile.familiar-more', { names, count: others }) : t('profile.familiar', { names })}
      </span>
    </p>
  );
}

/** Tags and people they want others to see. */
function Shown({ visit, state }: ProfileProps): JSX.Element | null {
  const { t } = visit;
  const { tags, endorsed } = state;
  return (
    <>
      {tags.length > 0 && (
        <ul class="pills" aria-label={t('profile.tags')}>
          {tags.map(({ id, name, display }) => (
            <li key={id}>
              <a class="pill" href={`/tags/${encodeURIComponent(name)}`}>
                #<bdi>{display}</bdi>
              </a>
            </li>
          ))}
        </ul>
      )}
      {endorsed.length > 0 && (
        <section class="endorsed" aria-labelledby="endorsed">
          <h2 id="endorsed">{t('profile.people')}</h2>
          <ul>
            {endorsed.map(({ id, profile }) => (
              <li key={id}>
                <a href={`/@${profile.username}`}>
                  <Avatar profile={profile} size="small" />
                  <bdi>{profile.displayName || profile.username}</bdi>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
