// Ids are 64-bit, time-ordered, made by PostgreSQL (nexus.next_id); here they are decimal strings.

/** A 64-bit id as a decimal string, the form it has in every API. */
export type Id = string;

const ID = /^(0|[1-9][0-9]{0,18})$/;
const MAX_ID = 9223372036854775807n;

/** Whether a string from outside is an id PostgreSQL can hold: digits, no leading zero, below 2^63. */
export function isId(value: unknown): value is Id {
  return typeof value === 'string' && ID.test(value) && (value.length < 19 || BigInt(value) <= MAX_ID);
}

/** The moment an id was made, to the millisecond. */
export function idTime(id: Id): Date {
  return new Date(Number(BigInt(id) >> 16n));
}

/** The smallest id of a moment; `sequence` (0 to 65535) tells apart ids of one millisecond. */
export function idAt(moment: Date | number, sequence = 0): Id {
  return ((BigInt(Math.floor(Number(moment))) << 16n) | BigInt(sequence & 0xffff)).toString();
}

/** Orders ids by time: negative when `a` is older. */
export function compareIds(a: Id, b: Id): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
