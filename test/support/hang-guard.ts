import { runInNewContext } from 'node:vm';

/**
 * Runs the work and throws if it has not ended in half a minute, even when a single regular expression keeps it: for
 * what takes milliseconds in linear time and hours in any other.
 */
export function assertEnds(work: () => void): void {
  runInNewContext('work()', { work }, { timeout: 30_000 });
}
