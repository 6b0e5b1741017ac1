// Discovery: how apps find the API of a host name, and what software answers.

import { Type } from 'typebox';
import { communityStats } from '../user/stats.ts';
import { userByUsername } from '../user/user.ts';
import { notFound } from '../utils/error.ts';
import { NEXUS_VERSION } from '../utils/version.ts';
import { type RestApp, route } from './kit/route.ts';

/** Host-meta (RFC 6415), WebFinger (RFC 7033) for local people, and NodeInfo 2.0 and 2.1. */
export const wellKnownRoutes = (app: RestApp): void => {
  app.fastify.get('/.well-known/host-meta', async (request, reply) => {
    reply.type('application/xrd+xml; charset=utf-8');
    return reply.serializer(String).send(hostMeta(request.tenant.origin));
  });
  app.fastify.get('/.well-known/nodeinfo', async (request) => ({
    links: ['2.0', '2.1'].map((version) => ({
      rel: `http://nodeinfo.diaspora.software/ns/schema/${version}`,
      href: `${request.tenant.origin}/nodeinfo/${version}`,
    })),
  }));
  for (const version of ['2.0', '2.1'] as const) nodeinfoRoute(app, version);
  webfingerRoute(app);
};

function webfingerRoute(app: RestApp): void {
  route(
    app,
    {
      method: 'GET',
      path: '/.well-known/webfinger',
      summary: 'The profile behind acct:name@domain',
      tag: 'well-known',
      token: 'public',
      query: Type.Object({ resource: Type.String() }),
    },
    async (ctx, { query, reply }) => {
      const { origin, domains } = ctx.tenant;
      const [, name, domain] = /^acct:@?([\w.-]{1,64})@([^@]+)$/.exec(query.resource) ?? [];
      const known = name !== undefined && domains.includes(domain!.toLowerCase());
      const user = known ? await userByUsername(ctx, name) : undefined;
      if (user === undefined) throw notFound();
      reply.type('application/jrd+json; charset=utf-8');
      const profile = `${origin}/@${user.username}`;
      return {
        subject: `acct:${user.username}@${domains[0]}`,
        aliases: [profile],
        links: [{ rel: 'http://webfinger.net/rel/profile-page', type: 'text/html', href: profile }],
      };
    },
  );
}

function nodeinfoRoute(app: RestApp, version: '2.0' | '2.1'): void {
  route(
    app,
    {
      method: 'GET',
      path: `/nodeinfo/${version}`,
      summary: `NodeInfo ${version}`,
      tag: 'well-known',
      token: 'public',
      response: Type.Object({ version: Type.String() }),
    },
    async (ctx) => {
      const { sourceUrl } = app.deployment.config;
      const stats = await communityStats(ctx);
      return {
        version,
        software: {
          name: 'nexus',
          version: NEXUS_VERSION,
          ...(version === '2.1' && sourceUrl !== '' && { repository: sourceUrl }),
        },
        protocols: [],
        services: { inbound: [], outbound: [] },
        openRegistrations: ctx.tenant.settings.registration === 'open',
        usage: {
          users: { total: stats.users, activeMonth: stats.activeMonth, activeHalfyear: stats.activeHalfyear },
          localPosts: stats.posts,
        },
        metadata: { nodeName: ctx.tenant.settings.name, nodeDescription: ctx.tenant.settings.description },
      };
    },
  );
}

const hostMeta = (origin: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">
  <Link rel="lrdd" template="${origin}/.well-known/webfinger?resource={uri}"/>
</XRD>
`;
