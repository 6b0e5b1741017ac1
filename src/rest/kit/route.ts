// One way to declare a REST route: who may call it, what it takes, what it gives. The declaration makes
// the check, the types and the OpenAPI page.

import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { type Static, type TObject, type TSchema, Type } from 'typebox';
import { covers } from '../../auth/scope.ts';
import type { Ctx } from '../../context.ts';
import type { Deployment } from '../../deployment.ts';
import {
  asFound,
  bearerOf,
  identify,
  openContext,
  readElsewhere,
  recognise,
} from '../../http/request-context.ts';
import { DomainError, forbidden, notFound, unauthenticated } from '../../utils/error.ts';
import { isId } from '../../utils/id.ts';
import { normalise } from './normalise.ts';

/** The Fastify scope of the REST edge. */
export interface RestApp {
  readonly fastify: FastifyInstance;
  readonly deployment: Deployment;
}

export interface RouteSpec<Params extends TObject, Query extends TObject, Body extends TObject> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Fastify path, e.g. `/api/v1/statuses/:id`. Parameters `id` and `*_id` are checked to be ids. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  /** `public`: anybody; a token still says who. `app`: any token. `user`: a person's token. */
  readonly token: 'public' | 'app' | 'user';
  /** A token must cover one of these scopes (`read:statuses`, or a list of alternatives). */
  readonly scope?: string | readonly string[];
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Documents the answer; it does not filter it. */
  readonly response?: TSchema;
  /** Requests per window (minutes) instead of 300 per 5 minutes. */
  readonly limit?: { readonly max: number; readonly minutes: number; readonly group: string };
}

export interface Input<Params extends TObject, Query extends TObject, Body extends TObject> {
  readonly params: Static<Params>;
  readonly query: Static<Query>;
  readonly body: Static<Body>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** An empty success is `{}`, never 204. */
export const EMPTY = {} as const;

const NOTHING = Type.Object({});
type Nothing = typeof NOTHING;

/**
 * Registers a route. The handler gives an object, or a string that is JSON already (hot routes).
 * PATCH answers PUT as well, and PUT answers PATCH: client libraries differ.
 */
export function route<
  Params extends TObject = Nothing,
  Query extends TObject = Nothing,
  Body extends TObject = Nothing,
>(
  app: RestApp,
  spec: RouteSpec<Params, Query, Body>,
  handler: (ctx: Ctx, input: Input<Params, Query, Body>) => Promise<unknown> | unknown,
): void {
  const hasBody = spec.method !== 'GET';
  app.fastify.route({
    method: methodsOf(spec.method),
    url: spec.path,
    schema: {
      summary: spec.summary,
      tags: [spec.tag],
      querystring: spec.query ?? NOTHING,
      ...(spec.params !== undefined && { params: spec.params }),
      ...(hasBody && spec.body !== undefined && { body: spec.body }),
      ...(spec.response !== undefined && { response: { 200: spec.response } }),
      ...(spec.token !== 'public' && { security: [{ bearer: scopesOf(spec.scope) }] }),
    },
    config: spec.limit === undefined ? {} : { rateLimit: limitOf(spec.limit) },
    onRequest: (request) => admit(app.deployment, spec, request),
    preValidation: (request, _reply, done) => {
      request.query = normalise(spec.query ?? NOTHING, request.query);
      if (hasBody) request.body = normalise(spec.body ?? NOTHING, asRecord(request.body));
      done();
    },
    handler: async (request, reply) => {
      const { params, query, body } = request as unknown as Input<Params, Query, Body>;
      const work = async () => handler(request.ctx, { params, query, body, request, reply });
      const answer = await asFound(request, work, () => admit(app.deployment, spec, request));
      if (reply.sent) return reply;
      if (!reply.hasHeader('content-type')) reply.type('application/json; charset=utf-8');
      return typeof answer === 'string'
        ? reply.serializer(verbatim).send(answer)
        : reply.send(answer ?? EMPTY);
    },
  });
}

const verbatim = (payload: unknown) => payload as string;

/** Opens the context and decides whether the caller may go on, before any body is read. */
async function admit(
  deployment: Deployment,
  spec: Pick<RouteSpec<TObject, TObject, TObject>, 'method' | 'token' | 'scope'>,
  request: FastifyRequest,
): Promise<void> {
  openContext(deployment, request);
  refuseBadIds(request.params);
  const secret = bearerOf(request);
  if (secret === null && request.headers.authorization !== undefined) throw invalidToken();
  if (secret === null) {
    if (spec.token !== 'public') throw invalidToken();
    if (spec.method === 'GET') readElsewhere(deployment, request);
    return;
  }
  const found = await identify(request, secret, recognise);
  if (found === null) throw invalidToken();
  if (found.refusal !== undefined) throw forbidden(found.refusal);
  if (spec.token === 'user' && found.viewer === null) throw unauthenticated();
  const needed = scopesOf(spec.scope);
  if (needed.length > 0 && !needed.some((scope) => covers(found.access.scopes, scope))) {
    throw forbidden('This action is outside the authorized scopes');
  }
}

const invalidToken = () => new DomainError('unauthenticated', 'The access token is invalid');

function refuseBadIds(params: unknown): void {
  for (const [name, value] of Object.entries(params as Record<string, unknown>)) {
    if ((name === 'id' || name.endsWith('_id')) && !isId(value)) throw notFound();
  }
}

const scopesOf = (scope: string | readonly string[] | undefined): string[] =>
  scope === undefined ? [] : typeof scope === 'string' ? [scope] : [...scope];

function methodsOf(method: HTTPMethods): HTTPMethods[] {
  return method === 'PUT' || method === 'PATCH' ? ['PUT', 'PATCH'] : [method];
}

function limitOf(limit: { max: number; minutes: number; group: string }) {
  return { max: limit.max, timeWindow: limit.minutes * 60_000, groupId: limit.group };
}

const asRecord = (body: unknown) => (typeof body === 'object' && body !== null ? body : {});
