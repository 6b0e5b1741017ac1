// The one connection of a process that hears PostgreSQL's notifications, on any number of channels. It
// reconnects by itself, and tells everybody who listens that something may have been missed.

import pg from 'pg';
import type { Logger } from '../log.ts';

/** Who hears a channel. Neither function may throw or wait. */
export interface Ear {
  heard(payload: string): void;
  /** The connection was lost and is back: what was sent meanwhile is gone. */
  missed(): void;
}

export interface ListenerOptions {
  readonly url: string;
  readonly log: Logger;
}

/** Milliseconds before the first and the slowest attempt to reconnect. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 5000;
/** A connection that a firewall has forgotten says nothing: it is asked now and then. */
const PULSE = 30_000;
const PATIENCE = 10_000;

export class Listener {
  readonly #options: ListenerOptions;
  readonly #ears = new Map<string, Ear>();
  #client: pg.Client | undefined;
  #retry: NodeJS.Timeout | undefined;
  #pulse: NodeJS.Timeout | undefined;
  #pause = FIRST_PAUSE;
  #closed = false;

  private constructor(options: ListenerOptions) {
    this.#options = options;
  }

  /** Connects; throws when the database is away. Afterwards it waits for it as long as it takes. */
  static async open(options: ListenerOptions): Promise<Listener> {
    const listener = new Listener(options);
    await listener.#connect();
    listener.#pulse = setInterval(() => listener.#check(), PULSE).unref();
    return listener;
  }

  /** Hears a channel from now on; `channel` is a plain identifier. One ear per channel. */
  async listen(channel: string, ear: Ear): Promise<void> {
    this.#ears.set(channel, ear);
    await this.#client?.query(`listen ${channel}`);
  }

  /** Sends payloads, each below 8,000 bytes, all or none. Throws when the database is away. */
  async send(channel: string, payloads: readonly string[]): Promise<void> {
    if (this.#client === undefined) throw new Error('The listener is not connected');
    const text = 'select pg_notify($1, payload) from unnest($2::text[]) payload';
    await this.#client.query({ name: 'notify', text, values: [channel, payloads] });
  }

  get connected(): boolean {
    return !this.#closed && this.#client !== undefined;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    clearInterval(this.#pulse);
    await this.#client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#options.url,
      application_name: 'nexus listener',
      keepAlive: true,
      connectionTimeoutMillis: PATIENCE,
      query_timeout: PATIENCE,
    });
    client.on('error', (error) => this.#lost(client, error));
    client.on('end', () => this.#lost(client));
    client.on('notification', ({ channel, payload }) => this.#ears.get(channel)?.heard(payload ?? ''));
    try {
      await client.connect();
      for (const channel of this.#ears.keys()) await client.query(`listen ${channel}`);
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
    if (this.#closed) return client.end();
    this.#client = client;
  }

  #lost(client: pg.Client, error?: Error): void {
    if (this.#closed || client !== this.#client) return;
    this.#client = undefined;
    this.#options.log.warn({ err: error }, 'listener lost, reconnecting');
    // An end that nobody confirms is not waited for.
    void client.end().catch(() => undefined);
    this.#later();
  }

  #later(): void {
    this.#retry = setTimeout(() => void this.#reconnect(), this.#pause * (0.5 + Math.random()));
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
  }

  async #reconnect(): Promise<void> {
    try {
      await this.#connect();
    } catch (error) {
      this.#options.log.debug({ err: error }, 'listener cannot reconnect yet');
      if (!this.#closed) this.#later();
      return;
    }
    this.#pause = FIRST_PAUSE;
    for (const ear of this.#ears.values()) ear.missed();
  }

  #check(): void {
    const client = this.#client;
    client?.query('select 1').catch((error: Error) => this.#lost(client, error));
  }
}
