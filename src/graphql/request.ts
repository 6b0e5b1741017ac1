// One GraphQL request: who asks, what they ask, and the answer. Everything that is wrong with a request
// itself is a 400 with no data; once an operation runs, the answer is 200, with errors beside the data, or 503 when
// nothing could be had because the database is away.

import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ExecutionResult, GraphQLError } from 'graphql';
import type { Deployment } from '../deployment.ts';
import { asFound, bearerOf, identify, openContext, recognise } from '../http/request-context.ts';
import { sessionCookieOf } from '../http/session-cookie.ts';
import { DomainError, forbidden } from '../utils/error.ts';
import { cleanVariables } from './engine/clean.ts';
import type { Variables } from './engine/cost.ts';
import { awayOf, formatErrors, Refusal } from './engine/failure.ts';
import { LIMITS } from './engine/limits.ts';
import { costWithin, type Prepared } from './engine/prepare.ts';
import type { Run } from './engine/run.ts';
import { makeContext } from './kit/context.ts';

/** What runs operations, made once per server. */
export interface Engine {
  readonly prepare: (source: string, operationName?: string) => Prepared;
  readonly run: Run;
}

interface Operation {
  readonly source: string;
  readonly operationName: string | undefined;
  readonly variables: Variables;
}

/** Opens the request's context; a token that is none, or may not be used now, is refused before the body is read. */
export async function admit(deployment: Deployment, request: FastifyRequest): Promise<void> {
  openContext(deployment, request);
  const secret = bearerOf(request);
  if (request.headers.authorization === undefined) return admitByCookie(deployment, request);
  const found = secret === null ? null : await identify(request, secret, recognise);
  if (found === null) throw new DomainError('unauthenticated', 'The access token is invalid');
  if (found.refusal !== undefined) throw forbidden(found.refusal);
}

/** A browser's sign-in, for GraphiQL and this site's own pages. One that has ended is as good as none. */
async function admitByCookie({ config }: Deployment, request: FastifyRequest): Promise<void> {
  const secret = sessionCookieOf(request, config.publicScheme === 'https');
  const found = secret === null ? null : await identify(request, secret, recognise);
  if (found?.viewer == null) request.ctx = { ...request.ctx, viewer: null, access: null };
}

/** Runs the operation of a request's body and gives the answer. */
export async function answer(
  engine: Engine,
  deployment: Deployment,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { source, operationName, variables } = readOperation(request.body);
  const prepared = engine.prepare(source, operationName);
  const cost = costWithin(prepared, variables);
  const run = async () => engine.run(prepared, makeContext(request.ctx), variables);
  const result = await asFound(request, run, () => admit(deployment, request));
  // Without data the variables did not fit: nothing has run.
  if (result.data === undefined) reply.code(400);
  else answerAway(result, reply);
  return {
    ...(result.data !== undefined && { data: result.data }),
    ...(result.errors?.length && { errors: formatErrors(result.errors, request) }),
    extensions: { cost: { requested: cost, limit: LIMITS.cost } },
  };
}

/** Proxies and clients know what to do with a 503; an answer that holds anything stays a 200. */
function answerAway({ data, errors = [] }: ExecutionResult, reply: FastifyReply): void {
  const away = awayOf(errors);
  if (away === undefined || Object.values(data ?? {}).some((value) => value !== null)) return;
  reply.code(503).header('Retry-After', String(Math.ceil(away.retryAfter ?? 5)));
}

function readOperation(body: unknown): Operation {
  if (Array.isArray(body)) refuse('Send one operation per request: lists are not accepted');
  if (typeof body !== 'object' || body === null) refuse('Send a JSON object with "query"');
  const { query, operationName = null, variables = null } = body as Record<string, unknown>;
  if (typeof query !== 'string') refuse('"query" must be a string');
  if (operationName !== null && typeof operationName !== 'string') refuse('"operationName" must be a string');
  if (typeof variables !== 'object' || Array.isArray(variables)) refuse('"variables" must be an object');
  return {
    source: query,
    operationName: operationName === null || operationName === '' ? undefined : operationName,
    variables: cleaned((variables ?? {}) as Variables),
  };
}

function cleaned(variables: Variables): Variables {
  try {
    return cleanVariables(variables);
  } catch (error) {
    if (error instanceof GraphQLError) throw new Refusal(error);
    throw error;
  }
}

function refuse(message: string): never {
  throw new Refusal(new GraphQLError(message));
}
