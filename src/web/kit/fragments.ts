// Rendered pieces of pages, kept beside what they show. The key is the versioned object itself (a post's body, a
// person's profile), which belongs to one community and is replaced with every version; a piece depends on
// nothing else but its variant (the language), so nobody can get what another was shown.

import { LRUCache } from 'lru-cache';
import { LOCALES } from '../../utils/messages/locale.ts';
import { lookups } from '../../utils/metrics.ts';

const MOST_VARIANTS = LOCALES.length;

const forgetters: (() => void)[] = [];

/** Leaves no piece standing: pages are then made as by a process that has just started. */
export function forgetFragments(): void {
  for (const forget of forgetters) forget();
}

/** Gives the piece of a thing in a variant, made by `make` the first time. */
export type Fragments<Thing extends object> = (
  thing: Thing,
  variant: string,
  make: (thing: Thing) => string,
) => string;

/** A cache of rendered pieces, which go when their thing does. */
export function fragmentCache<Thing extends object>(name: string): Fragments<Thing> {
  let pieces = new WeakMap<Thing, Map<string, string>>();
  forgetters.push(() => {
    pieces = new WeakMap();
  });
  const hits = lookups(name, 'hit');
  const misses = lookups(name, 'miss');
  return (thing, variant, make) => {
    let variants = pieces.get(thing);
    const known = variants?.get(variant);
    if (known !== undefined) {
      hits.count++;
      return known;
    }
    misses.count++;
    if (variants === undefined || variants.size >= MOST_VARIANTS) {
      variants = new Map();
      pieces.set(thing, variants);
    }
    const piece = make(thing);
    variants.set(variant, piece);
    return piece;
  };
}

/** A cache of at most `most` pieces that few values tell apart: the key must hold all of them. */
export function keyedFragments<Piece extends object>(
  name: string,
  most: number,
): (key: string, make: () => Piece) => Piece {
  const pieces = new LRUCache<string, Piece>({ max: most });
  forgetters.push(() => pieces.clear());
  const hits = lookups(name, 'hit');
  const misses = lookups(name, 'miss');
  return (key, make) => {
    const known = pieces.get(key);
    (known === undefined ? misses : hits).count++;
    if (known !== undefined) return known;
    const piece = make();
    pieces.set(key, piece);
    return piece;
  };
}
