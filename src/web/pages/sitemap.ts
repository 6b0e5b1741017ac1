// What search engines may read, and where: robots.txt and sitemaps (sitemaps.org). Nothing where the community shows
// itself to members only. Lists are minutes old: a page that is gone says so itself.

import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { Ctx } from '../../context.ts';
import { postDays, postsOfDay } from '../../feed/sitemap.ts';
import { openContext } from '../../http/request-context.ts';
import { popularTags } from '../../post/popular-tag.ts';
import { mayLook } from '../../tenant/preview.ts';
import { peopleOfPiece, peoplePieces } from '../../user/sitemap.ts';
import { notFound } from '../../utils/error.ts';
import { escapeHtml } from '../../utils/html.ts';
import { tagPath } from '../components/tag-row.tsx';
import type { WebApp } from '../kit/page.ts';
import { sendPlain } from '../kit/plain-answer.ts';

/** Seconds that lists stay as they are, here and elsewhere. */
const KEEP = 600;

export const sitemapPages = ({ fastify, deployment }: WebApp): void => {
  const file = (path: string, type: string, write: (ctx: Ctx, name: string) => Promise<string>) =>
    fastify.get(path, async (request: FastifyRequest, reply: FastifyReply) => {
      const ctx = openContext(deployment, request);
      const { name = path } = request.params as { name?: string };
      return sendPlain(request, reply, { type, text: await kept(ctx, name, write), keep: KEEP });
    });
  file('/robots.txt', 'text/plain', async (ctx) => robots(ctx));
  file('/sitemap.xml', 'application/xml', index);
  file('/sitemaps/:name.xml', 'application/xml', list);
};

const texts = new LRUCache<string, Promise<string>>({ max: 500, ttl: KEEP * 1000 });

/** A failure is told to all who waited, and not kept. */
function kept(ctx: Ctx, name: string, write: (ctx: Ctx, name: string) => Promise<string>): Promise<string> {
  const { id, origin } = ctx.tenant;
  const key = `${id} ${origin} ${mayLook(ctx)} ${name}`;
  let text = texts.get(key);
  if (text === undefined) {
    text = write(ctx, name);
    texts.set(key, text);
    text.catch(() => texts.peek(key) === text && texts.delete(key));
  }
  return text;
}

/** Places where there is nothing to find, or endlessly much. */
const CLOSED = [
  '/api/',
  '/oauth/',
  '/graphql',
  '/search',
  '/settings',
  '/compose',
  '/sign-in',
  '/sign-up',
  '/reset',
  '/notifications',
  '/*fragment=1',
  '/@*/followers',
  '/@*/following',
];

function robots(ctx: Ctx): string {
  if (!mayLook(ctx)) return 'User-agent: *\nDisallow: /\n';
  const closed = CLOSED.map((path) => `Disallow: ${path}\n`).join('');
  return `User-agent: *\n${closed}\nSitemap: ${ctx.tenant.origin}/sitemap.xml\n`;
}

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';
const SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

async function index(ctx: Ctx): Promise<string> {
  if (!mayLook(ctx)) throw notFound();
  const [pieces, days] = await Promise.all([peoplePieces(ctx), postDays(ctx)]);
  const names = ['places', ...days.map((day) => `posts-${day}`), ...pieces.map((after) => `people-${after}`)];
  const lists = names.map(
    (name) => `<sitemap><loc>${ctx.tenant.origin}/sitemaps/${name}.xml</loc></sitemap>`,
  );
  return `${XML}<sitemapindex ${SCHEMA}>\n${lists.join('\n')}\n</sitemapindex>\n`;
}

interface Place {
  readonly path: string;
  readonly changed?: string | null;
}

const LISTS: readonly (readonly [RegExp, (ctx: Ctx, from: string) => Promise<readonly Place[]>])[] = [
  [/^places$/, places],
  [/^people-(0|[1-9]\d{0,17})$/, people],
  [/^posts-(\d{4}-\d\d-\d\d)$/, posts],
];

async function list(ctx: Ctx, name: string): Promise<string> {
  if (!mayLook(ctx)) throw notFound();
  const [pattern, read] = LISTS.find(([known]) => known.test(name)) ?? [];
  if (pattern === undefined || read === undefined) throw notFound();
  const found = await read(ctx, pattern.exec(name)![1] ?? '');
  if (found.length === 0) throw notFound();
  return `${XML}<urlset ${SCHEMA}>\n${found.map((place) => urlOf(ctx, place)).join('\n')}\n</urlset>\n`;
}

function urlOf({ tenant }: Ctx, { path, changed }: Place): string {
  const when = changed ? `<lastmod>${changed}</lastmod>` : '';
  return `<url><loc>${escapeHtml(tenant.origin + path)}</loc>${when}</url>`;
}

const MOST_TAGS = 100;

async function places(ctx: Ctx): Promise<readonly Place[]> {
  const tags = await popularTags(ctx, { limit: MOST_TAGS });
  const own = ['/', '/about', '/community', '/explore', '/explore/people', '/explore/tags'];
  return [...own, ...tags.map(({ name }) => tagPath(name))].map((path) => ({ path }));
}

async function people(ctx: Ctx, after: string): Promise<readonly Place[]> {
  const found = await peopleOfPiece(ctx, after);
  return found.map(({ username, lastPostOn }) => ({ path: `/@${username}`, changed: lastPostOn }));
}

async function posts(ctx: Ctx, day: string): Promise<readonly Place[]> {
  const found = await postsOfDay(ctx, day);
  return found.map(({ id, username, changedAt }) => ({
    path: `/@${username}/${id}`,
    changed: changedAt.toISOString(),
  }));
}
