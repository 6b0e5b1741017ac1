// The event bus: what one process of a deployment tells all of them, itself included. Messages are hints,
// sent in batches after the commit that causes them: a lost one costs freshness and never correctness.
// Publishing never throws and never waits.

import type { Message } from './bus/message.ts';
import { type Addressed, MISSED, pack, unpack } from './bus/pack.ts';
import type { Transport } from './bus/transport.ts';
import type { Logger } from './log.ts';
import { busGaps, busMessages } from './metrics.ts';

export interface Subscriber {
  /** What was published for the community, in batches. May come twice. Must not wait. */
  heard(messages: readonly Message[]): void;
  /** Messages were lost: read again what you keep. */
  missed(): void;
}

/** Milliseconds that messages wait for others, and that a batch waits which could not be sent. */
const GATHER = 5;
const RETRY = 1000;
/** Messages that may wait; more are dropped, and everybody is told that they have missed some. */
const MOST = 10_000;
/** Milliseconds that closing may take to send what waits. */
const PATIENCE = 2000;

export class Bus {
  readonly #transport: Transport;
  readonly #log: Logger;
  readonly #subscribers = new Map<number, Set<Subscriber>>();
  #waiting: Addressed[] = [];
  #dropped = false;
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<void> | undefined;
  #closed = false;

  private constructor(transport: Transport, log: Logger) {
    this.#transport = transport;
    this.#log = log;
  }

  /** Begins to hear what all processes publish. */
  static async open(transport: Transport, log: Logger): Promise<Bus> {
    const bus = new Bus(transport, log);
    await transport.listen({ heard: (payload) => bus.#heard(payload), missed: () => bus.#missed() });
    return bus;
  }

  /** What carries the messages, and whether this process is connected to it. */
  get state(): { readonly transport: Transport['name']; readonly up: boolean } {
    return { transport: this.#transport.name, up: this.#transport.up() };
  }

  /** Tells every subscriber of the community, in this process and all others, within milliseconds. */
  publish(tenantId: number, message: Message): void {
    if (this.#closed || this.#waiting.length >= MOST) {
      this.#drop(1);
    } else {
      this.#waiting.push([tenantId, message]);
      this.#later(GATHER);
    }
  }

  /** Hears what is published for a community until the function given back is called. */
  subscribe(tenantId: number, subscriber: Subscriber): () => void {
    const others = this.#subscribers.get(tenantId) ?? new Set();
    this.#subscribers.set(tenantId, others.add(subscriber));
    return () => {
      others.delete(subscriber);
      if (others.size === 0 && this.#subscribers.get(tenantId) === others) this.#subscribers.delete(tenantId);
    };
  }

  /** Sends what waits, if that can be done quickly, and hears no more. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#subscribers.clear();
    const late = new Promise<void>((resolve) => void setTimeout(resolve, PATIENCE).unref());
    const rest = (async () => {
      await this.#sending;
      if (this.#waiting.length > 0) await this.#send();
    })();
    await Promise.race([rest, late]);
    await this.#transport.close();
  }

  #later(wait: number): void {
    if (this.#closed || this.#timer !== undefined || this.#sending !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#sending = this.#send().then((wait) => {
        this.#sending = undefined;
        if (this.#waiting.length > 0) this.#later(wait);
      });
    }, wait);
  }

  /** Sends everything that waits; gives the milliseconds to wait before the next batch. */
  async #send(): Promise<number> {
    const batch = this.#waiting;
    const told = this.#dropped;
    this.#waiting = [];
    this.#dropped = false;
    const { payloads, tooLong } = pack(batch, this.#transport.limit);
    if (tooLong > 0) this.#drop(tooLong);
    try {
      await this.#transport.send(told ? [MISSED, ...payloads] : payloads);
      busMessages.inc({ direction: 'out', outcome: 'sent' }, batch.length - tooLong);
      return GATHER;
    } catch (error) {
      this.#log.warn({ err: error, waiting: batch.length }, 'bus cannot send, trying again');
      const room = Math.max(0, MOST - this.#waiting.length);
      if (batch.length > room) this.#drop(batch.length - room);
      this.#waiting = [...batch.slice(0, room), ...this.#waiting];
      this.#dropped ||= told;
      return RETRY;
    }
  }

  #drop(count: number): void {
    this.#dropped = true;
    busMessages.inc({ direction: 'out', outcome: 'dropped' }, count);
  }

  #heard(payload: string): void {
    const messages = unpack(payload);
    if (messages !== null) this.#hand(messages);
    else if (payload === MISSED) this.#missed();
    else busMessages.inc({ direction: 'in', outcome: 'unreadable' });
  }

  #hand(messages: readonly Addressed[]): void {
    busMessages.inc({ direction: 'in', outcome: 'heard' }, messages.length);
    for (const [tenantId, batch] of Map.groupBy(messages, ([tenant]) => tenant)) {
      const told = batch.map(([, message]) => message);
      for (const subscriber of this.#subscribers.get(tenantId) ?? []) {
        this.#guard(() => subscriber.heard(told));
      }
    }
  }

  #missed(): void {
    busGaps.inc({ transport: this.#transport.name });
    for (const subscribers of this.#subscribers.values()) {
      for (const subscriber of subscribers) this.#guard(() => subscriber.missed());
    }
  }

  /** One subscriber's mistake is not the others'. */
  #guard(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.#log.error({ err: error }, 'a subscriber of the bus failed');
    }
  }
}
