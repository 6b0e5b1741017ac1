// What the head of a page says to other sites, apps and search engines: OpenGraph, Twitter's card, feeds, oEmbed and
// JSON-LD. Written for visitors alone, since nobody who asks for it is signed in: so it holds nothing that only
// some may see.

import type { JSX } from 'preact';
import type { Post } from '../../post/post.ts';
import type { User } from '../../user/user.ts';
import type { LocaleTag } from '../../utils/messages/locale.ts';
import type { Visit } from '../kit/visit.ts';
import { communityCard, postCard, postUrl, profileCard, type ShareCard } from './share-card.ts';
import { type Comments, JsonLd, personPage, postingPage, siteData } from './structured-data.tsx';

/** For the community's own pages; the front page tells what the site is. */
export function communityHead(visit: Visit, path = '/'): JSX.Element | undefined {
  if (visit.ctx.viewer !== null) return undefined;
  const { publicPreview, name } = visit.ctx.tenant.settings;
  return (
    <>
      <Card visit={visit} card={communityCard(visit, path)} />
      {publicPreview && <FeedLink path="/community.rss" title={name} />}
      {path === '/' && <JsonLd data={siteData(visit)} />}
    </>
  );
}

/** For the pages of a person. */
export function profileHead(visit: Visit, user: User): JSX.Element | undefined {
  if (visit.ctx.viewer !== null || user.state !== 'active') return undefined;
  const { profile, username } = user;
  const card = profileCard(visit, user);
  return (
    <>
      <Card visit={visit} card={card}>
        <meta property="profile:username" content={username} />
      </Card>
      <FeedLink path={`/@${username}.rss`} title={card.title} />
      {profile.indexable && <JsonLd data={personPage(visit, user, card)} />}
    </>
  );
}

/** For a tag's page. */
export function tagHead(visit: Visit, path: string, title: string): JSX.Element | undefined {
  if (visit.ctx.viewer !== null) return undefined;
  const card = communityCard(visit, path);
  return (
    <>
      <Card visit={visit} card={{ ...card, title: `${title} · ${card.title}` }} />
      <FeedLink path={`${path}.rss`} title={title} />
    </>
  );
}

/** For the page of a post, with the comments it shows. */
export function postHead(
  visit: Visit,
  post: Post,
  author: User,
  comments?: Comments,
): JSX.Element | undefined {
  const everybody = post.visibility === 'public' || post.visibility === 'unlisted';
  if (visit.ctx.viewer !== null || !everybody) return undefined;
  const card = postCard(visit, post, author);
  const { createdAt, editedAt, tags } = post.body;
  return (
    <>
      <Card visit={visit} card={card}>
        <meta property="article:published_time" content={createdAt.toISOString()} />
        {editedAt !== null && <meta property="article:modified_time" content={editedAt.toISOString()} />}
        <meta property="article:author" content={profileCard(visit, author).url} />
        {tags.map(({ display }) => (
          <meta key={display} property="article:tag" content={display} />
        ))}
      </Card>
      <Oembed url={postUrl(visit, post, author)} origin={visit.ctx.tenant.origin} title={card.title} />
      {post.visibility === 'public' && author.profile.indexable && (
        <JsonLd data={postingPage(visit, { post, author, card }, comments)} />
      )}
    </>
  );
}

interface CardProps {
  readonly visit: Visit;
  readonly card: ShareCard;
  readonly children?: preact.ComponentChildren;
}

const TERRITORY: Readonly<Record<LocaleTag, string>> = {
  en: 'en_US',
  fr: 'fr_FR',
  es: 'es_ES',
  ar: 'ar_AR',
  am: 'am_ET',
};

function Card({ visit, card, children }: CardProps): JSX.Element {
  const { type, title, description, url, image } = card;
  return (
    <>
      {description !== '' && <meta name="description" content={description} />}
      <meta property="og:type" content={type} />
      <meta property="og:site_name" content={visit.ctx.tenant.settings.name} />
      <meta property="og:locale" content={TERRITORY[visit.t.locale.tag]} />
      <meta property="og:title" content={title} />
      {description !== '' && <meta property="og:description" content={description} />}
      <meta property="og:url" content={url} />
      <meta property="og:image" content={image.url} />
      <meta property="og:image:alt" content={image.alt} />
      {image.width !== undefined && <meta property="og:image:width" content={String(image.width)} />}
      {image.height !== undefined && <meta property="og:image:height" content={String(image.height)} />}
      {/* Twitter reads the rest from the lines above. */}
      <meta name="twitter:card" content={image.large ? 'summary_large_image' : 'summary'} />
      {children}
    </>
  );
}

const FeedLink = ({ path, title }: { path: string; title: string }): JSX.Element => (
  <link rel="alternate" type="application/rss+xml" href={path} title={title} />
);

interface OembedProps {
  readonly url: string;
  readonly origin: string;
  readonly title: string;
}

const Oembed = ({ url, origin, title }: OembedProps): JSX.Element => (
  <>
    {(['json', 'xml'] as const).map((format) => (
      <link
        key={format}
        rel="alternate"
        type={format === 'json' ? 'application/json+oembed' : 'text/xml+oembed'}
        href={`${origin}/oembed?${new URLSearchParams({ url, format })}`}
        title={title}
      />
    ))}
  </>
);
