import { graphemes } from './grapheme.ts';

/** The beginning of a text on one line, for mails and notifications: at most `most` characters, … included. */
export function excerpt(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= most) return line;
  let count = 0;
  let end = 0; // where the character before the last allowed one ends: … takes the last one's place
  for (const { index } of graphemes(line)) {
    if (count === most - 1) end = index;
    if (count === most) return `${line.slice(0, end).trimEnd()}…`;
    count += 1;
  }
  return line;
}
