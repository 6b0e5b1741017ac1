// What is counted for a whole community, and may be some seconds old.

import { LRUCache } from 'lru-cache';

/**
 * Makes `read` answer each community from the process for `seconds`. Callers who come while it is being
 * read wait for the same reading; a failure is told to them and not kept.
 */
export function kept<Ctx extends { readonly tenant: { readonly id: number } }, Value>(
  seconds: number,
  read: (ctx: Ctx) => Promise<Value>,
): (ctx: Ctx) => Promise<Value> {
  const known = new LRUCache<number, Promise<Value>>({ max: 1000, ttl: seconds * 1000 });
  return (ctx) => {
    const { id } = ctx.tenant;
    const found = known.get(id);
    if (found !== undefined) return found;
    const reading = read(ctx);
    known.set(id, reading);
    reading.catch(() => known.peek(id) === reading && known.delete(id));
    return reading;
  };
}
