/** Milliseconds to wait before a further try: doubled each time up to a limit, at random within the last half. */
export function backoff(attempt: number, { first = 1_000, most = 60_000 } = {}): number {
  const wait = Math.min(most, first * 2 ** attempt);
  return wait / 2 + (Math.random() * wait) / 2;
}

/** Resolves after so long, or at once when the browser goes online; rejects when aborted. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const done = new AbortController();
    const finish = (settle: () => void) => () => {
      clearTimeout(timer);
      done.abort();
      settle();
    };
    const timer = setTimeout(finish(resolve), milliseconds);
    addEventListener('online', finish(resolve), { signal: done.signal });
    signal.addEventListener(
      'abort',
      finish(() => reject(signal.reason)),
      { signal: done.signal },
    );
  });
}
