// What people do while a database is away: read by REST and GraphQL, look at pages, write. Each keeps asking, and every
// answer is remembered.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Member } from './people.ts';

export interface Answer {
  readonly what: string;
  /** 0: none came. */
  readonly status: number;
  readonly retryAfter: string | null;
  readonly from: number;
  readonly to: number;
  /** Of a post that was written. */
  readonly id?: string;
}

export interface Callers {
  readonly answers: Answer[];
  stop(): Promise<void>;
}

const GRAPHQL = JSON.stringify({ query: '{ homeFeed(first: 3) { edges { node { id } } } }' });

const json = { 'content-type': 'application/json' };

const calls = ({ token, cookie }: Member): Readonly<Record<string, readonly [string, RequestInit]>> => {
  const bearer = { authorization: `Bearer ${token}` };
  const say = () => JSON.stringify({ status: `Said at ${Date.now()}` });
  return {
    'REST read': ['/api/v1/timelines/home', { headers: bearer }],
    'REST write': ['/api/v1/statuses', { method: 'POST', headers: { ...bearer, ...json }, body: say() }],
    GraphQL: ['/graphql', { method: 'POST', headers: { ...bearer, ...json }, body: GRAPHQL }],
    page: ['/home', { headers: { cookie, accept: 'text/html' } }],
  };
};

/** The ways of asking, each of which must work again. */
export const KINDS = ['REST read', 'REST write', 'GraphQL', 'page'] as const;

/** Starts asking, in every way at once, each some times a second. */
export function startCallers(address: string, member: Member): Callers {
  const answers: Answer[] = [];
  let on = true;
  const ask = async (what: string) => {
    while (on) {
      const [path, request] = calls(member)[what]!;
      answers.push(await askOnce(what, `${address}${path}`, request));
      await sleep(100);
    }
  };
  const done = Promise.all(KINDS.map(ask));
  return {
    answers,
    async stop() {
      on = false;
      await done;
    },
  };
}

async function askOnce(what: string, address: string, request: RequestInit): Promise<Answer> {
  const from = Date.now();
  try {
    const answer = await fetch(address, {
      ...request,
      redirect: 'manual',
      signal: AbortSignal.timeout(30_000),
    });
    const text = await answer.text();
    const { status } = answer;
    const id = what === 'REST write' && answer.ok ? (JSON.parse(text) as { id: string }).id : undefined;
    const retryAfter = answer.headers.get('retry-after');
    return { what, status, retryAfter, from, to: Date.now(), ...(id !== undefined && { id }) };
  } catch {
    return { what, status: 0, retryAfter: null, from, to: Date.now() };
  }
}

/** A refusal that says what to do next. */
export const isClean = ({ status, retryAfter }: Answer): boolean => status === 503 && Number(retryAfter) > 0;

/** Seconds from a moment until every kind of asking has worked again. */
export function secondsToWork(answers: readonly Answer[], since: number): number {
  const firsts = KINDS.map((kind) =>
    answers.find((one) => one.what === kind && one.from >= since && one.status === 200),
  );
  return (
    Math.max(...firsts.map((one) => (one === undefined ? Number.POSITIVE_INFINITY : one.to - since))) / 1000
  );
}
