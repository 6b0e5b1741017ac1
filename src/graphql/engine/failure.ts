// What a caller is told when something fails. A mistake of the caller's and an error of the domain are
// told as they are; anything else is logged and told as one sentence with the request's id.

import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { DomainError, type FieldError } from '../../utils/error.ts';
import type { Logger } from '../../utils/log.ts';

/** The request cannot be run at all; answered with 400 and no data. */
export class Refusal extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(...errors: readonly GraphQLError[]) {
    super(errors[0]?.message ?? 'refused');
    this.name = 'Refusal';
    this.errors = errors;
  }
}

/** Shapes errors for the answer; unexpected ones go to the log. */
export function formatErrors(
  errors: readonly GraphQLError[],
  request: { readonly id: string; readonly log: Pick<Logger, 'error'> },
): GraphQLFormattedError[] {
  return errors.map((error) => {
    const { message, locations, path } = error;
    const place = { ...(locations && { locations }), ...(path && { path }) };
    const cause = causeOf(error);
    if (cause instanceof DomainError)
      return { message: cause.message, ...place, extensions: domainExtensions(cause) };
    if (cause === undefined)
      return { message, ...place, extensions: { code: 'BAD_REQUEST', ...error.extensions } };
    request.log.error({ err: cause, path }, 'a field failed');
    return { message: masked(request.id), ...place, extensions: { code: 'INTERNAL' } };
  });
}

export const masked = (requestId: string): string =>
  `Something went wrong on our side (request ${requestId})`;

/** The error a resolver threw; undefined when the error is the engine's own about the request. */
function causeOf(error: GraphQLError): unknown {
  const cause = error.originalError;
  return cause instanceof GraphQLError ? causeOf(cause) : cause;
}

/** The first error that says that a part of the service is away. */
export const awayOf = (errors: readonly GraphQLError[]): DomainError | undefined =>
  errors
    .map(causeOf)
    .find((cause): cause is DomainError => cause instanceof DomainError && cause.code === 'unavailable');

/** What a program needs to know of an error of the domain. */
export function domainExtensions(error: DomainError): Record<string, unknown> {
  return {
    code: error.code.replace('-', '_').toUpperCase(),
    ...(error.details.length > 0 && { details: error.details.map(detail) }),
    ...(error.retryAfter !== undefined && { retryAfter: Math.ceil(error.retryAfter) }),
  };
}

const detail = ({ field, rule, limit, message }: FieldError) => ({
  field,
  rule,
  limit: limit ?? null,
  message,
});
