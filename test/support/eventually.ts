// Waiting for what a job does: the answer to a write does not wait for it.

import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds. Long enough for a machine that does much else. */
const PATIENCE = 45_000;

/** Asks again until the answer satisfies, and gives it; after some seconds the last answer fails the test. */
export async function eventually<T>(ask: () => Promise<T>, satisfies: (answer: T) => boolean): Promise<T> {
  const until = Date.now() + PATIENCE;
  for (;;) {
    const answer = await ask();
    if (satisfies(answer)) return answer;
    if (Date.now() > until) throw new Error(`Not so after ${PATIENCE} ms: ${JSON.stringify(answer)}`);
    await sleep(50);
  }
}
