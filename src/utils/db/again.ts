// When something is sent to the database again. Only what cannot have been done: a read, whose repetition nobody
// notices, and what the server or the connection refused before it began.

import { setTimeout as sleep } from 'node:timers/promises';
import { statementRetries } from '../metrics.ts';

/** Milliseconds before the second and the third attempt. */
const PAUSES = [50, 250];
/** Milliseconds after which nobody is left waiting for another attempt. */
const BOUND = 2000;

/** Does something up to three times, as long as its failure `isHarmless` and little time has gone by. */
export async function tryAgain<T>(
  work: () => Promise<T>,
  isHarmless: (error: unknown) => boolean,
): Promise<T> {
  const began = performance.now();
  for (const pause of PAUSES) {
    try {
      return await work();
    } catch (error) {
      if (!isHarmless(error) || performance.now() - began > BOUND) throw error;
      statementRetries.inc();
      await sleep(pause * (0.5 + Math.random()));
    }
  }
  return work();
}
