// The domain's closed error codes, as the Mastodon API says them: `{"error": "…"}` and a status.

import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, type ErrorCode } from '../../utils/error.ts';

const STATUS: Record<ErrorCode, number> = {
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  invalid: 422,
  limited: 429,
  unavailable: 503,
};

/** Answers any error of a REST route; what is not the caller's fault is logged and told as one sentence. */
export function answerError(error: FastifyError | DomainError, request: FastifyRequest, reply: FastifyReply) {
  if (error instanceof DomainError) return answerDomainError(error, request, reply);
  if (error.validation !== undefined) return answerValidation(error, reply);
  const status = error.statusCode ?? 500;
  if (status === 429) return reply.code(429).send({ error: 'Too many requests' });
  if (status >= 400 && status < 500) return reply.code(status).send({ error: error.message });
  request.log.error({ err: error }, 'request failed');
  return reply.code(500).send({ error: `Something went wrong on our side (request ${request.id})` });
}

function answerDomainError(error: DomainError, request: FastifyRequest, reply: FastifyReply) {
  if (error.code === 'unavailable') request.log.warn({ err: error.cause ?? error }, 'unavailable');
  if (error.retryAfter !== undefined) reply.header('Retry-After', String(Math.ceil(error.retryAfter)));
  return reply.code(STATUS[error.code]).send({ error: error.message });
}

/** Ajv's findings: a bad id in the path is a missing record, anything else names the parameter and the rule. */
function answerValidation(error: FastifyError, reply: FastifyReply) {
  if (error.validationContext === 'params') return reply.code(404).send({ error: 'Record not found' });
  const found = (error.validation ?? []).map((fault) => {
    const missing = (fault.params as { missingProperty?: string }).missingProperty;
    const name = missing ?? fault.instancePath.slice(1).replaceAll('/', '.');
    const rule = missing === undefined ? (fault.message ?? 'is invalid') : "can't be blank";
    return `${name || 'body'} ${rule}`;
  });
  return reply.code(422).send({ error: `Validation failed: ${found.join(', ')}` });
}
