// Answers that take the same time whatever was found, so that their time tells nothing.

import { setTimeout as sleep } from 'node:timers/promises';

/** Longer than the work behind such an answer takes. */
const ANSWER_AFTER = 250;

/** Does the work, and answers no sooner than a quarter of a second after it began. */
export async function evenly<T>(work: () => Promise<T>): Promise<T> {
  const [outcome] = await Promise.allSettled([work(), sleep(ANSWER_AFTER)]);
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}
