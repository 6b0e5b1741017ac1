// A connection to the master that is there again after every loss, also when the master is another server then.

import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../log.ts';
import { type Client, connectMaster, type RedisPlace } from './redis-master.ts';

/** Milliseconds before the first and the slowest attempt to reconnect. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 5000;

export interface LinkOptions {
  readonly place: RedisPlace;
  readonly log: Logger;
  /** Called with every new connection, before anybody else may use it. */
  readonly prepare: (client: Client) => Promise<void>;
}

export class Link {
  readonly #options: LinkOptions;
  readonly #end = new AbortController();
  #client: Client | undefined;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  /** Begins to connect; ends when connected for the first time, or closed. */
  open(): Promise<void> {
    return new Promise((resolve) => void this.#keep(resolve));
  }

  get connected(): boolean {
    return this.#client !== undefined;
  }

  /** The connection; throws while there is none. */
  get client(): Client {
    if (this.#client === undefined) throw new Error('Redis is not connected');
    return this.#client;
  }

  close(): void {
    this.#end.abort();
    this.#client?.destroy();
  }

  async #keep(connected: () => void): Promise<void> {
    for (let tries = 0; !this.#end.signal.aborted; tries++) {
      try {
        const client = await this.#connect();
        connected();
        tries = 0;
        await lost(client, this.#end.signal);
      } catch (error) {
        // Said once per loss, however many attempts fail.
        if (tries === 0 && !this.#end.signal.aborted) {
          this.#options.log.warn({ err: error }, 'Redis lost, reconnecting');
        }
      }
      this.#client?.destroy();
      this.#client = undefined;
      await this.#pause(tries);
    }
    connected();
  }

  async #connect(): Promise<Client> {
    const client = await connectMaster(this.#options.place);
    try {
      await this.#options.prepare(client);
      this.#end.signal.throwIfAborted();
    } catch (error) {
      client.destroy();
      throw error;
    }
    this.#client = client;
    return client;
  }

  async #pause(tries: number): Promise<void> {
    const longest = Math.min(FIRST_PAUSE * 2 ** tries, LONGEST_PAUSE);
    const wait = longest * (0.5 + Math.random() / 2);
    await sleep(wait, undefined, { signal: this.#end.signal }).catch((error: Error) => {
      if (error.name !== 'AbortError') throw error;
    });
  }
}

/** Ends by throwing what ended the connection. */
async function lost(client: Client, signal: AbortSignal): Promise<void> {
  const [error] = (await once(client, 'error', { signal })) as [Error];
  throw error;
}
