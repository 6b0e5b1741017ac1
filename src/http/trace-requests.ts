// A span per request, which goes on where a proxy of ours began. Registered only where there is tracing.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Span, Tracing } from '../utils/trace.ts';

declare module 'fastify' {
  interface FastifyRequest {
    span: Span | null;
  }
}

/** Must be registered before any other hook: those, and the log lines they write, are part of the request. */
export function traceRequests(fastify: FastifyInstance, tracing: Tracing): void {
  fastify.decorateRequest('span', null);
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { method } = request;
    request.span = tracing.begin({
      name: method,
      kind: 'server',
      attributes: { 'http.request.method': method },
      parent: parentOf(request),
    });
    request.span.run(done);
  });
  // Reading a body goes on from the socket, which knows nothing of the request's span.
  fastify.addHook('preValidation', (request, _reply, done) => request.span!.run(done));
  fastify.addHook('onResponse', (request, reply, done) => {
    request.span!.end(outcomeOf(request, reply));
    request.span!.run(done);
  });
}

/** Anybody can send the header: it counts from a trusted proxy only, whose address comes before the client's. */
function parentOf({ headers, ips = [] }: FastifyRequest): string | undefined {
  const { traceparent } = headers;
  return ips.length > 1 && typeof traceparent === 'string' ? traceparent : undefined;
}

function outcomeOf(request: FastifyRequest, { statusCode }: FastifyReply) {
  const route = request.routeOptions.url ?? 'none';
  return {
    name: `${request.method} ${route}`,
    failed: statusCode >= 500,
    attributes: {
      'http.route': route,
      'http.response.status_code': statusCode,
      ...(request.tenant !== undefined && { 'nexus.tenant': request.tenant.slug }),
    },
  };
}
