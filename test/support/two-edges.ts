// The same wish by REST and by GraphQL, and what each edge says to it in the domain's words.

import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Community, Person } from './community.ts';
import { serve } from './served.ts';

export interface Wish {
  readonly rest: InjectOptions;
  /** The mutation with its input, without selection: `like(input: { postId: "…" })`. */
  readonly graphql: string;
}

export interface Edges {
  rest(who: Person | null, request: InjectOptions): Promise<LightMyRequestResponse>;
  /** Sends one operation. */
  graphql(who: Person | null, query: string): Promise<LightMyRequestResponse>;
  /** What both say to a wish: `done`, or why not. */
  answers(who: Person | null, wish: Wish): Promise<{ rest: string; graphql: string }>;
}

const SAYINGS: Readonly<Record<number, string>> = {
  200: 'done',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  422: 'invalid',
};

/** Opens both edges of a community on one server. */
export async function openEdges(community: Community): Promise<Edges> {
  const served = await serve(community.deployment);
  const tokens = new Map<Person, string>();
  const tokenOf = async (who: Person | null) => {
    if (who === null) return undefined;
    const token = tokens.get(who) ?? (await who.token());
    tokens.set(who, token);
    return token;
  };
  const rest = async (who: Person | null, request: InjectOptions) =>
    served.ask({ ...request, host: community.host, token: await tokenOf(who) });
  const graphql = (who: Person | null, query: string) =>
    rest(who, { method: 'POST', url: '/graphql', payload: { query } });
  return {
    rest,
    graphql,
    async answers(who, wish) {
      const byRest = await rest(who, wish.rest);
      const byGraphql = await graphql(who, `mutation { ${wish.graphql} { errors { code } } }`);
      return { rest: SAYINGS[byRest.statusCode] ?? byRest.body, graphql: saying(byGraphql) };
    },
  };
}

function saying(answer: LightMyRequestResponse): string {
  const [payload] = Object.values(answer.json().data ?? {}) as { errors: { code: string }[] }[];
  if (payload === undefined) return answer.body;
  return payload.errors[0]?.code.toLowerCase().replaceAll('_', '-') ?? 'done';
}
