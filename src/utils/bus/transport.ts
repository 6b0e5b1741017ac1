// What carries the bus's payloads between processes.

import type { Ear } from '../db/listener.ts';

export interface Transport {
  /** For metrics and logs. */
  readonly name: 'notify' | 'redis';
  /** Bytes a payload may have. */
  readonly limit: number;
  /** Hears what any process sends from now on, this one included. */
  listen(ear: Ear): Promise<void>;
  /** Throws when it cannot be sent now; then some may have been sent. */
  send(payloads: readonly string[]): Promise<void>;
  /** Whether it is connected now. */
  up(): boolean;
  close(): Promise<void>;
}
