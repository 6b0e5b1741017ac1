// What search engines are told in the words of schema.org, as JSON-LD: a block of data that is never run.

import type { JSX } from 'preact';
import type { Post } from '../../post/post.ts';
import type { User } from '../../user/user.ts';
import type { Id } from '../../utils/id.ts';
import { isShownToAll } from '../kit/shown-to-all.ts';
import type { Visit } from '../kit/visit.ts';
import { postUrl, profileUrl, type ShareCard } from './share-card.ts';

/** The data as an element of its own; JSON without "<" cannot leave it. */
export function JsonLd({ data }: { data: object }): JSX.Element {
  const json = JSON.stringify({ '@context': 'https://schema.org', ...data }).replaceAll('<', '\\u003c');
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}

/** The community as a site that can be searched. */
export function siteData({ ctx, t }: Visit): object {
  const { settings, origin } = ctx.tenant;
  return {
    '@type': 'WebSite',
    name: settings.name,
    url: `${origin}/`,
    inLanguage: t.locale.tag,
    ...(settings.description !== '' && { description: settings.description }),
    ...(settings.publicPreview && {
      potentialAction: {
        '@type': 'SearchAction',
        target: { '@type': 'EntryPoint', urlTemplate: `${origin}/search?q={search_term_string}` },
        'query-input': 'required name=search_term_string',
      },
    }),
  };
}

/** A profile and whose it is. */
export function personPage(visit: Visit, user: User, card: ShareCard): object {
  const { profile, username, followerCount, postCount } = user;
  return {
    '@type': 'ProfilePage',
    dateCreated: profile.createdAt.toISOString(),
    mainEntity: {
      ...person(visit, user),
      identifier: user.id,
      alternateName: `@${username}`,
      image: card.image.url,
      ...(card.description !== '' && { description: card.description }),
      interactionStatistic: [counter('FollowAction', followerCount)],
      agentInteractionStatistic: [counter('WriteAction', postCount)],
    },
  };
}

export interface Posting {
  readonly post: Post;
  readonly author: User;
  readonly card: ShareCard;
}

export interface Comments {
  readonly posts: readonly Post[];
  readonly people: ReadonlyMap<Id, User>;
}

const MOST_COMMENTS = 20;

/** A post with those of its direct comments that search engines may have. */
export function postingPage(visit: Visit, { post, author, card }: Posting, comments?: Comments): object {
  const below = (comments?.posts ?? []).flatMap((comment) => {
    const by = comment.parentId === post.id ? comments!.people.get(comment.authorId) : undefined;
    return by !== undefined && isShownToAll(comment, by) ? [commentData(visit, comment, by)] : [];
  });
  return {
    '@type': 'DiscussionForumPosting',
    headline: card.title,
    ...statement(visit, post, author),
    ...(card.image.large && { image: card.image.url }),
    commentCount: post.commentCount,
    interactionStatistic: [
      counter('LikeAction', post.likeCount),
      counter('ShareAction', post.repostCount),
      counter('CommentAction', post.commentCount),
    ],
    ...(below.length > 0 && { comment: below.slice(0, MOST_COMMENTS) }),
  };
}

const commentData = (visit: Visit, comment: Post, by: User): object => ({
  '@type': 'Comment',
  ...statement(visit, comment, by),
  interactionStatistic: [counter('LikeAction', comment.likeCount)],
});

/** Who said what, where and when; of what stands behind a warning, the warning. */
function statement(visit: Visit, post: Post, author: User): object {
  const { body } = post;
  return {
    url: postUrl(visit, post, author),
    text: body.spoilerText || body.text,
    datePublished: body.createdAt.toISOString(),
    ...(body.editedAt !== null && { dateModified: body.editedAt.toISOString() }),
    ...(body.language !== null && { inLanguage: body.language }),
    author: person(visit, author),
  };
}

const person = (visit: Visit, user: User): object => ({
  '@type': user.profile.bot ? 'SoftwareApplication' : 'Person',
  name: user.profile.displayName || user.username,
  url: profileUrl(visit, user.username),
});

const counter = (type: string, count: number): object => ({
  '@type': 'InteractionCounter',
  interactionType: `https://schema.org/${type}`,
  userInteractionCount: count,
});
