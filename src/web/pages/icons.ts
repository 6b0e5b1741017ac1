// The community's icons for tabs and home screens, where it has no logo of its own.

import type { FastifyReply } from 'fastify';
import type { Settings } from '../../tenant/settings.ts';
import { notFound } from '../../utils/error.ts';
import { ICON_SIZES, type IconSize } from '../kit/install.ts';
import { markPng, markSvg, maskableLogo, unreadPng, unreadSvg } from '../kit/mark.ts';
import type { WebApp } from '../kit/page.ts';

const LONG = 'public, max-age=31536000, immutable';

export const iconPages = ({ fastify }: WebApp): void => {
  // The path by which everything asks that has not read the page.
  fastify.get('/favicon.ico', async (request, reply) => {
    const { settings } = request.tenant;
    reply.header('Cache-Control', 'public, max-age=3600');
    return settings.logo === null
      ? sendPng(reply, await markPng(settings, 'rounded', 32))
      : reply.redirect(settings.logo['32'], 302);
  });

  fastify.get('/icons/mark.svg', async (request, reply) => sendSvg(reply, markSvg(request.tenant.settings)));
  fastify.get('/icons/unread.svg', async (request, reply) =>
    sendSvg(reply, unreadSvg(request.tenant.settings)),
  );
  fastify.get('/icons/unread.png', async (request, reply) =>
    sendPng(reply.header('Cache-Control', LONG), await unreadPng(request.tenant.settings)),
  );

  fastify.get<{ Params: { size: string } }>('/icons/:size.png', async (request, reply) => {
    const size = ICON_SIZES.find((one) => one === request.params.size);
    if (size === undefined) throw notFound();
    reply.header('Cache-Control', LONG);
    return sendPng(reply, await iconOf(request.tenant.settings, size));
  });
};

function iconOf(settings: Settings, size: IconSize): Promise<Buffer> {
  if (size === 'maskable')
    return settings.logo === null ? markPng(settings, size, 512) : maskableLogo(settings.logo['512']);
  return markPng(settings, size === '180' ? 'square' : 'rounded', Number(size));
}

const sendSvg = (reply: FastifyReply, svg: string): FastifyReply =>
  reply
    .headers({ 'Cache-Control': LONG, 'Content-Security-Policy': "default-src 'none'" })
    .type('image/svg+xml')
    .send(svg);

const sendPng = (reply: FastifyReply, png: Buffer): FastifyReply =>
  reply.header('X-Content-Type-Options', 'nosniff').type('image/png').send(png);
