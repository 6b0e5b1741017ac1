// A shard of a test's own: few connections, short limits, closed after the file's tests.

import { Shard, type ShardOptions } from '../../src/utils/db/shard.ts';
import { makeLogger } from '../../src/utils/log.ts';
import { atEnd } from './at-end.ts';

/** One connection unless told: whoever follows gets it, if it is used again. */
export function openShard(url: string, options: Partial<ShardOptions> = {}): Shard {
  const shard = new Shard({
    name: 'test',
    url,
    connections: 1,
    slices: 1,
    preparedLimit: 100,
    statementTimeout: 5000,
    lockTimeout: 1000,
    idleInTransactionTimeout: 5000,
    connectTimeout: 10_000,
    log: makeLogger('silent'),
    ...options,
  });
  atEnd(() => shard.close());
  return shard;
}
