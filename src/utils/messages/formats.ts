// Numbers, dates and names as a language writes them. Making an Intl object costs as much as a page; each is
// made once.

import { LRUCache } from 'lru-cache';
import type { LocaleTag } from './locale.ts';
import { type RelativeTime, relativeTime } from './relative-time.ts';

export interface Formats {
  /** 1,234,567 */
  number(value: number): string;
  /** 1.2K */
  compact(value: number): string;
  /** 16 MB; one decimal where it tells something. */
  bytes(value: number): string;
  /** Jan 31, 2026 */
  date(value: Moment, timeZone?: string): string;
  /** January 2026 */
  month(value: Moment, timeZone?: string): string;
  /** Jan 31, 2026, 5:04 PM */
  dateTime(value: Moment, timeZone?: string): string;
  /** "5m", "3h", "2d", then the date. */
  relative(value: Moment, now?: Date, timeZone?: string): string;
  /** a, b, and c */
  list(items: readonly string[]): string;
  /** The name of a language ("pt-BR": Brazilian Portuguese); an unknown one is given back. */
  language(code: string): string;
  /** The name of a country. */
  region(code: string): string;
}

/** A moment: a Date, an ISO text, or milliseconds. */
export type Moment = Date | string | number;

const made = new Map<LocaleTag, Formats>();

/** The formats of a language. */
export function formats(tag: LocaleTag): Formats {
  let found = made.get(tag);
  if (found === undefined) {
    found = { ...numberFormats(tag), ...dateFormats(tag), ...nameFormats(tag) };
    made.set(tag, found);
  }
  return found;
}

function numberFormats(tag: LocaleTag): Pick<Formats, 'number' | 'compact' | 'bytes'> {
  const number = new Intl.NumberFormat(tag);
  const compact = new Intl.NumberFormat(tag, { notation: 'compact' });
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'].map(
    (unit) => new Intl.NumberFormat(tag, { style: 'unit', unit, maximumFractionDigits: 1 }),
  );
  return {
    number: (value) => number.format(value),
    compact: (value) => compact.format(value),
    bytes(value) {
      const step = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(value) / Math.log(1024)));
      return units[step]!.format(value / 1024 ** step);
    },
  };
}

interface Dates {
  readonly date: Intl.DateTimeFormat;
  readonly month: Intl.DateTimeFormat;
  readonly dateTime: Intl.DateTimeFormat;
  readonly relative: RelativeTime;
}

function dateFormats(tag: LocaleTag): Pick<Formats, 'date' | 'month' | 'dateTime' | 'relative'> {
  // Bounded: a time zone is what somebody's browser says.
  const zones = new LRUCache<string, Dates>({ max: 60 });
  const inZone = (timeZone = 'UTC'): Dates => {
    let dates = zones.get(timeZone);
    if (dates === undefined) {
      dates = makeDates(tag, isTimeZone(timeZone) ? timeZone : 'UTC');
      zones.set(timeZone, dates);
    }
    return dates;
  };
  return {
    date: (value, zone) => inZone(zone).date.format(new Date(value)),
    month: (value, zone) => inZone(zone).month.format(new Date(value)),
    dateTime: (value, zone) => inZone(zone).dateTime.format(new Date(value)),
    relative: (value, now = new Date(), zone) => inZone(zone).relative(new Date(value), now),
  };
}

const makeDates = (tag: LocaleTag, timeZone: string): Dates => ({
  date: new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone }),
  month: new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric', timeZone }),
  dateTime: new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short', timeZone }),
  relative: relativeTime(tag, timeZone),
});

/** Whether Intl knows a time zone; it has no other way to ask. */
export function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }) !== null;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function nameFormats(tag: LocaleTag): Pick<Formats, 'list' | 'language' | 'region'> {
  const list = new Intl.ListFormat(tag);
  const languages = new Intl.DisplayNames(tag, { type: 'language' });
  const regions = new Intl.DisplayNames(tag, { type: 'region' });
  return {
    list: (items) => list.format(items),
    language: (code) => nameOf(languages, code),
    region: (code) => nameOf(regions, code),
  };
}

/** Intl refuses what is not shaped like a code. */
function nameOf(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code;
  } catch (error) {
    if (error instanceof RangeError) return code;
    throw error;
  }
}
