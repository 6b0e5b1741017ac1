// The words of a drill.

import type { Figure } from './figure.ts';
import type { Need } from './need.ts';
import type { Trial } from './trial.ts';

/** One way to break a deployment, and what must hold then. */
export interface Drill {
  /** One sentence: what is set up, what is broken. */
  readonly summary: string;
  /** What must be on the machine. */
  readonly needs: readonly Need[];
  /** Sets up, loads, breaks, measures. Everything it starts it registers with `trial.atEnd`. */
  run(trial: Trial): Promise<readonly Figure[]>;
}
