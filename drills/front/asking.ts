// Asking the front door as itself: one request, one connection.

import { once } from 'node:events';
import { type IncomingMessage, request as requestPlain } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import type { Front } from '../kit/haproxy.ts';

export interface Asking {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly plain?: boolean;
  /** Settings of TLS. */
  readonly tls?: RequestOptions;
}

export interface Told {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** Asks and gives the answer; status 0 when there was none. */
export async function ask(front: Front, asking: Asking): Promise<Told> {
  const { method = 'GET', path = '/', headers = {}, body, plain = false, tls = {} } = asking;
  const common = {
    host: '127.0.0.1',
    method,
    path,
    headers: { host: 'localhost', ...headers },
    agent: false as const,
  };
  const sent = plain
    ? requestPlain({ ...common, port: front.plainPort })
    : request({ ...common, port: front.port, ca: front.ca, servername: 'localhost', ...tls });
  // A body that is refused early may be cut off while it is sent; its answer counts.
  sent.end(body);
  try {
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    sent.on('error', () => undefined);
    const text = (await answer.setEncoding('utf8').toArray()).join('');
    return { status: answer.statusCode!, headers: answer.headers, text };
  } catch {
    return { status: 0, headers: {}, text: '' };
  }
}
