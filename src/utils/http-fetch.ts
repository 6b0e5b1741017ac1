// The one client for outgoing HTTP. Addresses come from members and from other servers, so every request is bounded in
// time, size and redirects, sends no cookie, and reaches public addresses only (ADR 0021). Nothing else in the
// product asks other servers over HTTP: the import rules and the linter hold that.

import type { IncomingMessage } from 'node:http';
import { readBody } from './http-fetch/body.ts';
import { type Deadline, deadlineIn } from './http-fetch/deadline.ts';
import { type Ask, exchange } from './http-fetch/exchange.ts';
import { FetchRefused, refusalOf } from './http-fetch/refused.ts';
import { ANYWHERE, PUBLIC_ONLY, type Rules, targetOf } from './http-fetch/target.ts';

export interface FetchOptions {
  /** GET unless told. Redirects of a POST are not followed: the answer is the redirect. */
  readonly method?: 'GET' | 'POST';
  /** Not handed on when a redirect leads to another origin, but for `accept`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Bytes of the body, unpacked: a mebibyte unless told. */
  readonly maxBytes?: number;
  /** Five unless told. */
  readonly maxRedirects?: number;
  /** Milliseconds until connected, from there until the head of the answer, and for everything with its redirects. */
  readonly within?: { readonly connect: number; readonly headers: number; readonly total: number };
}

export interface Fetched {
  /** Where the answer came from, after redirects. */
  readonly url: string;
  readonly status: number;
  /** Names in lower case; repeated ones are joined. Cookies are left out. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const WITHIN = { connect: 5_000, headers: 10_000, total: 20_000 };

/**
 * Asks another server. An answer of any status is an answer; everything else throws `FetchRefused` with its reason.
 * `switches` is the configuration: PRIVATE_ADDRESSES=allow lifts the rules on addresses and ports.
 */
export const httpFetch = (
  switches: { readonly privateAddresses: boolean },
  address: string,
  options: FetchOptions = {},
): Promise<Fetched> => fetchUnder(switches.privateAddresses ? ANYWHERE : PUBLIC_ONLY, address, options);

/** The same under rules of the caller's own, for tests. */
export async function fetchUnder(rules: Rules, address: string, options: FetchOptions): Promise<Fetched> {
  const deadline = deadlineIn((options.within ?? WITHIN).total);
  try {
    return await follow(targetOf(address, rules), options, { rules, deadline });
  } catch (error) {
    throw deadline.signal.aborted ? deadline.signal.reason : refusalOf(error);
  } finally {
    deadline.stop();
  }
}

async function follow(
  start: URL,
  options: FetchOptions,
  bounds: { rules: Rules; deadline: Deadline },
): Promise<Fetched> {
  let target = start;
  let ask = askOf(options);
  for (let left = options.maxRedirects ?? 5; ; left--) {
    const response = await exchange(target, ask, bounds);
    try {
      const next = redirectOf(response, ask);
      if (next === undefined) return await fetched(target, response, options.maxBytes ?? 1024 * 1024);
      if (left === 0) throw new FetchRefused('redirects');
      const from = target.origin;
      target = targetOf(next, bounds.rules, target);
      if (target.origin !== from) ask = withoutSecrets(ask);
    } finally {
      response.destroy();
    }
  }
}

function askOf({ method = 'GET', headers = {}, body, within = WITHIN }: FetchOptions): Ask {
  return { method, headers, body, connectWithin: within.connect, headersWithin: within.headers };
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

function redirectOf({ statusCode, headers }: IncomingMessage, { method }: Ask): string | undefined {
  return method !== 'POST' && REDIRECTS.has(statusCode!) ? headers.location : undefined;
}

/** Keys and tokens were meant for the first server alone. */
function withoutSecrets(ask: Ask): Ask {
  const kept = Object.entries(ask.headers).filter(([name]) => name.toLowerCase() === 'accept');
  return { ...ask, headers: Object.fromEntries(kept) };
}

async function fetched(target: URL, response: IncomingMessage, maxBytes: number): Promise<Fetched> {
  const { 'set-cookie': _, ...headers } = response.headers;
  return {
    url: target.href,
    status: response.statusCode!,
    headers: headers as Record<string, string>,
    body: await readBody(response, maxBytes),
  };
}
