// Pictures are decoded a few at a time: the rest wait their turn, and when very many wait, new ones are
// turned away, so that uploads can never starve the process.

import { availableParallelism } from 'node:os';
import { DomainError } from '../utils/error.ts';

// Decoding runs on libuv's four threads; at least two stay free for files and password hashing.
const AT_ONCE = Math.max(1, Math.min(2, Math.floor(availableParallelism() / 2)));

/** A gate that lets `width` tasks run at once and `length` wait; more are refused as unavailable. */
export function gate(width: number, length: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: Array<() => void> = [];
  let running = 0;
  const enter = () => {
    if (running < width) {
      running += 1;
      return Promise.resolve();
    }
    if (waiting.length >= length) throw busy();
    return new Promise<void>((resolve) => waiting.push(resolve));
  };
  const leave = () => {
    // The place is handed on as it is; only when nobody waits does it become free.
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };
  return async (task) => {
    await enter();
    try {
      return await task();
    } finally {
      leave();
    }
  };
}

// Each waiting upload is held in memory.
const WAITING = 16;

/** Runs a task that decodes or encodes pictures when its turn has come. */
export const inDecodeTurn = gate(AT_ONCE, WAITING);

const busy = () =>
  new DomainError('unavailable', 'Too many pictures are being processed, try again shortly', {
    retryAfter: 10,
  });
