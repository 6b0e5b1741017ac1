// In-process object caches, bounded in bytes. An entry carries the version it was made from; a reader
// passes the version it just read from PostgreSQL, so a stale entry is never served.

import { LRUCache } from 'lru-cache';
import { lookups } from './metrics.ts';

export interface VersionedCache<Value> {
  /** The cached value if it was made from this version. */
  get(key: string, version: number): Value | undefined;
  set(key: string, version: number, value: Value): void;
  clear(): void;
}

/** Makes a cache of at most `bytes`, measured by `size` (bytes of one value, roughly). */
export function versionedCache<Value extends object>(
  name: string,
  bytes: number,
  size: (value: Value) => number,
): VersionedCache<Value> {
  const cache = new LRUCache<string, { version: number; value: Value }>({
    maxSize: bytes,
    sizeCalculation: (entry, key) => size(entry.value) + key.length + 100,
  });
  const hits = lookups(name, 'hit');
  const misses = lookups(name, 'miss');
  return {
    get(key, version) {
      const entry = cache.get(key);
      const hit = entry !== undefined && entry.version === version;
      (hit ? hits : misses).count++;
      return hit ? entry.value : undefined;
    },
    set: (key, version, value) => void cache.set(key, { version, value }),
    clear: () => cache.clear(),
  };
}
