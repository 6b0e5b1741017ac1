// The web edge: pages rendered here, every action a plain form first, and a small script on top.

import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Deployment } from '../deployment.ts';
import { acceptForms } from '../http/forms.ts';
import { unauthenticated } from '../utils/error.ts';
import { assetRoutes } from './kit/assets.ts';
import { answerPageError } from './kit/error-page.tsx';
import { isForeign } from './kit/form.ts';
import type { WebApp } from './kit/page.ts';
import { aboutPages } from './pages/about.tsx';
import { authorizePages } from './pages/authorize.tsx';
import { composePages } from './pages/compose/index.ts';
import { confirmPages } from './pages/confirm.tsx';
import { embedPages } from './pages/embed.tsx';
import { explorePages } from './pages/explore/index.ts';
import { feedPages } from './pages/feeds.tsx';
import { iconPages } from './pages/icons.ts';
import { keyboardPages } from './pages/keyboard.tsx';
import { livePages } from './pages/live.ts';
import { lookPages } from './pages/look.ts';
import { mailboxPages } from './pages/mailbox.tsx';
import { manifestPages } from './pages/manifest.ts';
import { muteBlockPages } from './pages/mute-block.tsx';
import { notificationRequestPages } from './pages/notification-requests.tsx';
import { notificationPages } from './pages/notifications.tsx';
import { oembedPages } from './pages/oembed.ts';
import { offlinePages } from './pages/offline.tsx';
import { peoplePages } from './pages/people.tsx';
import { postPages } from './pages/post/index.ts';
import { postActionPages } from './pages/post-actions.ts';
import { profilePages } from './pages/profile/index.tsx';
import { notePages } from './pages/profile/private-note.tsx';
import { resetPages } from './pages/reset.tsx';
import { rssPages } from './pages/rss.ts';
import { savedPages } from './pages/saved.tsx';
import { searchPages } from './pages/search/index.tsx';
import { settingsPages } from './pages/settings/settings.ts';
import { sharePages } from './pages/share.ts';
import { signInPages } from './pages/sign-in.tsx';
import { signUpPages } from './pages/sign-up.tsx';
import { sitemapPages } from './pages/sitemap.ts';
import { statusPages } from './pages/status.tsx';
import { styleguidePages } from './pages/styleguide/styleguide.tsx';
import { tagPages } from './pages/tag.tsx';
import { userActionPages } from './pages/user-actions.ts';
import { welcomePages } from './pages/welcome.tsx';

const PAGES: readonly ((app: WebApp) => void)[] = [
  welcomePages,
  feedPages,
  postActionPages,
  postPages,
  composePages,
  notificationPages,
  notificationRequestPages,
  savedPages,
  profilePages,
  notePages,
  peoplePages,
  muteBlockPages,
  userActionPages,
  explorePages,
  tagPages,
  searchPages,
  livePages,
  lookPages,
  signInPages,
  signUpPages,
  resetPages,
  confirmPages,
  authorizePages,
  settingsPages,
  styleguidePages,
  mailboxPages,
  keyboardPages,
  aboutPages,
  statusPages,
  sharePages,
  offlinePages,
  manifestPages,
  iconPages,
  rssPages,
  sitemapPages,
  oembedPages,
  embedPages,
];

/** Pictures of one post, or both pictures of a profile. */
const MOST_FILES = 5;

/** Mounts the pages. The request's community has been found before. */
export async function webRoutes(fastify: FastifyInstance, deployment: Deployment): Promise<void> {
  fastify.setErrorHandler(answerPageError(deployment));
  fastify.addHook('onRequest', refuseStrangersFiles);
  await acceptForms(fastify, MOST_FILES);
  assetRoutes(fastify);
  for (const pages of PAGES) pages({ fastify, deployment });
}

/** Files are read before a handler runs: not those of a browser without a session, or sent from elsewhere. */
async function refuseStrangersFiles(request: FastifyRequest): Promise<void> {
  if (!/^multipart\//i.test(request.headers['content-type'] ?? '')) return;
  if (isForeign(request) || !/session=/.test(request.headers.cookie ?? '')) throw unauthenticated();
}
