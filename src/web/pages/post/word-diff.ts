// What changed between two texts, word by word: the longest run of words both have in common stays, all else
// came or went. Bounded, since the table grows with the product of the lengths.

export interface Change {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

const MOST_CELLS = 1_000_000;

/** The changes from `before` to `after`, in order; neighbours of one kind are one change. */
export function wordDiff(before: string, after: string, locale = 'en'): Change[] {
  const [old, now] = [wordsOf(before, locale), wordsOf(after, locale)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const middle = between(old.slice(start, old.length - end), now.slice(start, now.length - end));
  const same = (words: readonly string[]): Change[] => words.map((text) => ({ kind: 'same', text }));
  return joined([...same(now.slice(0, start)), ...middle, ...same(end === 0 ? [] : now.slice(-end))]);
}

/** Words and what stands between them; in scripts without spaces, too. */
function wordsOf(text: string, locale: string): string[] {
  const segments = new Intl.Segmenter(locale, { granularity: 'word' }).segment(text);
  return Array.from(segments, ({ segment }) => segment);
}

function between(old: readonly string[], now: readonly string[]): Change[] {
  if (old.length * now.length > MOST_CELLS) {
    return [...old.map(removed), ...now.map(added)];
  }
  const common = commonLengths(old, now);
  const width = now.length + 1;
  const changes: Change[] = [];
  let [i, j] = [0, 0];
  while (i < old.length && j < now.length) {
    if (old[i] === now[j]) {
      changes.push({ kind: 'same', text: now[j]! });
      i += 1;
      j += 1;
    } else if (common[(i + 1) * width + j]! >= common[i * width + j + 1]!) {
      changes.push(removed(old[i++]!));
    } else {
      changes.push(added(now[j++]!));
    }
  }
  return [...changes, ...old.slice(i).map(removed), ...now.slice(j).map(added)];
}

/** At row i, column j: how many words the two texts have in common from there on. */
function commonLengths(old: readonly string[], now: readonly string[]): Uint32Array {
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        old[i] === now[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  return lengths;
}

const removed = (text: string): Change => ({ kind: 'removed', text });
const added = (text: string): Change => ({ kind: 'added', text });

/** What went stands before what came in its place. */
function joined(changes: readonly Change[]): Change[] {
  const list: { kind: Change['kind']; text: string }[] = [];
  for (const { kind, text } of changes) {
    const last = list.at(-1);
    if (last?.kind === kind) last.text += text;
    else list.push({ kind, text });
  }
  return list;
}
