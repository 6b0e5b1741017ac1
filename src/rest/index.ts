// The REST edge: the Mastodon client API. Every area is a file named as the API names it.

import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { Deployment } from '../deployment.ts';
import { acceptForms } from '../http/forms.ts';
import { accountActionRoutes } from './account-actions.ts';
import { accountStatusRoutes } from './account-statuses.ts';
import { accountRoutes } from './accounts.ts';
import { appRoutes } from './apps.ts';
import { blockMuteRoutes } from './blocks-mutes.ts';
import { bookmarkFavouriteRoutes } from './bookmarks-favourites.ts';
import { contextRoutes } from './context.ts';
import { collectDocs, serveDocs } from './docs.ts';
import { followRequestRoutes } from './follow-requests.ts';
import { groupedNotificationRoutes } from './grouped-notifications.ts';
import { instanceRoutes } from './instance.ts';
import { answerError } from './kit/errors.ts';
import type { RestApp } from './kit/route.ts';
import { markerRoutes } from './markers.ts';
import { mediaRoutes } from './media.ts';
import { mediaFileRoutes } from './media-files.ts';
import { notificationPolicyRoutes } from './notification-policy.ts';
import { notificationRequestRoutes } from './notification-requests.ts';
import { notificationRoutes } from './notifications.ts';
import { oauthRoutes } from './oauth.ts';
import { preferenceRoutes } from './preferences.ts';
import { profileRoutes } from './profile.ts';
import { registrationRoutes } from './registration.ts';
import { searchRoutes } from './search.ts';
import { statusActionRoutes } from './status-actions.ts';
import { statusRoutes } from './statuses.ts';
import { suggestionRoutes } from './suggestions.ts';
import { tagRoutes } from './tags.ts';
import { timelineRoutes } from './timelines.ts';
import { trendRoutes } from './trends.ts';
import { wellKnownRoutes } from './well-known.ts';

/** Every area's routes, in the order of the API's documentation. */
const AREAS: readonly ((app: RestApp) => void)[] = [
  accountRoutes,
  accountActionRoutes,
  accountStatusRoutes,
  profileRoutes,
  followRequestRoutes,
  blockMuteRoutes,
  preferenceRoutes,
  suggestionRoutes,
  statusActionRoutes,
  statusRoutes,
  tagRoutes,
  appRoutes,
  oauthRoutes,
  registrationRoutes,
  instanceRoutes,
  mediaRoutes,
  mediaFileRoutes,
  bookmarkFavouriteRoutes,
  contextRoutes,
  timelineRoutes,
  trendRoutes,
  markerRoutes,
  notificationRoutes,
  groupedNotificationRoutes,
  notificationPolicyRoutes,
  notificationRequestRoutes,
  searchRoutes,
  wellKnownRoutes,
];

const EXPOSED = ['Link', 'X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset', 'X-Request-Id'];

/** Mounts the whole REST API. */
export async function restRoutes(fastify: FastifyInstance, deployment: Deployment): Promise<void> {
  fastify.setErrorHandler(answerError);
  fastify.setSerializerCompiler(() => JSON.stringify);
  await fastify.register(cors, {
    origin: '*',
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key'],
    exposedHeaders: EXPOSED,
    maxAge: 86_400,
    // A preflight without its headers harms nobody; strict answers would be plain text.
    strictPreflight: false,
  });
  await collectDocs(fastify);
  await acceptForms(fastify, 2);
  if (deployment.config.rateLimits) await limitRates(fastify);
  for (const area of AREAS) area({ fastify, deployment });
  await serveDocs(fastify);
}

/** 300 requests in 5 minutes per person, or per address without one; routes may have their own limit. */
async function limitRates(fastify: FastifyInstance): Promise<void> {
  await fastify.register(rateLimit, {
    global: true,
    hook: 'preParsing',
    max: 300,
    timeWindow: 5 * 60_000,
    keyGenerator: (request) => `${request.tenant.id}:${request.ctx?.viewer?.id ?? request.ip}`,
    addHeadersOnExceeding: {
      'x-ratelimit-limit': true,
      'x-ratelimit-remaining': true,
      'x-ratelimit-reset': true,
    },
  });
  fastify.addHook('onSend', async (_request, reply) => {
    // The plugin says seconds from now; the API says a moment.
    const seconds = Number(reply.getHeader('x-ratelimit-reset'));
    if (Number.isFinite(seconds) && seconds < 1e6) {
      reply.header('x-ratelimit-reset', new Date(Date.now() + seconds * 1000).toISOString());
    }
  });
}
