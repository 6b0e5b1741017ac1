// What a phone or desktop needs to know to install a community as an app (W3C Web Application Manifest).

import type { Settings } from '../../tenant/settings.ts';
import { localeOf } from '../../utils/messages/locale.ts';
import { type Translator, translator } from '../../utils/messages/translator.ts';
import { brandShades } from '../kit/brand.ts';
import { ICON_SIZES, iconAddress } from '../kit/install.ts';
import type { WebApp } from '../kit/page.ts';
import { LIGHT_SURFACE } from '../kit/theme-colour.tsx';

export const manifestPages = ({ fastify }: WebApp): void => {
  fastify.get<{ Querystring: { lang?: unknown } }>('/manifest.webmanifest', async (request, reply) => {
    const { lang } = request.query;
    const preferred = typeof lang === 'string' ? lang : undefined;
    const t = translator(localeOf(request.headers['accept-language'], preferred).tag);
    return reply
      .headers({
        'Cache-Control': 'public, max-age=600',
        Vary: 'Accept-Language',
        'X-Content-Type-Options': 'nosniff',
      })
      .type('application/manifest+json; charset=utf-8')
      .send(JSON.stringify(manifestOf(request.tenant.settings, t)));
  });
};

function manifestOf(settings: Settings, t: Translator) {
  return {
    // The same app, whatever language it was installed in.
    id: '/',
    start_url: '/',
    scope: '/',
    name: settings.name,
    short_name: settings.shortName || settings.name,
    description: settings.description,
    lang: t.locale.tag,
    dir: t.locale.dir,
    display: 'standalone',
    background_color: LIGHT_SURFACE,
    theme_color: brandShades(settings).light,
    categories: ['social'],
    icons: iconsOf(settings),
    shortcuts: [
      { name: t('nav.compose'), url: '/compose' },
      { name: t('nav.notifications'), url: '/notifications' },
      { name: t('nav.explore'), url: '/explore' },
    ],
    share_target: {
      action: '/share',
      method: 'POST',
      enctype: 'multipart/form-data',
      params: {
        title: 'title',
        text: 'text',
        url: 'url',
        files: [
          { name: 'media', accept: ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif'] },
        ],
      },
    },
  };
}

const iconsOf = (settings: Settings) =>
  ICON_SIZES.filter((size) => size !== '32' && size !== '180').map((size) => ({
    src: iconAddress(settings, size),
    sizes: size === 'maskable' ? '512x512' : `${size}x${size}`,
    type: 'image/png',
    purpose: size === 'maskable' ? 'maskable' : 'any',
  }));
