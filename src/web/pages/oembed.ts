// oEmbed (oembed.com): other sites ask how to show a post of ours, given its address.

import type { FastifyReply, FastifyRequest } from 'fastify';
import { authorsOf } from '../../post/authors.ts';
import { type Post, postById } from '../../post/post.ts';
import type { User } from '../../user/user.ts';
import { DomainError, notFound } from '../../utils/error.ts';
import { escapeHtml } from '../../utils/html.ts';
import { fullName, postCard, profileUrl } from '../components/share-card.ts';
import { embedCode, frameOf } from '../kit/embed-code.ts';
import { statusOf } from '../kit/error-page.tsx';
import type { WebApp } from '../kit/page.ts';
import { openVisitor, type Visit } from '../kit/visit.ts';

const KEEP = 3600;

export const oembedPages = ({ fastify, deployment }: WebApp): void => {
  fastify.get('/oembed', async (request: FastifyRequest, reply: FastifyReply) => {
    const visit = await openVisitor(deployment, request, reply);
    reply.headers({ 'Access-Control-Allow-Origin': '*', 'X-Content-Type-Options': 'nosniff' });
    const format = visit.query('format') || 'json';
    if (format !== 'json' && format !== 'xml') return refuse(reply, 501, 'Formats are json and xml');
    if (visit.query('url') === '') return refuse(reply, 400, 'Give the address of a post as url');
    try {
      const answer = await describe(visit);
      reply.header('Cache-Control', `public, max-age=${KEEP}`).header('Vary', 'Accept-Language');
      return format === 'json'
        ? reply.type('application/json; charset=utf-8').send(JSON.stringify(answer))
        : reply.type('text/xml; charset=utf-8').send(xmlOf(answer));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return refuse(reply, statusOf(error), 'No post that everybody may see has this address');
    }
  });
};

const refuse = (reply: FastifyReply, status: number, error: string): FastifyReply =>
  reply.code(status).header('Cache-Control', 'no-store').send({ error });

async function describe(visit: Visit): Promise<Record<string, string | number>> {
  const { post, author } = await postAt(visit);
  const frame = frameOf(post, size(visit, 'maxwidth'), size(visit, 'maxheight'));
  const { origin, settings } = visit.ctx.tenant;
  const { description, image } = postCard(visit, post, author);
  return {
    type: 'rich',
    version: '1.0',
    title: description || fullName(visit, author),
    author_name: author.profile.displayName || author.username,
    author_url: profileUrl(visit, author.username),
    provider_name: settings.name,
    provider_url: origin,
    cache_age: KEEP,
    html: embedCode(visit, post, author, frame),
    ...frame,
    ...(image.large && {
      thumbnail_url: image.url,
      thumbnail_width: image.width!,
      thumbnail_height: image.height!,
    }),
  };
}

const PATH = /^\/@[\w.-]{1,64}\/(\d{1,19})(?:\/embed)?\/?$/;

/** The post of an address on this community's host names; the name in it does not matter, as on its page. */
async function postAt(visit: Visit): Promise<{ post: Post; author: User }> {
  const { ctx } = visit;
  const url = URL.parse(visit.query('url'));
  const id = url && ctx.tenant.domains.includes(url.hostname) ? PATH.exec(url.pathname)?.[1] : undefined;
  if (id === undefined) throw notFound();
  const post = await postById(ctx, id);
  const author = (await authorsOf(ctx, [post], new Map())).get(post.authorId);
  if (author === undefined || post.repostOfId !== null) throw notFound();
  return { post, author };
}

function size(visit: Visit, name: string): number | undefined {
  const given = visit.query(name);
  return /^\d{1,5}$/.test(given) ? Number(given) : undefined;
}

const xmlOf = (answer: Record<string, string | number>): string =>
  '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>\n' +
  Object.entries(answer)
    .map(([name, value]) => `<${name}>${escapeHtml(String(value))}</${name}>\n`)
    .join('') +
  '</oembed>\n';
