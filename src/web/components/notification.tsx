// What others did, as one line each: whose doing it was, what it was, and the beginning of the post it is about.

import type { ComponentChildren, JSX } from 'preact';
import type { NotificationGroup } from '../../notification/group.ts';
import type { Post } from '../../post/post.ts';
import type { NotificationType } from '../../user/notify.ts';
import type { Profile, User } from '../../user/user.ts';
import { type Id, idTime } from '../../utils/id.ts';
import type { Translator } from '../../utils/messages/translator.ts';
import { excerpt } from '../../utils/text/excerpt.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';

const ICONS: Record<NotificationType, string> = {
  like: 'heart',
  repost: 'repeat-2',
  follow: 'user-plus',
  'follow-request': 'lock',
  'follow-approved': 'user-check',
  comment: 'message-circle',
  mention: 'at-sign',
  post: 'bell',
  edit: 'pencil',
};

const MOST_FACES = 6;
const EXCERPT = 160;

export interface NoteProps {
  readonly t: Translator;
  readonly group: NotificationGroup;
  /** The latest first, not all of a large group. */
  readonly actors: readonly User[];
  /** The post it is about, and who wrote it. */
  readonly post?: Post | undefined;
  readonly author?: Profile | undefined;
  readonly unread: boolean;
}

/** A group that shows no post of its own. */
export function Note(props: NoteProps): JSX.Element {
  const { t, group, actors, unread } = props;
  const id = `said-${group.pageMaxId}`;
  return (
    <article
      class={`note of-${group.type}${unread ? ' unread' : ''}`}
      data-cursor={group.pageMaxId}
      aria-labelledby={id}
      tabIndex={-1}
    >
      <Icon name={ICONS[group.type]} class="kind" />
      <div class="content">
        <Faces actors={actors} />
        <p class="said" id={id}>
          <Said {...props} /> <When t={t} id={group.newestId} />
          {unread && <New t={t} />}
        </p>
        <Excerpt {...props} />
        {group.type === 'follow-request' && <Decide t={t} id={actors[0]!.id} />}
      </div>
      <Dismiss t={t} groupKey={group.key} />
    </article>
  );
}

/** The line above a post that is shown whole. */
export const Because = (props: NoteProps): JSX.Element => (
  <p class="because of-note">
    <Icon name={ICONS[props.group.type]} />
    <span>
      <Said {...props} />
    </span>
    {props.unread && <New t={props.t} />}
    <Dismiss t={props.t} groupKey={props.group.key} />
  </p>
);

const Faces = ({ actors }: { actors: readonly User[] }): JSX.Element => (
  <div class="faces" aria-hidden="true">
    {actors.slice(0, MOST_FACES).map(({ username, profile }) => (
      <a href={`/@${username}`} tabIndex={-1}>
        <Avatar profile={profile} size="small" />
      </a>
    ))}
  </div>
);

/** "Ada, Ben and 3 others liked your post". */
function Said({ t, group, actors }: NoteProps): JSX.Element {
  const { type, count } = group;
  const people = <People t={t} actors={actors} count={count} />;
  return <>{t.parts<ComponentChildren & object>(`notifications.${type}`, { people, count })}</>;
}

function People({ t, actors, count }: { t: Translator; actors: readonly User[]; count: number }) {
  const [first, second] = actors.map(({ username, profile }) => (
    <a class="name" href={`/@${username}`}>
      <bdi>{profile.displayName || username}</bdi>
    </a>
  ));
  if (second === undefined || count < 2) return <>{first}</>;
  const named = { first: first!, second };
  return (
    <>
      {count === 2
        ? t.parts('notifications.two', named)
        : t.parts('notifications.many', { ...named, count: count - 2 })}
    </>
  );
}

function When({ t, id }: { t: Translator; id: Id }): JSX.Element {
  const moment = idTime(id);
  return (
    <time class="soft small" datetime={moment.toISOString()} data-relative>
      {t.formats.relative(moment)}
    </time>
  );
}

const New = ({ t }: { t: Translator }): JSX.Element => <span class="new">{t('notifications.new')}</span>;

/** The beginning of the post, as the way to it; its warning instead where it has one. */
function Excerpt({ t, post, author }: NoteProps): JSX.Element | null {
  if (post === undefined || author === undefined) return null;
  const { body } = post;
  const text = excerpt(body.spoilerText || body.text, EXCERPT) || t('post.image');
  const picture = body.sensitive || body.spoilerText !== '' ? undefined : body.media[0];
  return (
    <a class="excerpt" href={`/@${author.username}/${post.id}`}>
      {picture !== undefined && (
        <img src={picture.previewUrl} alt="" width={48} height={48} loading="lazy" decoding="async" />
      )}
      <span dir="auto" lang={body.language ?? undefined}>
        {text}
      </span>
    </a>
  );
}

const Decide = ({ t, id }: { t: Translator; id: Id }): JSX.Element => (
  <p class="actions">
    <button class="button compact" type="submit" form="act" formaction={`/users/${id}/approve`} data-dismiss>
      {t('notifications.approve')}
    </button>
    <button
      class="button quiet compact"
      type="submit"
      form="act"
      formaction={`/users/${id}/reject`}
      data-dismiss
    >
      {t('notifications.reject')}
    </button>
  </p>
);

const Dismiss = ({ t, groupKey }: { t: Translator; groupKey: string }): JSX.Element => (
  <button
    class="icon-button dismiss"
    type="submit"
    form="act"
    formaction={`/notifications/${groupKey}/dismiss`}
    aria-label={t('notifications.dismiss')}
    title={t('notifications.dismiss')}
    data-dismiss
  >
    <Icon name="x" />
  </button>
);
