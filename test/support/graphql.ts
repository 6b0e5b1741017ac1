// GraphQL for tests: the edge alone on each of its two engines, so that every test can be held against both.

import { test } from 'node:test';
import Fastify, { type FastifyInstance, type InjectOptions, type LightMyRequestResponse } from 'fastify';
import { graphqlRoutes } from '../../src/graphql/index.ts';
import { findTenant } from '../../src/http/request-context.ts';
import type { Community, Person } from './community.ts';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: its shape is what each test has asked for
  readonly data: any;
  readonly errors: readonly AnswerError[];
  readonly extensions: { readonly cost: { readonly requested: number; readonly limit: number } };
}

export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** One community's GraphQL edge on one engine. */
export interface Edge {
  readonly engine: 'compiled' | 'interpreted';
  /** Sends one operation, as somebody, with a token, or as nobody. */
  ask(who: Person | string | null, query: string, variables?: object): Promise<Answer>;
  /** Sends any request to `/graphql`. */
  send(options: InjectOptions): Promise<LightMyRequestResponse>;
}

/** Declares a test that runs twice: operations compiled at once, and interpreted. */
export function onBothEngines(
  name: string,
  community: () => Promise<Community>,
  run: (edge: Edge, community: Community) => Promise<void>,
): void {
  for (const engine of ['compiled', 'interpreted'] as const) {
    test(`${name} (${engine})`, async () => {
      const made = await community();
      const edge = await openEdge(made, engine);
      await run(edge, made);
    });
  }
}

/** Mounts the edge of a community's deployment without the rest of the server. */
export async function openEdge(community: Community, engine: Edge['engine'] = 'compiled'): Promise<Edge> {
  const config = { ...community.deployment.config, graphqlJit: engine === 'compiled' };
  const fastify: FastifyInstance = Fastify();
  fastify.addHook('onRequest', findTenant(community.deployment));
  await fastify.register((scope) =>
    graphqlRoutes(scope, { ...community.deployment, config }, { compileAt: 1 }),
  );
  const send = (options: InjectOptions) =>
    fastify.inject({
      method: 'POST',
      url: '/graphql',
      ...options,
      headers: { host: community.host, ...options.headers },
    });
  const tokens = new Map<Person, string>();
  return {
    engine,
    send,
    async ask(who, query, variables = {}) {
      const token = who === null || typeof who === 'string' ? who : await tokenOf(tokens, who);
      const headers = token === null ? {} : { authorization: `Bearer ${token}` };
      const response = await send({ payload: { query, variables }, headers });
      const body = response.json();
      return { ...body, status: response.statusCode, errors: body.errors ?? [] };
    },
  };
}

async function tokenOf(tokens: Map<Person, string>, person: Person): Promise<string> {
  const token = tokens.get(person) ?? (await person.token());
  tokens.set(person, token);
  return token;
}
