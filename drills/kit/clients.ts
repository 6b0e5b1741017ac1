// Members at work, without a balancer between: most of what they ask reads, some writes, until they are told to stop.

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Trial } from './trial.ts';

export interface ClientsOptions {
  /** Where to ask, in turn. Read anew for every request. */
  readonly addresses: () => readonly string[];
  /** A token for each. */
  readonly tokens: readonly string[];
  /** Tries at other addresses before a request counts as failed. Writes carry an idempotency key. */
  readonly retries?: number;
  /** Milliseconds between two requests of one. */
  readonly pause?: number;
}

export interface Written {
  readonly id: string;
  readonly text: string;
  /** When it was sent off, and when the answer came. */
  readonly from: number;
  readonly at: number;
}

export interface Clients {
  /** Requests answered so far. */
  asked: number;
  /** What went wrong with each of those that failed. */
  readonly failures: string[];
  /** Every write that was acknowledged. */
  readonly written: Written[];
  stop(): Promise<void>;
}

const WRITES = 0.2;

/** Sends them off, until they are stopped or the drill ends. */
export function startClients(trial: Trial, options: ClientsOptions): Clients {
  const state = { on: true };
  const clients: Clients = {
    asked: 0,
    failures: [],
    written: [],
    async stop() {
      state.on = false;
      await done;
    },
  };
  const done = Promise.all(options.tokens.map((token) => work(options, clients, token, state)));
  trial.atEnd(() => clients.stop());
  return clients;
}

async function work(options: ClientsOptions, clients: Clients, token: string, state: { on: boolean }) {
  while (state.on) {
    const writes = Math.random() < WRITES;
    const text = `Written ${randomUUID()}`;
    const from = Date.now();
    try {
      const answer = await ask(options, writes ? writing(text, token) : reading(token));
      if (writes) clients.written.push({ id: answer.id!, text, from, at: Date.now() });
    } catch (error) {
      clients.failures.push(`${writes ? 'write' : 'read'}: ${(error as Error).message}`);
    }
    clients.asked++;
    await sleep(options.pause ?? 0);
  }
}

interface Wish extends RequestInit {
  readonly path: string;
}

const reading = (token: string): Wish => ({
  path: '/api/v1/timelines/home',
  headers: { authorization: `Bearer ${token}` },
});

const writing = (status: string, token: string): Wish => ({
  path: '/api/v1/statuses',
  method: 'POST',
  headers: {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
  },
  body: JSON.stringify({ status }),
});

let turn = 0;

/** Asks, at another address when one is gone or says that it is going. */
async function ask({ addresses, retries = 0 }: ClientsOptions, { path, ...request }: Wish) {
  for (let tries = 0; ; tries++) {
    const all = addresses();
    const address = all[turn++ % all.length]!;
    try {
      const answer = await fetch(`${address}${path}`, { ...request, signal: AbortSignal.timeout(15_000) });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${answer.status} ${text.slice(0, 200)}`);
      return JSON.parse(text) as { id?: string };
    } catch (error) {
      if (tries >= retries) throw error;
      await sleep(100);
    }
  }
}
