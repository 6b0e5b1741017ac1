// The HTTP server: one Fastify with the edges mounted, and what holds for all of them.

import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import Fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import type { Deployment } from './deployment.ts';
import { graphqlRoutes } from './graphql/index.ts';
import { busiest } from './http/busiest.ts';
import { parseNested } from './http/forms.ts';
import { draining, healthRoutes } from './http/health.ts';
import { findTenant } from './http/request-context.ts';
import { traceRequests } from './http/trace-requests.ts';
import { restRoutes } from './rest/index.ts';
import { notFound } from './utils/error.ts';
import { requestSeconds } from './utils/metrics.ts';
import { tracing } from './utils/trace.ts';
import { webRoutes } from './web/index.ts';
import { answerPageError, wantsPage } from './web/kit/error-page.tsx';

/** Makes the server, ready to listen or to be injected with requests. */
export async function makeServer(deployment: Deployment): Promise<FastifyInstance> {
  const fastify = Fastify({
    loggerInstance: deployment.log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    trustProxy: deployment.config.trustedProxies.length > 0 && [...deployment.config.trustedProxies],
    bodyLimit: 1024 * 1024,
    requestTimeout: 60_000,
    routerOptions: { ignoreTrailingSlash: true, querystringParser: parseNested, maxParamLength: 500 },
    forceCloseConnections: 'idle',
  }) as unknown as FastifyInstance;
  if (tracing !== undefined) traceRequests(fastify, tracing);
  measure(fastify);
  await fastify.register(async (health) => healthRoutes(health, deployment));
  await fastify.register(async (edges) => {
    edges.addHook('onRequest', findTenant(deployment));
    // Read where they are needed: the API's clients send none.
    await edges.register(cookie, { hook: false });
    const answerNoPage = answerPageError(deployment);
    await edges.register((rest) => restRoutes(rest, deployment));
    await edges.register((graphql) => graphqlRoutes(graphql, deployment));
    await edges.register((web) => webRoutes(web, deployment));
    edges.setNotFoundHandler((request, reply) =>
      wantsPage(request)
        ? answerNoPage(notFound(), request, reply)
        : reply.code(404).send({ error: 'Record not found' }),
    );
  });
  return fastify;
}

const HEALTH = ['/livez', '/readyz', '/metrics'];

/** Under a name that is unknown or suspended no route is served, whatever the path. */
function routeOf({ tenant, routeOptions: { url = 'none' } }: FastifyRequest): string {
  return tenant !== undefined || HEALTH.includes(url) ? url : 'none';
}

/** Request ids, times and one log line per request, without its query (it may hold what is private). */
function measure(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('X-Request-Id', request.id);
    // Who kept a connection comes by another one, which the balancer gives to another process.
    if (draining.now) reply.header('Connection', 'close');
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = routeOf(request);
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    requestSeconds.observe(labels, reply.elapsedTime / 1000);
    if (request.tenant !== undefined) busiest.count(request.tenant.slug, reply.elapsedTime / 1000);
    request.log.info(
      { ...labels, tenant: request.tenant?.slug, ms: Math.round(reply.elapsedTime * 10) / 10 },
      'request',
    );
    done();
  });
}
