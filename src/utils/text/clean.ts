// What people type, made fit to store: PostgreSQL refuses NUL, and lone surrogates are no Unicode text.

// C0 and C1 controls, save tab and newline.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is there to find
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

const NEWLINES = /\r\n?|[\u2028\u2029]/g;

// Embeddings, overrides and isolates: one left open turns round what is displayed after it.
const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;

// Normalising sorts a run of combining marks in quadratic time (100,000 marks take 9 seconds), and no script
// stacks more than a handful.
const STACKED_MARKS = /(\p{M}{32})\p{M}+/gu;

/** A text of several lines, ready to store. Cleaning it again changes nothing. */
export function cleanText(text: string): string {
  const lines = text.toWellFormed().replace(NEWLINES, '\n').replace(CONTROLS, '');
  return unstack(unstack(lines).normalize('NFC')).trim();
}

/** A name or title, ready to store: one line, which cannot turn round the text beside it. */
export const cleanLine = (text: string): string =>
  cleanText(text.replace(BIDI_CONTROLS, '')).replace(/\s+/g, ' ');

const unstack = (text: string): string => text.replace(STACKED_MARKS, '$1');
