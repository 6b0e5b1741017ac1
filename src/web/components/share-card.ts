// What other sites and apps show of a page that somebody shares: plain text and one picture, only of what everybody
// may see. A post behind a warning shows the warning alone.

import type { Media } from '../../media/media.ts';
import type { Post } from '../../post/post.ts';
import type { User } from '../../user/user.ts';
import { excerpt } from '../../utils/text/excerpt.ts';
import { iconAddress } from '../kit/install.ts';
import type { Visit } from '../kit/visit.ts';

export interface ShareImage {
  /** In full. */
  readonly url: string;
  readonly alt: string;
  readonly width?: number;
  readonly height?: number;
  /** Worth a card of its own width. */
  readonly large?: boolean;
}

export interface ShareCard {
  readonly type: 'article' | 'profile' | 'website';
  readonly title: string;
  readonly description: string;
  /** In full. */
  readonly url: string;
  readonly image: ShareImage;
}

const LONGEST = 280;

/** The community, by its cover or its logo. */
export function communityCard({ ctx }: Visit, path: string): ShareCard {
  const { settings, origin } = ctx.tenant;
  const { name, cover } = settings;
  return {
    type: 'website',
    title: name,
    description: excerpt(settings.description, LONGEST),
    url: origin + path,
    image:
      cover === null
        ? { url: origin + iconAddress(settings, '512'), alt: name, width: 512, height: 512 }
        : { url: origin + cover, alt: name, width: 1500, height: 500, large: true },
  };
}

/** A person, by their picture. */
export function profileCard(visit: Visit, user: User): ShareCard {
  const { profile, username } = user;
  return {
    type: 'profile',
    title: fullName(visit, user),
    description: excerpt(profile.bio, LONGEST),
    url: profileUrl(visit, username),
    image: face(visit, user),
  };
}

/** A post, by its first picture or its author's. */
export function postCard(visit: Visit, post: Post, author: User): ShareCard {
  const { body } = post;
  const hidden = body.spoilerText !== '' || body.sensitive;
  const [picture] = hidden ? [] : body.media;
  return {
    type: 'article',
    title: fullName(visit, author),
    description: words(visit, post),
    url: postUrl(visit, post, author),
    image: picture === undefined ? face(visit, author) : pictureOf(visit, picture),
  };
}

function words({ t }: Visit, { body }: Post): string {
  if (body.spoilerText !== '') return excerpt(t('share.warning', { warning: body.spoilerText }), LONGEST);
  return excerpt(body.text || (body.sensitive ? '' : (body.media[0]?.description ?? '')), LONGEST);
}

/** A person's names in one. */
export const fullName = ({ t }: Visit, { profile, username }: User): string =>
  t('profile.title', { name: profile.displayName || username, username });

/** The addresses of pages, in full. */
export const profileUrl = ({ ctx }: Visit, username: string): string => `${ctx.tenant.origin}/@${username}`;
export const postUrl = (visit: Visit, { id }: Post, { username }: User): string =>
  `${profileUrl(visit, username)}/${id}`;

const pictureOf = ({ ctx, t }: Visit, { url, description, meta }: Media): ShareImage => ({
  url: ctx.tenant.origin + url,
  alt: description || t('post.image'),
  ...meta.original,
  large: true,
});

const face = ({ ctx, t }: Visit, { profile, username }: User): ShareImage => ({
  url: ctx.tenant.origin + (profile.avatar?.url ?? '/assets/avatar.png'),
  alt: profile.avatarDescription || t('profile.picture-of', { name: profile.displayName || username }),
  width: 400,
  height: 400,
});
