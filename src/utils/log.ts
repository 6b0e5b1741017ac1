// Structured logs (pino). Secrets never reach them: headers and fields that carry one are removed here.

import { type Logger, pino } from 'pino';
import { tracing } from './trace.ts';

export type { Logger } from 'pino';

/** Makes the process's logger; `level` is a pino level or `silent`. */
export function makeLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    ...(tracing !== undefined && { mixin: tracing.ids }),
    serializers: { err: describeError },
    redact: {
      paths: [
        '*.password',
        '*.token',
        '*.secret',
        '*.authorization',
        '*.cookie',
        'req.headers',
        'err.parameters',
      ],
      remove: true,
    },
  });
}

/** An error as logged: never its other properties, which may hold values of a statement or a whole client. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' && { code }),
    stack: error.stack,
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}
