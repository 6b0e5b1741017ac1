// The GraphQL edge: the product in its own words, at `/graphql`, with GraphiQL in the browser.

import rateLimit from '@fastify/rate-limit';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Deployment } from '../deployment.ts';
import { DomainError, type ErrorCode } from '../utils/error.ts';
import { domainExtensions, formatErrors, masked, Refusal } from './engine/failure.ts';
import { preparer } from './engine/prepare.ts';
import { runner } from './engine/run.ts';
import { graphiqlRoutes } from './graphiql/page.ts';
import { admit, answer, type Engine } from './request.ts';
import { printedSchema, schema } from './schema.ts';

/** Documents are small, and a list of ids is too: a larger body is a mistake. */
const BODY_LIMIT = 256 * 1024;

/** Mounts `/graphql` and `/schema.graphql` in a scope where the community is known. */
export async function graphqlRoutes(
  fastify: FastifyInstance,
  deployment: Deployment,
  options: { readonly compileAt?: number } = {},
): Promise<void> {
  const { config, log } = deployment;
  const engine: Engine = {
    prepare: preparer(schema),
    run: runner(schema, { jit: config.graphqlJit, log, ...options }),
  };
  fastify.setErrorHandler(answerError);
  fastify.setSerializerCompiler(() => JSON.stringify);
  // Only JSON: a form, which any page may send with a visitor's cookies, is not read.
  fastify.removeContentTypeParser('text/plain');
  // Front ends of other origins send their token themselves. Preflights are answered by the REST edge, for all paths.
  fastify.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Expose-Headers': 'X-Request-Id, Retry-After',
    });
  });
  if (config.rateLimits) await limitRates(fastify);
  fastify.route({
    method: 'POST',
    url: '/graphql',
    bodyLimit: BODY_LIMIT,
    onRequest: (request) => admit(deployment, request),
    handler: (request, reply) => answer(engine, deployment, request, reply),
  });
  graphiqlRoutes(fastify);
  const printed = printedSchema();
  fastify.get('/schema.graphql', (_request, reply) => reply.type('text/plain; charset=utf-8').send(printed));
}

/** As the REST API: 300 requests in 5 minutes per person, or per address without one. */
async function limitRates(fastify: FastifyInstance): Promise<void> {
  await fastify.register(rateLimit, {
    global: true,
    hook: 'preParsing',
    max: 300,
    timeWindow: 5 * 60_000,
    keyGenerator: (request) => `${request.tenant.id}:${request.ctx?.viewer?.id ?? request.ip}`,
  });
}

const STATUS: Record<ErrorCode, number> = {
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  invalid: 422,
  limited: 429,
  unavailable: 503,
};

/** Answers what kept an operation from running at all. */
function answerError(
  error: FastifyError | Refusal | DomainError,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  if (error instanceof Refusal) return reply.code(400).send({ errors: formatErrors(error.errors, request) });
  if (error instanceof DomainError) {
    const extensions = domainExtensions(error);
    if (error.retryAfter !== undefined) reply.header('Retry-After', String(Math.ceil(error.retryAfter)));
    return reply.code(STATUS[error.code]).send({ errors: [{ message: error.message, extensions }] });
  }
  const status = error.statusCode ?? 500;
  if (status < 400 || status >= 500) {
    request.log.error({ err: error }, 'request failed');
    return reply
      .code(500)
      .send({ errors: [{ message: masked(request.id), extensions: { code: 'INTERNAL' } }] });
  }
  const code = status === 429 ? 'LIMITED' : 'BAD_REQUEST';
  return reply.code(status).send({ errors: [{ message: error.message, extensions: { code } }] });
}
