// What keeps an open page true: a stream of events for members, and what the page says it shows.

import type { FastifyReply, FastifyRequest } from 'fastify';
import { HUB_LIMITS, Hub, type HubLimits } from '../../http/live.ts';
import { identifyBrowser, openContext } from '../../http/request-context.ts';
import { sessionCookieOf } from '../../http/session-cookie.ts';
import { type Id, isId } from '../../utils/id.ts';
import { openJar } from '../kit/cookie.ts';
import type { WebApp } from '../kit/page.ts';
import { listen, type Signed } from './live-stream.ts';

/** Posts that a page may show at once. */
const MOST_SHOWN = 200;

/** `GET /live`: the stream. `POST /live/watch`: the posts on show, answered with their counts. */
export function livePages({ fastify, deployment }: WebApp, limits: HubLimits = HUB_LIMITS): void {
  const hub = new Hub(deployment, limits);
  const secure = deployment.config.publicScheme === 'https';
  fastify.addHook('preClose', () => hub.close());

  fastify.get('/live', { exposeHeadRoute: false }, async (request, reply) => {
    openContext(deployment, request);
    const { 'sec-fetch-site': site = 'same-origin' } = request.headers;
    if (site !== 'same-origin') return refuse(reply, 403, 'Only pages of this site may listen');
    const signed = await signedIn(request, openJar(request, reply, secure).read('session'));
    if (signed === null) return refuse(reply, 401, 'Sign in first');
    if (!hub.open)
      return refuse(reply.header('Retry-After', '10'), 503, 'No more streams here now, try again');
    return listen(hub, signed, request, reply);
  });

  fastify.post('/live/watch', async (request, reply) => {
    openContext(deployment, request);
    const signed = await signedIn(request, sessionCookieOf(request, secure) ?? undefined);
    if (signed === null) return refuse(reply, 401, 'Sign in first');
    const shown = readShown(request.body);
    if (shown === null) return refuse(reply, 422, `Wanted: stream, and posts: at most ${MOST_SHOWN} ids`);
    const { ctx, viewer, access } = signed;
    const posts = await hub.watch(ctx, viewer.id, access.sessionId, shown.stream, shown.posts);
    return reply.header('Cache-Control', 'no-store').send({ ok: true, posts });
  });
}

const refuse = (reply: FastifyReply, status: number, error: string): FastifyReply =>
  reply.code(status).header('Cache-Control', 'no-store').send({ error });

async function signedIn(request: FastifyRequest, secret: string | undefined): Promise<Signed | null> {
  if (secret !== undefined) await identifyBrowser(request, secret);
  const { ctx } = request;
  return ctx.viewer === null || ctx.access === null ? null : { ctx, viewer: ctx.viewer, access: ctx.access };
}

function readShown(body: unknown): { stream: string; posts: Id[] } | null {
  const { stream, posts } = (body ?? {}) as { stream?: unknown; posts?: unknown };
  if (typeof stream !== 'string' || !/^[\w-]{22}$/.test(stream)) return null;
  if (!Array.isArray(posts) || posts.length > MOST_SHOWN || !posts.every(isId)) return null;
  return { stream, posts: [...new Set(posts)] };
}
