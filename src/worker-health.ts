// What a process of `nexus worker` answers: health for whoever keeps it running, metrics for Prometheus; nothing
// of a community.

import Fastify, { type FastifyInstance, LogController } from 'fastify';
import type { Deployment } from './deployment.ts';
import { healthRoutes } from './http/health.ts';

/** Listens on WORKER_PORT; gives what ends it. */
export async function serveWorkerHealth(deployment: Deployment): Promise<() => Promise<void>> {
  const fastify = Fastify({
    loggerInstance: deployment.log,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
  }) as unknown as FastifyInstance;
  healthRoutes(fastify, deployment);
  const { host, workerPort: port } = deployment.config;
  await fastify.listen({ host, port });
  return () => fastify.close();
}
