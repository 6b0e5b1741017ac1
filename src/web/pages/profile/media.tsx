// The pictures of a profile as a grid; each leads to its post.

import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { FeedSlice } from '../../../feed/slice.ts';
import type { Post } from '../../../post/post.ts';
import type { User } from '../../../user/user.ts';
import { More } from '../../components/feed.tsx';
import { Icon } from '../../components/icon.tsx';
import type { Visit } from '../../kit/visit.ts';

/** The tiles and the way on, as safe markup. */
export const mediaMarkup = (visit: Visit, user: User, feed: FeedSlice): string =>
  renderToString(
    <>
      {feed.items.map((post) => (
        <Tile key={post.id} visit={visit} user={user} post={post} />
      ))}
      <More visit={visit} slice={feed} />
    </>,
  );

function Tile({ visit, user, post }: { visit: Visit; user: User; post: Post }): JSX.Element | null {
  const { t } = visit;
  const { media, sensitive, spoilerText, createdAt } = post.body;
  const [first] = media;
  if (first === undefined) return null;
  const hidden = sensitive || spoilerText !== '';
  const fallback = t('profile.open-post', { when: t.formats.date(createdAt) });
  return (
    <a class={hidden ? 'tile hidden' : 'tile'} id={`post-${post.id}`} href={`/@${user.username}/${post.id}`}>
      <img
        src={first.previewUrl}
        alt={hidden ? spoilerText || t('profile.hidden-picture') : first.description || fallback}
        width={first.meta.small.width}
        height={first.meta.small.height}
        loading="lazy"
        decoding="async"
      />
      {hidden && <Icon name="eye-off" />}
      {media.length > 1 && (
        <span class="many">
          <Icon name="images" />
          <span class="visually-hidden">{t('profile.pictures', { count: media.length })}</span>
        </span>
      )}
    </a>
  );
}
