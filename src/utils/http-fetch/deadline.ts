// The time a request may take: each step, and all of them together.

import { FetchRefused } from './refused.ts';

export interface Deadline {
  /** Aborted with `FetchRefused('slow')` when time is up. */
  readonly signal: AbortSignal;
  /** Begins the next step, which has this many milliseconds; without a number only the whole counts. */
  step(milliseconds?: number): void;
  stop(): void;
}

/** Starts the clock of a whole request. */
export function deadlineIn(milliseconds: number): Deadline {
  const controller = new AbortController();
  const late = () => controller.abort(new FetchRefused('slow'));
  const whole = setTimeout(late, milliseconds);
  let current: NodeJS.Timeout | undefined;
  const step = (next?: number) => {
    clearTimeout(current);
    current = next === undefined ? undefined : setTimeout(late, next);
  };
  return {
    signal: controller.signal,
    step,
    stop() {
      step();
      clearTimeout(whole);
    },
  };
}
