// A GraphQL client whose answers and variables are typed by `schema.graphql`: a document that the schema
// does not allow, or an answer read wrongly, is a type error.

import { initGraphQLTada, type TadaDocumentNode } from 'gql.tada';
import { print } from 'graphql';
import type { introspection } from './generated/schema.ts';

export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { Date: string; DateTime: string };
  disableMasking: true;
}>();

/** Sends one operation and gives its data; an error outside the payloads' `errors` is thrown. */
export type Ask = <Result, Variables>(
  document: TadaDocumentNode<Result, Variables>,
  ...variables: Variables extends Record<string, never> ? [] : [Variables]
) => Promise<Result>;

/** A client of the server at this address, signed in if a token is given. */
export function makeClient(address: string, token?: string): Ask {
  const headers = {
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  return async (document, ...[variables]) => {
    const body = JSON.stringify({ query: print(document), variables });
    const answer = await fetch(`${address}/graphql`, { method: 'POST', headers, body });
    const { data, errors } = (await answer.json()) as { data: never; errors?: readonly Error[] };
    if (errors !== undefined) throw new Error(errors.map((error) => error.message).join('; '));
    return data;
  };
}
