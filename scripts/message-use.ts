// How the source uses the texts: keys nobody asks for, keys that are not there, values that are not given.
// A key is used when it stands in the source as a literal, or begins like a template: `settings.theme-${x}`.

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `needs`: the names each English message has to be given. */
export function* useFaults(root: string, needs: ReadonlyMap<string, readonly string[]>): Iterable<string> {
  const used = new Set<string>();
  const beginnings: string[] = [];
  for (const file of globSync('src/**/*.{ts,tsx}', { cwd: root }).sort()) {
    if (/\.test\.tsx?$/.test(file)) continue;
    const source = withoutComments(readFileSync(join(root, file), 'utf8'));
    for (const [, key] of source.matchAll(/['"`]([a-z]+\.[\w.-]+)['"`]/g)) used.add(key!);
    for (const [, beginning] of source.matchAll(/`([a-z]+\.[\w.-]*)\$\{/g)) beginnings.push(beginning!);
    yield* callFaults(file, source, needs);
  }
  for (const key of needs.keys()) {
    if (used.has(key) || beginnings.some((beginning) => key.startsWith(beginning))) continue;
    yield `locales/en/${key.split('.', 1)}.json: ${key} is used nowhere`;
  }
}

/** An example in a comment is no use. */
const withoutComments = (source: string): string => source.replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');

/** Calls with a literal key: t('post.likes', { count }), visit.t(…), t.parts(…). */
function* callFaults(file: string, source: string, needs: ReadonlyMap<string, readonly string[]>) {
  for (const match of source.matchAll(/\bt(?:\.parts)?\(\s*'([a-z]+\.[\w.-]+)'\s*([,)])/g)) {
    const [whole, key, next] = match as unknown as [string, string, string];
    const names = needs.get(key);
    if (names === undefined) yield `${file}: there is no text ${key}`;
    const values = next === ')' ? '' : objectAt(source, match.index + whole.length);
    if (names === undefined || values === undefined || values.includes('...')) continue;
    const missing = names.filter((name) => !new RegExp(`\\b${name}\\b`).test(values));
    if (missing.length > 0) yield `${file}: ${key} is not given ${missing.join(', ')}`;
  }
}

/** The object literal that comes next; nothing when it is something else, which cannot be judged here. */
function objectAt(source: string, from: number): string | undefined {
  const start = from + /^\s*/.exec(source.slice(from))![0].length;
  if (source[start] !== '{') return undefined;
  let depth = 0;
  for (let end = start; end < source.length; end++) {
    if (source[end] === '{') depth++;
    if (source[end] === '}' && --depth === 0) return source.slice(start, end + 1);
  }
  return undefined;
}
