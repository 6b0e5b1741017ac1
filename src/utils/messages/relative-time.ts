// How long ago something was, in the fewest letters: "5m", "3h", "2d", then a date. The page script counts on
// with the same code, so nothing here belongs to the server.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type RelativeTime = (then: Date, now: Date) => string;

/** The short form for a language; dates are those of a time zone. */
export function relativeTime(tag: string, timeZone?: string): RelativeTime {
  const unit = (name: string) =>
    new Intl.NumberFormat(tag, { style: 'unit', unit: name, unitDisplay: 'narrow' });
  const [minutes, hours, days] = [unit('minute'), unit('hour'), unit('day')];
  const now = new Intl.RelativeTimeFormat(tag, { numeric: 'auto', style: 'narrow' }).format(0, 'second');
  const zone = timeZone === undefined ? {} : { timeZone };
  const thisYear = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', ...zone });
  const earlier = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', ...zone });
  return (then, present) => {
    const past = present.getTime() - then.getTime();
    if (past < MINUTE) return now;
    if (past < HOUR) return minutes.format(Math.floor(past / MINUTE));
    if (past < DAY) return hours.format(Math.floor(past / HOUR));
    if (past < 7 * DAY) return days.format(Math.floor(past / DAY));
    return (then.getFullYear() === present.getFullYear() ? thisYear : earlier).format(then);
  };
}
