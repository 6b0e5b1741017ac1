// A connection for quick reads. What is asked is sent without waiting for the answers to what was asked before: PostgreSQL
// answers in order, and its protocol calls that pipelining. So one backend, awake and with warm memory, does what would
// otherwise keep as many of them busy as there are requests, each woken for every statement. Whoever comes behind a slow
// statement would wait for it: so only statements that have been quick of late are sent here, none while one holds up the
// others, and few at a time.

import type pg from 'pg';
import { exchange, type Prepared, preparedOn, type Result } from './exchange.ts';
import { isLost, isUnprepared } from './failure.ts';

/** Milliseconds that a statement of the quick kind takes, and after which one is seen to hold up the others. */
const QUICK = 10;
const HELD_UP = 5;
/** Exchanges on their way at a time. */
const MOST = 32;
/** Milliseconds without use after which the connection is closed, how old it may become, and how often that is looked at. */
const IDLE = 60_000;
const OLD = 30 * 60_000;
const LOOK_EVERY = 15_000;
/** Milliseconds before another attempt to connect. */
const PAUSE = 1000;

/** How long a statement takes to be answered, of late. */
export class Pace {
  #average: number | undefined;

  get isQuick(): boolean {
    return this.#average !== undefined && this.#average < QUICK;
  }

  note(milliseconds: number): void {
    this.#average ??= milliseconds;
    this.#average += (milliseconds - this.#average) / 8;
  }
}

export interface LaneOptions {
  /** Makes a connection that sends ahead; the lane opens and closes it. */
  readonly connect: () => pg.Client;
  /** Named statements the connection may hold before it is replaced. */
  readonly preparedLimit: number;
}

interface Line {
  readonly client: pg.Client;
  readonly openedAt: number;
  underWay: number;
  /** When the one being answered now came first in line, or the last was answered. */
  since: number;
  retired: boolean;
}

export class Lane {
  readonly #options: LaneOptions;
  #line: Line | undefined;
  #opening: Promise<void> | undefined;
  #notBefore = 0;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  /** Whether something may be sent now. Where there is no connection, one is opened for those who come later. */
  get isFree(): boolean {
    const line = this.#line;
    if (line === undefined) {
      if (!this.#closed && performance.now() >= this.#notBefore) this.#opening ??= this.#open();
      return false;
    }
    return line.underWay === 0 || (line.underWay < MOST && performance.now() - line.since < HELD_UP);
  }

  /** Connections: how many there are, and how many of them do nothing. */
  get usage(): { total: number; idle: number } {
    const line = this.#line;
    return { total: line === undefined ? 0 : 1, idle: line?.underWay === 0 ? 1 : 0 };
  }

  /** Sends statements together, in an exchange of their own. Only while it `isFree`. */
  async run(queries: readonly (Prepared & { readonly pace?: Pace })[]): Promise<Result<unknown>[]> {
    const line = this.#line!;
    if (line.underWay++ === 0) line.since = performance.now();
    try {
      return await exchange(line.client, queries);
    } catch (error) {
      if (isLost(error) || isUnprepared(error)) this.#retire(line);
      throw error;
    } finally {
      const now = performance.now();
      for (const { pace } of queries) pace?.note(now - line.since);
      line.since = now;
      line.underWay--;
      if (preparedOn(line.client) > this.#options.preparedLimit) this.#retire(line);
      if (line.retired && line.underWay === 0) end(line);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#opening;
    const line = this.#line;
    if (line === undefined) return;
    this.#retire(line);
    await end(line);
  }

  async #open(): Promise<void> {
    const client = this.#options.connect();
    const now = performance.now();
    const line: Line = { client, openedAt: now, underWay: 0, since: now, retired: false };
    client.on('error', () => this.#retire(line));
    try {
      await client.connect();
      this.#line = line;
      this.#timer = setInterval(() => this.#look(line), LOOK_EVERY).unref();
    } catch {
      // Whoever asks is told by the connections of the pool.
      this.#notBefore = performance.now() + PAUSE;
      void client.end().catch(() => undefined);
    } finally {
      this.#opening = undefined;
    }
  }

  #look(line: Line): void {
    const now = performance.now();
    const isIdle = line.underWay === 0 && now - line.since > IDLE;
    if (!isIdle && now - line.openedAt < OLD) return;
    this.#retire(line);
    if (line.underWay === 0) end(line);
  }

  /** Nothing more is sent on it; what is on its way is waited for. */
  #retire(line: Line): void {
    line.retired = true;
    if (line !== this.#line) return;
    this.#line = undefined;
    clearInterval(this.#timer);
  }
}

const end = (line: Line): Promise<void> => line.client.end().catch(() => undefined);
