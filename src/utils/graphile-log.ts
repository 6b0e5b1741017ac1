// graphile-worker's messages, in our log.

import { Logger as GraphileLogger } from 'graphile-worker';
import type { Logger } from './log.ts';

const LEVELS = { error: 'error', warning: 'warn', info: 'debug', debug: 'trace' } as const;

/** What graphile-worker tells at length is ours to see when debugging. */
export function graphileLogger(log: Logger): GraphileLogger {
  return new GraphileLogger((scope) => (level, message) => {
    log[LEVELS[level as keyof typeof LEVELS] ?? 'debug'](
      { worker: scope.workerId, job: scope.jobId },
      message,
    );
  });
}
