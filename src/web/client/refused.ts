// What becomes of a refusal by the server. Any other error stays one.

import { Refusal } from './send.ts';
import { alert } from './toast.ts';

/** Tells the person what the server said. Gives undefined then. */
export const orTell = <T>(work: Promise<T>): Promise<T | undefined> =>
  work.catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    alert(error.message);
    return undefined;
  });

/** For what nobody asked for: it will be tried again some other time. Gives undefined then. */
export const orNothing = <T>(work: Promise<T>): Promise<T | undefined> =>
  work.catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    return undefined;
  });
