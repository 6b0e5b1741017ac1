// Tells the streams of one community what the bus says about it. It gathers for a moment, then takes a turn;
// turns never overlap. A turn that fails has lost what it took: the streams are ended when the database is
// back, and their readers catch up as they open them anew.

import type { Ctx } from '../../context.ts';
import type { Message } from '../../utils/bus/message.ts';
import type { Bus } from '../../utils/bus.ts';
import type { Logger } from '../../utils/log.ts';
import { deliver, endRevoked } from './deliver.ts';
import { Pending } from './pending.ts';
import { Room } from './room.ts';

/** Milliseconds in which events gather, and after which a turn that failed is tried again. */
const GATHER = 200;
const RETRY = 2000;
/** What may be pending; with more, catching up is cheaper than telling. */
const MOST_PENDING = 5000;

export interface DeskOptions {
  readonly tenantId: number;
  readonly bus: Bus;
  readonly log: Logger;
  /** A fresh context without a viewer; null when the community is not served any more. */
  readonly context: () => Ctx | null;
}

export class Desk {
  readonly room = new Room();
  readonly #options: DeskOptions;
  readonly #pending = new Pending();
  readonly #leave: () => void;
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> | undefined;
  #recheck = false;
  #behind = false;
  #closed = false;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#leave = options.bus.subscribe(options.tenantId, {
      heard: (messages) => this.#heard(messages),
      missed: () => this.#endAll('gap'),
    });
  }

  /** Asks again whether every session still holds. */
  recheck(): void {
    this.#recheck = true;
    this.#later(0);
  }

  /** Hears no more; a turn being taken is waited for. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#leave();
    await this.#turn;
  }

  #heard(messages: readonly Message[]): void {
    for (const message of messages) {
      if (message.kind === 'watching') this.room.watch(message.stream, message.sessionId, message.postIds);
      else this.#pending.add(message);
    }
    if (this.#pending.size > MOST_PENDING) this.#endAll('gap');
    if (this.#pending.size > 0) this.#later(GATHER);
  }

  #later(wait: number): void {
    if (this.#closed || this.#timer !== undefined || this.#turn !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#turn = this.#take().then((next) => {
        this.#turn = undefined;
        if (next !== null) this.#later(next);
      });
    }, wait);
  }

  /** Takes a turn; gives the milliseconds until the next, null when nothing is left. */
  async #take(): Promise<number | null> {
    try {
      const ctx = this.#options.context();
      if (ctx === null) this.#endAll('signed-out');
      else await this.#tell(ctx);
      return this.#recheck ? 0 : this.#pending.size > 0 ? GATHER : null;
    } catch (error) {
      this.#options.log.warn({ err: error }, 'live events could not be told');
      this.#behind = true;
      return RETRY;
    }
  }

  async #tell(ctx: Ctx): Promise<void> {
    const everybody = this.#recheck || this.#behind;
    this.#recheck = false;
    if (everybody) await endRevoked(ctx, this.room.all());
    if (this.#behind) this.#endAll('gap');
    this.#behind = false;
    await deliver(ctx, this.room, this.#pending);
  }

  #endAll(reason: 'gap' | 'signed-out'): void {
    this.#pending.clear();
    for (const stream of this.room.all()) stream.end(reason);
  }
}
