// The line to the server: one EventSource that is opened anew whenever it ends, with what is shown by then.

import { backoff, pause } from './backoff.ts';
import { type Events, type Heard, KINDS, type Kind } from './live-event.ts';

interface Line {
  /** The address to listen at; asked for each time, since what is shown changes. */
  address(): string;
  hear(heard: Heard): void;
}

/** Keeps a line open until aborted, or until the server says that the session is over. */
export async function keepLine(line: Line, signal: AbortSignal): Promise<void> {
  for (let attempt = 0; !signal.aborted; attempt++) {
    const { reason, heard } = await listen(line, signal);
    if (reason === 'signed-out' || signal.aborted) return;
    if (heard) attempt = 0;
    if (reason === 'replaced') await untilWanted(signal);
    else await pause(backoff(attempt, { first: 4_000 }), signal).catch(() => {});
  }
}

type End = Events['end']['reason'] | 'lost';

/** Listens until the line ends, and tells why, and whether it was a line at all. */
function listen(line: Line, signal: AbortSignal): Promise<{ reason: End; heard: boolean }> {
  return new Promise((resolve) => {
    const source = new EventSource(line.address());
    let heard = false;
    const finish = (reason: End) => {
      source.close();
      resolve({ reason, heard });
    };
    const hear = (kind: Kind) => (event: MessageEvent<string>) => {
      heard = true;
      const given = { kind, data: JSON.parse(event.data) } as Heard;
      line.hear(given);
      if (given.kind === 'end') finish(given.data.reason);
    };
    for (const kind of KINDS) source.addEventListener(kind, hear(kind));
    // The browser would open the old address again, which asks for what is shown no more.
    source.addEventListener('error', () => finish('lost'));
    signal.addEventListener('abort', () => finish('lost'), { once: true });
    if (signal.aborted) finish('lost');
  });
}

/** The server closed the line since the person has many: only a page that somebody looks at opens one again. */
function untilWanted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = new AbortController();
    const finish = () => {
      done.abort();
      resolve();
    };
    const options = { signal: done.signal };
    document.addEventListener(
      'visibilitychange',
      () => document.visibilityState === 'visible' && finish(),
      options,
    );
    addEventListener('online', finish, options);
    signal.addEventListener('abort', finish, options);
  });
}
