// What a statement need not ask. Whoever has blocked nobody and follows no tag would still pay, in every statement, for
// opening the tables of blocks and followed tags and finding nothing there. So a person's row tells in the bits of
// `ever` of what there has ever been a row of theirs (triggers set them: migrations/tenant/0002-ever.sql), and a
// statement is sent to PostgreSQL without the conditions that cannot concern who asks.

import type { Id } from '../id.ts';

/** The bits of `user.ever`. A bit stays when the last row has gone: then a statement asks in vain, as all did before. */
export const EVER = {
  /** Set for everybody: what is asked with it is left out for nobody. */
  somebody: 1,
  blocks: 2,
  /** Somebody blocks them. */
  blocked: 4,
  mutes: 8,
  bookmarks: 16,
  threadMutes: 32,
  pins: 64,
  tagFollows: 128,
  /** Nobody has looked yet: somebody who was here before there were these bits. */
  unknown: 256,
} as const;

/** The bits that inserting into a table sets. */
const SET_BY: Readonly<Record<string, number>> = {
  block: EVER.blocks | EVER.blocked,
  mute: EVER.mutes,
  bookmark: EVER.bookmarks,
  thread_mute: EVER.threadMutes,
  pin: EVER.pins,
  tag_follow: EVER.tagFollows,
};

/** Who asks, as far as statements depend on it. A request's own changes add to `ever`. */
export interface Reader {
  readonly id: Id;
  ever: number;
  /** Until when that is believed, by `performance.now()`: whoever keeps a request open is asked about as before. */
  readonly until: number;
}

/** Milliseconds for which a request believes what it has read. */
const BELIEVED = 2000;

/** Who asks by a request that begins now. */
export const readerOf = (id: Id, ever: number): Reader => ({ id, ever, until: performance.now() + BELIEVED });

/** What a statement asks only where there has ever been a row: the bits, and which of its values is the person. */
export interface Asked {
  readonly bits: number;
  readonly at: number;
}

/**
 * A condition that asks for rows of one kind of the person `viewer`, a parameter like `$2`; `otherwise` is its value where
 * there are none. For a viewer who is no parameter it is always asked.
 */
export function ifEver(
  kind: keyof typeof EVER,
  viewer: string,
  { asked, otherwise }: { readonly asked: string; readonly otherwise: boolean },
): string {
  if (!/^\$\d+$/.test(viewer)) return asked;
  // Constant to the planner; it names the parameter, whose type PostgreSQL must learn from somewhere.
  const constant = otherwise
    ? `(true or ${viewer}::bigint is null)`
    : `(false and ${viewer}::bigint is null)`;
  return `/*{${EVER[kind]} ${viewer}*/${asked}/*|${constant}}*/`;
}

const CHOICE = /\/\*\{(\d+) \$(\d+)\*\/(.*?)\/\*\|(.*?)\}\*\//gs;

/** What a text with conditions of `ifEver` asks; undefined where there are none. They must be of one person, and none in another. */
export function askedBy(text: string): Asked | undefined {
  const choices = [...text.matchAll(CHOICE)];
  if (choices.length === 0) return undefined;
  const persons = new Set(choices.map(([, , person]) => Number(person)));
  if (persons.size > 1 || /\/\*[{|]|\}\*\//.test(narrow(text, 0) + narrow(text, -1)))
    throw new Error(`Conditions of several people, or one in another: ${text}`);
  const bits = choices.reduce((sum, [, bit]) => sum | Number(bit), 0);
  return { bits, at: [...persons][0]! - 1 };
}

/** The bits a statement sets for somebody by inserting. */
export const setBy = (text: string): number =>
  [...text.matchAll(/insert into tenant\.(\w+)/gi)].reduce(
    (sum, [, table]) => sum | (SET_BY[table!] ?? 0),
    0,
  );

/** The text for a person with these bits. */
export const narrow = (text: string, bits: number): string =>
  text.replace(CHOICE, (_, bit: string, _person, asked: string, constant: string) =>
    (Number(bit) & bits) === 0 ? constant : asked,
  );

/** The text with everything asked of one of its persons, for whom another expression is to be put in its place. */
export const widen = (text: string, person: string): string =>
  text.replace(CHOICE, (choice, _bit, number: string, asked: string) =>
    `$${number}` === person ? asked : choice,
  );

/**
 * What has to be asked for these values: nothing for nobody, and everything of a person who is not the reader, or of
 * whom nothing is known any more or yet.
 */
export function bitsFor({ bits, at }: Asked, values: readonly unknown[], reader: Reader | undefined): number {
  const person = values[at] ?? null;
  if (person === null) return 0;
  if (person !== reader?.id || (reader.ever & EVER.unknown) !== 0) return bits;
  return performance.now() < reader.until ? reader.ever & bits : bits;
}
