// The post a page is about: larger, with everything that is known of it.

import type { JSX } from 'preact';
import type { Post } from '../../post/post.ts';
import type { Profile } from '../../user/user.ts';
import { Raw } from '../kit/raw.tsx';
import type { Visit } from '../kit/visit.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';
import { postActions } from './post-actions.tsx';
import { bodyPiece } from './post-body.tsx';

export interface PostLargeProps {
  readonly visit: Visit;
  readonly post: Post;
  readonly author: Profile;
  /** The page begins here, though other posts stand above it. */
  readonly focused?: boolean;
}

export function PostLarge({ visit, post, author, focused }: PostLargeProps): JSX.Element {
  const { t, ctx } = visit;
  const by = `by-${post.id}`;
  return (
    <article
      class="post-large"
      id={`post-${post.id}`}
      data-post={post.id}
      aria-labelledby={by}
      tabIndex={-1}
      autofocus={focused}
    >
      <header>
        {/* biome-ignore lint/a11y/useAnchorContent: the name beside it leads to the same page */}
        <a class="face" href={`/@${author.username}`} tabIndex={-1} aria-hidden="true">
          <Avatar profile={author} />
        </a>
        <a class="who" id={by} href={`/@${author.username}`}>
          <bdi class="name">{author.displayName || author.username}</bdi>
          <bdi class="handle" dir="ltr">
            @{author.username}
          </bdi>
        </a>
      </header>
      <Raw as="div" class="body" html={bodyPiece(t, post.body)} />
      <Facts visit={visit} post={post} author={author} />
      <Counts visit={visit} post={post} author={author} />
      <Raw as="div" class="acts" html={postActions(t, post, author, ctx.viewer?.id ?? null)} />
    </article>
  );
}

const SEEN_BY = {
  public: { icon: 'globe', text: 'post.public' },
  unlisted: { icon: 'eye-off', text: 'post.unlisted' },
  followers: { icon: 'lock', text: 'post.followers-only' },
  direct: { icon: 'at-sign', text: 'post.direct' },
} as const;

/** When, for whom, from where; and that it was edited. */
function Facts({ visit: { t }, post, author }: PostLargeProps): JSX.Element {
  const { body, visibility } = post;
  const { icon, text } = SEEN_BY[visibility];
  const path = `/@${author.username}/${post.id}`;
  return (
    <p class="facts">
      <a href={path}>
        <time datetime={body.createdAt.toISOString()} data-moment>
          {t.formats.dateTime(body.createdAt)}
        </time>
      </a>
      <span>
        <Icon name={icon} />
        {t(text)}
      </span>
      {body.app !== null && (
        <span>
          {t.parts<JSX.Element>('post.app', {
            app:
              body.app.website === null || !/^https?:/i.test(body.app.website) ? (
                <bdi>{body.app.name}</bdi>
              ) : (
                <a href={body.app.website} rel="noopener nofollow ugc" target="_blank">
                  <bdi>{body.app.name}</bdi>
                </a>
              ),
          })}
        </span>
      )}
      {body.editedAt !== null && (
        <a href={`${path}/history`}>
          {t.parts<JSX.Element>('post.edited', {
            when: (
              <time datetime={body.editedAt.toISOString()} data-relative>
                {t.formats.relative(body.editedAt)}
              </time>
            ),
          })}
        </a>
      )}
    </p>
  );
}

/** What has come of it; what has not is not mentioned. */
function Counts({ visit: { t }, post, author }: PostLargeProps): JSX.Element | null {
  const { repostCount, likeCount, viewCount } = post;
  if (repostCount + likeCount + viewCount === 0) return null;
  const path = `/@${author.username}/${post.id}`;
  const strong = (key: 'post.reposts' | 'post.likes' | 'post.views', count: number) => t(key, { count });
  return (
    <p class="counts">
      {repostCount > 0 && <a href={`${path}/reposts`}>{strong('post.reposts', repostCount)}</a>}
      {likeCount > 0 && <a href={`${path}/likes`}>{strong('post.likes', likeCount)}</a>}
      {viewCount > 0 && <span>{strong('post.views', viewCount)}</span>}
    </p>
  );
}
