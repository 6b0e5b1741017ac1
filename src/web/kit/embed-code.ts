// A post in the pages of others: a frame, its height kept by our small script, and the words of the post where
// neither is let through.

import type { Post } from '../../post/post.ts';
import type { User } from '../../user/user.ts';
import { escapeHtml } from '../../utils/html.ts';
import { excerpt } from '../../utils/text/excerpt.ts';
import { fullName, postUrl } from '../components/share-card.ts';
import type { Visit } from './visit.ts';
import { EMBED_SCRIPT } from './worker-address.ts';

export interface Frame {
  readonly width: number;
  readonly height: number;
}

const WIDTH = 550;
const NARROWEST = 220;

/** The address of the page for the frame. */
export const embedUrl = (visit: Visit, post: Post, author: User): string =>
  `${postUrl(visit, post, author)}/embed`;

/** How large a post will be, about: its frame says it exactly when it is there. */
export function frameOf(post: Post, mostWide = WIDTH, mostHigh = Number.POSITIVE_INFINITY): Frame {
  const { spoilerText, text, media } = post.body;
  const width = Math.max(NARROWEST, Math.min(WIDTH, mostWide));
  const words = spoilerText === '' ? text : '';
  const lines = words.split('\n').reduce((sum, line) => sum + Math.ceil((line.length + 1) / (width / 9)), 0);
  const picture = media.length > 0 && spoilerText === '' ? Math.round(width * 0.56) : 0;
  return { width, height: Math.min(150 + 24 * lines + picture, Math.max(120, mostHigh)) };
}

/** The code to put into a page. */
export function embedCode(visit: Visit, post: Post, author: User, frame = frameOf(post)): string {
  const { t, ctx } = visit;
  const { origin, settings } = ctx.tenant;
  const title = t('share.embed-by', { name: fullName(visit, author), community: settings.name });
  const { createdAt, spoilerText, text } = post.body;
  return (
    `<iframe class="nexus-embed" src="${escapeHtml(embedUrl(visit, post, author))}" title="${escapeHtml(title)}" ` +
    `width="${frame.width}" height="${frame.height}" style="max-width:100%;border:0;border-radius:14px" loading="lazy" ` +
    `sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"></iframe>` +
    `<noscript><blockquote cite="${escapeHtml(postUrl(visit, post, author))}">` +
    `<p>${escapeHtml(excerpt(spoilerText || text, 500))}</p>` +
    `<p>— ${escapeHtml(title)}, <a href="${escapeHtml(postUrl(visit, post, author))}">${escapeHtml(t.formats.date(createdAt))}</a></p>` +
    `</blockquote></noscript><script async src="${escapeHtml(origin + EMBED_SCRIPT)}"></script>`
  );
}
