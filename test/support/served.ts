// A server that tells of itself: every route it has, as it registered them, and how many statements each
// answer took. What walks the routes needs no list of them, so a new route is walked from its first day.

import { channel } from 'node:diagnostics_channel';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse, RouteOptions } from 'fastify';
import type { Deployment } from '../../src/deployment.ts';
import { makeServer } from '../../src/server.ts';
import { atEnd } from './at-end.ts';

export interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly description?: string;
}

export interface Route {
  readonly method: string;
  /** As registered: `/api/v1/statuses/:id`. */
  readonly path: string;
  readonly query: JsonSchema;
  readonly body: JsonSchema;
}

export type Asked = InjectOptions & { readonly host: string; readonly token?: string | undefined };

export interface Served {
  readonly server: FastifyInstance;
  readonly routes: readonly Route[];
  /** Sends a request to a host name; `token` goes into the Authorization header. */
  ask(request: Asked): Promise<LightMyRequestResponse>;
}

/** The header in which this server says how many statements an answer took. */
export const STATEMENTS = 'x-test-statements';

/** Starts a server of the deployment for the file's tests, without a port. */
export async function serve(deployment: Deployment): Promise<Served> {
  const found: RouteOptions[] = [];
  const watch = (message: unknown) => observe((message as { fastify: FastifyInstance }).fastify, found);
  const created = channel('fastify.initialization');
  created.subscribe(watch);
  const server = await makeServer(deployment);
  created.unsubscribe(watch);
  await server.ready();
  atEnd(() => server.close());
  return {
    server,
    routes: found.flatMap(routesOf),
    ask({ host, token, ...request }) {
      const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
      return server.inject({ ...request, headers: { host, ...authorization, ...request.headers } });
    },
  };
}

function observe(fastify: FastifyInstance, found: RouteOptions[]): void {
  fastify.addHook('onRoute', (route) => void found.push(route));
  fastify.addHook('onSend', async (request, reply) => {
    reply.header(STATEMENTS, String(request.ctx?.db.counter.statements ?? 0));
  });
}

/** One per method. HEAD answers as GET does; OPTIONS is answered for all paths at once. */
function routesOf({ method, url, schema }: RouteOptions): Route[] {
  const { querystring = {}, body = {} } = (schema ?? {}) as { querystring?: JsonSchema; body?: JsonSchema };
  return [method]
    .flat()
    .filter((one) => one !== 'HEAD' && one !== 'OPTIONS')
    .map((one) => ({ method: one, path: url, query: querystring, body }));
}
