// A post in a list. Put together from pieces that were rendered before (author, body, row of actions), since a page
// shows dozens: what depends on the viewer or changes often is in the row of actions alone.

import { renderToString } from 'preact-render-to-string';
import { authorsOf } from '../../post/authors.ts';
import type { Post } from '../../post/post.ts';
import type { Profile, User } from '../../user/user.ts';
import { escapeHtml } from '../../utils/html.ts';
import type { Id } from '../../utils/id.ts';
import type { Translator } from '../../utils/messages/translator.ts';
import { fragmentCache } from '../kit/fragments.ts';
import type { Visit } from '../kit/visit.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';
import { seenAtOnce } from './in-sight.ts';
import { postActions } from './post-actions.tsx';
import { bodyPiece } from './post-body.tsx';

export interface PostList {
  /** Newest first, or in the order to show. */
  readonly items: readonly Post[];
  /** Posts by id, the originals of reposts among them. */
  readonly originals: ReadonlyMap<Id, Post>;
  /** Where they were not read with the posts. */
  readonly authors?: ReadonlyMap<Id, User> | undefined;
}

/** The cards of posts as safe markup. */
export async function postCards(visit: Visit, { items, originals, authors }: PostList): Promise<string> {
  const people = authors ?? (await authorsOf(visit.ctx, items, originals));
  const cards = cardWriter(visit);
  const written = items.map((post) => cards(post, originals, people)).filter((card) => card !== '');
  return (visit.wantsFragment ? written : seenAtOnce(written)).join('');
}

type CardWriter = (
  post: Post,
  originals: ReadonlyMap<Id, Post>,
  people: ReadonlyMap<Id, User>,
  options?: CardOptions,
) => string;

export interface CardOptions {
  /** Shown above the post: why it stands here. Safe markup. */
  readonly because?: string;
  /** Where the list is not ordered by the post's id: its place there. */
  readonly cursor?: Id;
  /** The viewer has not seen it yet. */
  readonly unread?: boolean;
}

/** Writes the card of one post after the other; nothing for a post whose author or original is gone. */
export function cardWriter({ t, ctx }: Visit): CardWriter {
  const now = new Date();
  const viewerId = ctx.viewer?.id ?? null;
  return (wrapper, originals, people, options = {}) => {
    const post = wrapper.repostOfId === null ? wrapper : originals.get(wrapper.repostOfId);
    const author = post && people.get(post.authorId)?.profile;
    const reposter = wrapper.repostOfId === null ? undefined : people.get(wrapper.authorId)?.profile;
    if (post === undefined || author === undefined) return '';
    const because = reposter === undefined ? (options.because ?? '') : repostedBy(t, reposter);
    return (
      `<article class="post${options.unread ? ' unread' : ''}" id="post-${wrapper.id}" data-post="${post.id}" ` +
      `data-cursor="${options.cursor ?? wrapper.id}" ` +
      `aria-labelledby="by-${wrapper.id}" tabindex="-1">${because}` +
      `<a class="face" href="/@${author.username}" tabindex="-1" aria-hidden="true">${avatar(author, '', () => renderToString(<Avatar profile={author} />))}</a>` +
      `<div class="content"><header class="byline" id="by-${wrapper.id}">${names(author)}${whenPiece(t, post, author, now)}</header>` +
      `${replyingTo(t, post)}${bodyPiece(t, post.body)}${postActions(t, post, author, viewerId)}</div></article>`
    );
  };
}

const avatar = fragmentCache<Profile>('template-avatar');
const namePieces = fragmentCache<Profile>('template-names');

/** A person's names, as a way to their page. */
export const names = (profile: Profile): string =>
  namePieces(profile, '', ({ username, displayName }) =>
    renderToString(
      <a class="who" href={`/@${username}`}>
        <bdi class="name">{displayName || username}</bdi>{' '}
        <span class="handle" dir="ltr">
          @{username}
        </span>
      </a>,
    ),
  );

const VISIBILITY = {
  public: '',
  unlisted: renderToString(<Icon name="eye-off" />),
  followers: renderToString(<Icon name="lock" />),
  direct: renderToString(<Icon name="at-sign" />),
};

const VISIBILITY_TEXT = {
  unlisted: 'post.unlisted',
  followers: 'post.followers-only',
  direct: 'post.direct',
} as const;

function whenPiece(t: Translator, { id, visibility, body }: Post, { username }: Profile, now: Date): string {
  const moment = body.createdAt.toISOString();
  const seen =
    visibility === 'public'
      ? ''
      : `${VISIBILITY[visibility]}<span class="visually-hidden">${escapeHtml(t(VISIBILITY_TEXT[visibility]))}</span>`;
  return (
    `<a class="when" href="/@${username}/${id}">${seen}` +
    `<time datetime="${moment}" data-relative>${t.formats.relative(body.createdAt, now)}</time></a>`
  );
}

const repostPieces = fragmentCache<Profile>('template-reposted-by');

const repostedBy = (t: Translator, reposter: Profile): string =>
  repostPieces(reposter, t.locale.tag, ({ username, displayName }) =>
    renderToString(
      <p class="because">
        <Icon name="repeat-2" />
        <a href={`/@${username}`}>{t('post.reposted-by', { name: displayName || username })}</a>
      </p>,
    ),
  );

function replyingTo(t: Translator, { parentId, parentAuthorId, authorId, body }: Post): string {
  const name = body.answers;
  if (parentId === null || name === null || parentAuthorId === authorId) return '';
  return `<p class="replying"><a href="/@${name}/${parentId}">${escapeHtml(t('post.replying-to', { name: `@${name}` }))}</a></p>`;
}
