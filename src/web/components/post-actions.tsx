// The row of buttons below a post. Few different rows exist (what the viewer did, and the counts), so a row is rendered
// once and the post's id filled in. All buttons post through the page's one form: see kit/document.tsx.

import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Post } from '../../post/post.ts';
import type { Profile } from '../../user/user.ts';
import type { Id } from '../../utils/id.ts';
import type { Translator } from '../../utils/messages/translator.ts';
import { keyedFragments } from '../kit/fragments.ts';
import { type Template, template } from '../kit/template.ts';
import { Icon } from './icon.tsx';

type Hole = 'id' | 'username' | 'author';

// A row is about 4 kB.
const rows = keyedFragments<Template<Hole>>('template-post-actions', 5000);

/** The row as safe markup. */
export function postActions(t: Translator, post: Post, author: Profile, viewerId: Id | null): string {
  const own = post.authorId === viewerId;
  const kind = `${t.locale.tag} ${viewerId !== null} ${own} ${post.visibility} ${marks(post)}`;
  const key = `${kind} ${post.commentCount} ${post.repostCount} ${post.likeCount}`;
  const row = rows(key, () =>
    template(renderToString(<Row t={t} post={post} own={own} member={viewerId !== null} />)),
  );
  return row({ id: post.id, username: author.username, author: post.authorId });
}

const marks = ({ liked, reposted, bookmarked, muted, pinned }: Post): string =>
  [liked, reposted, bookmarked, muted, pinned].map(Number).join('');

interface RowProps {
  readonly t: Translator;
  readonly post: Post;
  readonly own: boolean;
  readonly member: boolean;
}

function Row({ t, post, own, member }: RowProps): JSX.Element {
  const { commentCount, repostCount, likeCount } = post;
  const repostable =
    post.visibility === 'public' ||
    post.visibility === 'unlisted' ||
    (own && post.visibility === 'followers');
  return (
    <div class="post-actions">
      <a href={member ? '/compose?reply={{id}}' : '/@{{username}}/{{id}}'} data-reply>
        <Icon name="message-circle" />
        <Count t={t} count={commentCount} words={t('post.reply', { count: commentCount })} />
      </a>
      <Toggle
        t={t}
        member={member}
        act="repost"
        on={post.reposted}
        icon="repeat-2"
        label={t('post.repost', { count: repostCount })}
        count={repostCount}
        disabled={!repostable}
      />
      <Toggle
        t={t}
        member={member}
        act="like"
        on={post.liked}
        icon="heart"
        label={t('post.like', { count: likeCount })}
        count={likeCount}
      />
      {member && (
        <Toggle t={t} member act="bookmark" on={post.bookmarked} icon="bookmark" label={t('post.bookmark')} />
      )}
      <More t={t} post={post} own={own} member={member} />
    </div>
  );
}

interface ToggleProps {
  readonly t: Translator;
  readonly member: boolean;
  readonly act: 'like' | 'repost' | 'bookmark';
  readonly on: boolean;
  readonly icon: string;
  readonly label: string;
  readonly count?: number;
  readonly disabled?: boolean;
}

/** A visitor is led to sign in and comes back to the post. */
function Toggle({ t, member, act, on, icon, label, count = 0, disabled }: ToggleProps): JSX.Element {
  const content = (
    <>
      <Icon name={icon} />
      {act === 'bookmark' ? (
        <span class="visually-hidden">{label}</span>
      ) : (
        <Count t={t} count={count} words={label} />
      )}
    </>
  );
  if (!member) {
    return (
      <a href={`/sign-in?next=/@{{username}}/{{id}}`} rel="nofollow">
        {content}
      </a>
    );
  }
  return (
    <button
      type="submit"
      form="act"
      formaction={`/posts/{{id}}/${on ? 'un' : ''}${act}`}
      data-act={act}
      aria-pressed={on}
      title={disabled ? t('post.not-repostable') : undefined}
      disabled={disabled}
    >
      {content}
    </button>
  );
}

/** The number for the eye, and what it counts for the ear. */
const Count = ({ t, count, words }: { t: Translator; count: number; words: string }): JSX.Element => (
  <>
    <span class="count" aria-hidden="true">
      {short(t, count)}
    </span>
    <span class="visually-hidden words">{words}</span>
  </>
);

const short = (t: Translator, count: number): string => (count === 0 ? '' : t.formats.compact(count));

function More({ t, post, own, member }: RowProps): JSX.Element {
  const { pinned, muted, visibility } = post;
  return (
    <details class="menu">
      <summary aria-label={t('post.more')}>
        <Icon name="ellipsis" />
      </summary>
      <div class="sheet">
        <a href="/@{{username}}/{{id}}" data-copy-link>
          <Icon name="link" />
          <span class="no-script-only">{t('post.open')}</span>
          <span class="script-only">{t('post.copy-link')}</span>
        </a>
        {(visibility === 'public' || visibility === 'unlisted') && (
          <a href="/@{{username}}/{{id}}/embed-code">
            <Icon name="code" />
            {t('share.embed')}
          </a>
        )}
        {own && (
          <>
            <a href="/@{{username}}/{{id}}/edit">
              <Icon name="pencil" />
              {t('post.edit')}
            </a>
            {visibility !== 'direct' && (
              <MenuButton
                to={`/posts/{{id}}/${pinned ? 'unpin' : 'pin'}`}
                icon={pinned ? 'pin-off' : 'pin'}
                words={t(pinned ? 'post.unpin' : 'post.pin')}
              />
            )}
          </>
        )}
        {member && (
          <MenuButton
            to={`/posts/{{id}}/${muted ? 'unmute' : 'mute'}`}
            icon={muted ? 'bell' : 'bell-off'}
            words={t(muted ? 'post.unmute-thread' : 'post.mute-thread')}
          />
        )}
        {own && (
          <a class="danger" href="/@{{username}}/{{id}}/delete">
            <Icon name="trash-2" />
            {t('post.delete')}
          </a>
        )}
        {member && !own && (
          <>
            <a href="/@{{username}}/mute">
              <Icon name="volume-x" />
              {t('post.mute-author', { name: '@{{username}}' })}
            </a>
            <a class="danger" href="/@{{username}}/block">
              <Icon name="ban" />
              {t('post.block-author', { name: '@{{username}}' })}
            </a>
          </>
        )}
      </div>
    </details>
  );
}

const MenuButton = ({ to, icon, words }: { to: string; icon: string; words: string }): JSX.Element => (
  <button type="submit" form="act" formaction={to} data-menu-act>
    <Icon name={icon} />
    {words}
  </button>
);
