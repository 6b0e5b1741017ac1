// One request and the head of its answer, over a connection of its own.

import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { NEXUS_VERSION } from '../version.ts';
import { ENCODINGS } from './body.ts';
import type { Deadline } from './deadline.ts';
import { FetchRefused } from './refused.ts';
import { lookupUnder, type Rules } from './target.ts';

export interface Ask {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
  readonly connectWithin: number;
  readonly headersWithin: number;
}

/** Bytes of all header lines of an answer. */
const HEADER_LIMIT = 16 * 1024;

/** Sends the request and waits for the head of the answer. */
export async function exchange(
  target: URL,
  ask: Ask,
  { rules, deadline }: { rules: Rules; deadline: Deadline },
): Promise<IncomingMessage> {
  const secure = target.protocol === 'https:';
  deadline.step(ask.connectWithin);
  const request = (secure ? https : http).request(target, {
    // No pool: every connection is judged.
    agent: false,
    lookup: lookupUnder(rules),
    method: ask.method,
    headers: headersOf(ask),
    maxHeaderSize: HEADER_LIMIT,
    signal: deadline.signal,
  });
  request.once('socket', (socket: Socket) => {
    socket.once(secure ? 'secureConnect' : 'connect', () => deadline.step(ask.headersWithin));
  });
  request.end(ask.body);
  const response = await answerTo(request);
  deadline.step();
  return response;
}

/** What happens after the head shows in the answer; the promise is settled then. */
const answerTo = (request: ClientRequest): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request.on('response', resolve);
    request.on('error', reject);
    // An answer that wants to switch protocols is dropped without an error.
    request.on('close', () => reject(new FetchRefused('unreachable')));
  });

/** These belong to the connection; cookies are nobody's. */
const OURS = new Set([
  'connection',
  'content-length',
  'cookie',
  'host',
  'te',
  'transfer-encoding',
  'upgrade',
]);

function headersOf({ headers, body }: Ask): Record<string, string> {
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    accept: '*/*',
    'user-agent': `Nexus/${NEXUS_VERSION}`,
    ...Object.fromEntries(named.filter(([name]) => !OURS.has(name))),
    'accept-encoding': ENCODINGS,
    ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
  };
}
