// Lists of posts as RSS 2.0. What people wrote is text in titles and safe HTML in contents; all addresses are in full.

import { Feed } from 'feed';
import type { Post } from '../../post/post.ts';
import type { User } from '../../user/user.ts';
import { escapeHtml } from '../../utils/html.ts';
import { excerpt } from '../../utils/text/excerpt.ts';
import type { Visit } from './visit.ts';

export interface RssChannel {
  readonly title: string;
  readonly description: string;
  /** Of the page it follows. */
  readonly path: string;
  readonly image: string;
}

export interface RssItem {
  readonly post: Post;
  readonly author: User;
}

/** The feed as XML; the same text while its posts stay. */
export function postRss(visit: Visit, channel: RssChannel, items: readonly RssItem[]): string {
  const { origin, settings } = visit.ctx.tenant;
  const newest = items.map(({ post }) => post.body.editedAt ?? post.body.createdAt);
  const feed = new Feed({
    title: xmlText(channel.title),
    description: xmlText(channel.description),
    link: origin + channel.path,
    feedLinks: { rss: `${origin}${channel.path}.rss` },
    image: origin + channel.image,
    generator: settings.name,
    // Not now: the text would never be the same twice.
    updated: new Date(Math.max(0, ...newest.map(Number))),
  });
  for (const item of items) feed.addItem(entry(visit, item));
  return feed.rss2();
}

function entry(visit: Visit, { post, author }: RssItem) {
  const { origin } = visit.ctx.tenant;
  const { body } = post;
  const [picture] = body.media;
  const url = `${origin}/@${author.username}/${post.id}`;
  return {
    title: xmlText(escapeHtml(titleOf(visit, post, author))),
    link: url,
    date: body.createdAt,
    content: xmlText(contentOf(visit, post)),
    category: body.tags.map(({ display }) => ({ name: display })),
    ...(picture !== undefined && { image: origin + picture.url }),
  };
}

function titleOf({ t }: Visit, { body }: Post, { profile, username }: User): string {
  const text = body.spoilerText || body.text || body.media[0]?.description || '';
  return excerpt(text, 100) || t('share.untitled', { name: profile.displayName || username });
}

function contentOf({ ctx, t }: Visit, { body }: Post): string {
  const warning = body.spoilerText === '' ? '' : `<p><b>${escapeHtml(body.spoilerText)}</b></p><hr />`;
  const pictures = body.media.map(
    ({ url, description }) =>
      `<p><img src="${ctx.tenant.origin}${url}" alt="${escapeHtml(description || t('post.image'))}" /></p>`,
  );
  return warning + body.html + pictures.join('');
}

/** Characters that XML 1.0 cannot hold, escaped or not, are left out. */
const xmlText = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are not allowed
  text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
