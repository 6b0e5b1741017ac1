// What to undo when a file's tests are done. `after()` of node:test called while a test runs may belong to
// that test (it goes by the async id of the caller, which garbage collection may forget): this one never does.

import { after } from 'node:test';

const undo: (() => unknown)[] = [];

after(async () => {
  for (const step of undo.reverse()) await step();
});

/** Runs the step after the file's last test, the latest first. */
export function atEnd(step: () => unknown): void {
  undo.push(step);
}
