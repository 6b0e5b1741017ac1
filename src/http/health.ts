// Health and metrics, for load balancers and Prometheus; they answer under any host name.

import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Deployment } from '../deployment.ts';
import { registry } from '../utils/metrics.ts';
import { readGauges } from './gauges.ts';

/** Set while the process drains: readiness fails so that the balancer sends no more. */
export const draining = { now: false };

/** `/livez`: the process answers. `/readyz`: it can serve. `/metrics`: Prometheus text, see METRICS_TOKEN. */
export function healthRoutes(app: FastifyInstance, deployment: Deployment): void {
  app.get('/livez', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    if (draining.now) return reply.code(503).send({ status: 'draining' });
    try {
      await Promise.all([...deployment.shards.values()].map((shard) => shard.query(0, { text: 'select 1' })));
      return { status: 'ok' };
    } catch (error) {
      deployment.log.warn({ err: error }, 'not ready');
      return reply.code(503).send({ status: 'database away' });
    }
  });
  app.get('/metrics', async (request, reply) => {
    if (!mayReadMetrics(request, deployment.config.metricsToken))
      return reply.code(404).send({ error: 'Record not found' });
    await readGauges(deployment, app.server);
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

/** With METRICS_TOKEN its bearer only; without, loopback only and never through a proxy. */
function mayReadMetrics(request: FastifyRequest, token: string | null): boolean {
  if (token === null) {
    const address = request.socket.remoteAddress ?? '';
    return /^(::1|(::ffff:)?127\.)/.test(address) && request.headers['x-forwarded-for'] === undefined;
  }
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
