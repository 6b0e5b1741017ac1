// Capital letters as strokes in a square of 24 units: a mark drawn with them needs no fonts, which a small
// server may not have.

const LETTERS: Readonly<Record<string, string>> = {
  A: 'M6.5 18.5 12 5.5l5.5 13M8.4 14h7.2',
  B: 'M8 12V5.5h4.6a3.25 3.25 0 0 1 0 6.5H8v6.5h5.4a3.25 3.25 0 0 0 0-6.5H8',
  C: 'M17 7.9a6.5 6.5 0 1 0 0 8.2',
  D: 'M7.5 5.5v13H11a6.5 6.5 0 0 0 0-13z',
  E: 'M16 5.5H8v13h8M8 12h6.5',
  F: 'M16 5.5H8v13M8 12h6.5',
  G: 'M17 7.9a6.5 6.5 0 1 0 1.5 4.1h-5',
  H: 'M7 5.5v13M17 5.5v13M7 12h10',
  I: 'M12 5.5v13',
  J: 'M15.5 5.5v8.8a4.2 4.2 0 0 1-8.4 0',
  K: 'M7.5 5.5v13M16.5 5.5l-9 8M11 10.4l6 8.1',
  L: 'M8.5 5.5v13h8',
  M: 'M6 18.5v-13l6 8 6-8v13',
  N: 'M7 18.5v-13l10 13v-13',
  O: 'M12 5.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 1 0 0-13z',
  P: 'M8 18.5v-13h5a3.6 3.6 0 0 1 0 7.2H8',
  Q: 'M12 5.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 1 0 0-13zM14.5 14.5l4.2 4.2',
  R: 'M8 18.5v-13h5a3.6 3.6 0 0 1 0 7.2H8M12.8 12.7l4 5.8',
  S: 'M16.2 8.2C15.6 6.4 14 5.5 12 5.5c-2.5 0-4.3 1.3-4.3 3.3 0 4.6 8.8 1.9 8.8 6.4 0 2-1.9 3.3-4.5 3.3-2.2 0-3.9-1-4.6-2.9',
  T: 'M6.5 5.5h11M12 5.5v13',
  U: 'M7 5.5v8a5 5 0 0 0 10 0v-8',
  V: 'M6.5 5.5l5.5 13 5.5-13',
  W: 'M4.5 5.5l3.7 13L12 8l3.8 10.5 3.7-13',
  X: 'M7 5.5l10 13M17 5.5l-10 13',
  Y: 'M6.5 5.5 12 12.2l5.5-6.7M12 12.2v6.3',
  Z: 'M7 5.5h10l-10 13h10',
};

/** Three that are linked: for names in other scripts. */
const LINKED = 'M12 6.3 6.2 16.4h11.6z';

/** The first letter of a name as a stroked path, without its accents. */
export function letterPath(name: string): string {
  const first = name.trim().normalize('NFKD').charAt(0).toUpperCase();
  return LETTERS[first] ?? LINKED;
}
