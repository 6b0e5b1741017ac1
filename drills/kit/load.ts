// Load on a deployment: some clients, each asking one thing after the other over a connection it keeps, and a tally of
// what did not come back as it must. Plain node:http, since client and servers share the machine.

import { Agent as PlainAgent, request as requestPlain } from 'node:http';
import { request as requestSecure, Agent as SecureAgent } from 'node:https';

export interface Asked {
  /** What it is counted as: "read", "keyed write". */
  readonly kind: string;
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: NodeJS.Dict<string | string[]>;
}

export interface Client {
  /** Rejects when no whole answer came. */
  ask(asked: Asked): Promise<Answer>;
  close(): void;
}

export interface ClientOptions {
  readonly address: string;
  /** Connections kept at most. */
  readonly connections: number;
  /** The certificate to believe, for https. */
  readonly ca?: string;
}

/** A client of one address. */
export function makeClient({ address, connections, ca }: ClientOptions): Client {
  const secure = address.startsWith('https:');
  const { hostname, port } = new URL(address);
  const options = { keepAlive: true, maxSockets: connections, maxFreeSockets: connections };
  const agent = secure ? new SecureAgent({ ...options, ...(ca && { ca }) }) : new PlainAgent(options);
  const send = secure ? requestSecure : requestPlain;
  const ask = ({ method = 'GET', path, token, headers = {}, body }: Asked): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const text = body === undefined ? undefined : JSON.stringify(body);
      const given: Record<string, string | number> = { ...headers };
      if (token !== undefined) given.authorization = `Bearer ${token}`;
      if (text !== undefined) given['content-type'] = 'application/json';
      if (method !== 'GET') given['content-length'] = Buffer.byteLength(text ?? '');
      const sent = send({ agent, hostname, port, path, method, headers: given }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => void parts.push(part));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode!,
            body: Buffer.concat(parts).toString(),
            headers: answer.headers,
          }),
        );
      });
      sent.on('error', reject);
      sent.setTimeout(60_000, () => sent.destroy(new Error('no answer within 60 s')));
      sent.end(text);
    });
  return { ask, close: () => agent.destroy() };
}

export interface Load {
  readonly client: Client;
  /** How many ask at the same time. */
  readonly clients: number;
  /** Goes on until so many were asked, and until there is enough of what happens meanwhile. */
  readonly requests: number;
  enough?(): boolean;
  /** What is asked next. */
  next(index: number): Asked;
  /** Is told of every answer that came with 2xx. */
  answered?(asked: Asked, answer: Answer): void;
  /** Is told how far it is, ten times. */
  progress?(done: number): void;
}

export interface Tally {
  /** How many of a kind were asked, and how many of them failed: no whole answer, or none with 2xx. */
  asked(kind?: string): number;
  failed(kind?: string): number;
  /** The first failures, in words. */
  readonly examples: readonly string[];
  readonly seconds: number;
}

/** Asks until all is asked. A failure is counted and the next thing asked. */
export async function runLoad(load: Load): Promise<Tally> {
  const [asked, failed] = [new Map<string, number>(), new Map<string, number>()];
  const examples: string[] = [];
  const began = performance.now();
  let index = 0;
  const one = async () => {
    while (index < load.requests || load.enough?.() === false) {
      if (index % Math.ceil(load.requests / 10) === 0) load.progress?.(index);
      const next = load.next(index++);
      count(asked, next.kind);
      const fault = await askOnce(load, next);
      if (fault === undefined) continue;
      count(failed, next.kind);
      const second = Math.round((performance.now() - began) / 100) / 10;
      if (examples.length < 20) examples.push(`${second} s: ${next.method ?? 'GET'} ${next.path}: ${fault}`);
    }
  };
  await Promise.all(Array.from({ length: load.clients }, one));
  const seconds = (performance.now() - began) / 1000;
  return { asked: sumOf(asked), failed: sumOf(failed), examples, seconds };
}

async function askOnce(load: Load, asked: Asked): Promise<string | undefined> {
  let answer: Answer;
  try {
    answer = await load.client.ask(asked);
  } catch (error) {
    return (error as Error).message || String((error as NodeJS.ErrnoException).code);
  }
  if (answer.status < 200 || answer.status > 299) return `${answer.status} ${answer.body.slice(0, 200)}`;
  load.answered?.(asked, answer);
  return undefined;
}

const count = (counts: Map<string, number>, kind: string): void =>
  void counts.set(kind, (counts.get(kind) ?? 0) + 1);

const sumOf =
  (counts: ReadonlyMap<string, number>) =>
  (kind?: string): number =>
    kind === undefined ? [...counts.values()].reduce((sum, one) => sum + one, 0) : (counts.get(kind) ?? 0);
