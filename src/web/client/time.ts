// Keeps "5m" true. One timer for the page, none while nobody looks.

import { type RelativeTime, relativeTime } from '../../utils/messages/relative-time.ts';
import { language } from './page.ts';

const EVERY = 30_000;

/** Begins to keep `<time data-relative>` true, those that come later too. */
export function keepTimes(): void {
  // Formats are dear to make, and the server's words hold for a while.
  let write: RelativeTime | undefined;
  const refresh = () => {
    if (document.visibilityState !== 'visible') return;
    write ??= relativeTime(language());
    writeTimes(write);
  };
  setInterval(refresh, EVERY);
  document.addEventListener('visibilitychange', refresh);
  addEventListener('pageshow', (event) => event.persisted && refresh());
}

function writeTimes(write: RelativeTime): void {
  const now = new Date();
  for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-relative]')) {
    const then = new Date(time.dateTime);
    // From a week on it is a date, in the time zone that the server knows of.
    if (now.getTime() - then.getTime() > 7 * 24 * 3_600_000) continue;
    const text = write(then, now);
    if (time.textContent !== text) time.textContent = text;
  }
}
