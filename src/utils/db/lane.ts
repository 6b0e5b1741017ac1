// A connection for quick reads. What is asked is sent without waiting for the answers to what was asked before: PostgreSQL
// answers in order, and its protocol calls that pipelining. So one backend, awake and with warm memory, does what would
// otherwise keep as many of them busy as there are requests, each woken for every statement. Whoever comes behind a slow
// statement would wait for it: so only statements that have been quick of late are sent here, none while one holds up the
// others, and few at a time.

import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { exchange, type Prepared, preparedOn, type Result } from './exchange.ts';
import { isLost, isUnprepared } from './failure.ts';

/**
 * Milliseconds: that a statement of the quick kind takes, after which one is seen to hold up the others, and after which
 * they are not left to wait for it any longer.
 */
const QUICK = 10;
const HELD_UP = 5;
const STUCK = 1000;
/** Exchanges on their way at a time. */
const MOST = 32;
/** Milliseconds without use after which the connection is closed, how old it may become, and how often it is looked at. */
const IDLE = 60_000;
const OLD = 30 * 60_000;
const LOOK_EVERY = 500;
/** Milliseconds before another attempt to connect, and that closing may take. */
const PAUSE = 1000;
const PATIENCE = 5000;

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
  timer?: NodeJS.Timeout;
}

export class Lane {
  readonly #options: LaneOptions;
  #line: Line | undefined;
  #opening: Promise<void> | undefined;
  #notBefore = 0;
  #closed = false;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  /** Whether something may be sent now. Where there is no connection, one is opened for those who come later. */
  isFree(): boolean {
    const line = this.#line;
    if (line === undefined) {
      if (!this.#closed && performance.now() >= this.#notBefore)
        this.#opening ??= this.#open().finally(() => {
          this.#opening = undefined;
        });
      return false;
    }
    return line.underWay === 0 || (line.underWay < MOST && performance.now() - line.since < HELD_UP);
  }

  /** Connections: how many there are, and how many of them do nothing. */
  get usage(): { total: number; idle: number } {
    const line = this.#line;
    return { total: line === undefined ? 0 : 1, idle: line?.underWay === 0 ? 1 : 0 };
  }

  /** Sends statements together, in an exchange of their own. Only while it is free. */
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
      if (line.retired && line.underWay === 0) void end(line);
    }
  }

  /** What comes next goes by another connection: this one may lead to a server that is none to ask any more. */
  renew(): void {
    const line = this.#line;
    if (line === undefined) return;
    this.#retire(line);
    if (line.underWay === 0) void end(line);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#opening;
    const line = this.#line;
    if (line === undefined) return;
    this.#retire(line);
    await Promise.race([end(line), sleep(PATIENCE, undefined, { ref: false })]);
    cut(line);
  }

  async #open(): Promise<void> {
    let line: Line | undefined;
    try {
      const client = this.#options.connect();
      const now = performance.now();
      const made: Line = { client, openedAt: now, underWay: 0, since: now, retired: false };
      line = made;
      client.on('error', () => {
        this.#retire(made);
        if (made.underWay === 0) void end(made);
      });
      await client.connect();
      if (made.retired) return;
      this.#line = made;
      made.timer = setInterval(() => this.#look(made), LOOK_EVERY).unref();
    } catch {
      // Whoever asks is told by the connections of the pool.
      this.#notBefore = performance.now() + PAUSE;
      if (line !== undefined) void end(line);
    }
  }

  #look(line: Line): void {
    const now = performance.now();
    if (line.underWay > 0 && now - line.since > STUCK) {
      this.#retire(line);
      // All are asked again, by the connections of the pool.
      cut(line);
      return;
    }
    const isIdle = line.underWay === 0 && now - line.since > IDLE;
    if (!line.retired && (isIdle || now - line.openedAt > OLD)) this.renew();
  }

  /** Nothing more is sent on it; what is on its way is waited for. */
  #retire(line: Line): void {
    line.retired = true;
    if (line === this.#line) this.#line = undefined;
  }
}

function end({ client, timer }: Line): Promise<void> {
  clearInterval(timer);
  return client.end().catch(() => undefined);
}

/** Ends it without a word; what is on its way fails as on a lost connection. */
function cut({ client, timer }: Line): void {
  clearInterval(timer);
  (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
}
