// A reader of server-sent events, as a browser's EventSource is one: it keeps what came.

import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { eventually } from './eventually.ts';

export interface Arrived {
  readonly event: string;
  readonly data: Record<string, unknown>;
}

export interface EventReader {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly arrived: readonly Arrived[];
  /** Everything received, as it came. */
  text(): string;
  /** The first event of this name (and with these values) that came or comes. */
  next(event: string, values?: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** Waits until the server has closed. */
  ended(): Promise<void>;
  close(): void;
}

export interface ReaderOptions {
  readonly port: number;
  readonly path: string;
  readonly headers: Record<string, string>;
  /** Reads nothing, as a browser on a dead line. */
  readonly paused?: boolean;
}

/** Opens a stream and reads it until it is closed. */
export async function readEvents({ port, path, headers, paused }: ReaderOptions): Promise<EventReader> {
  const sent = request({ host: '127.0.0.1', port, path, headers, agent: false });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  sent.on('error', () => undefined);
  response.on('error', () => undefined);
  let text = '';
  let over = false;
  response.once('close', () => {
    over = true;
  });
  response.setEncoding('utf8');
  if (!paused) {
    response.on('data', (part: string) => {
      text += part;
    });
  }
  const arrived = () => parse(text);
  return {
    status: response.statusCode!,
    headers: response.headers,
    get arrived() {
      return arrived();
    },
    text: () => text,
    async next(event, values = {}) {
      const fits = (one: Arrived) =>
        one.event === event && Object.entries(values).every(([key, value]) => one.data[key] === value);
      const all = await eventually(
        async () => arrived(),
        (list) => list.some(fits),
      );
      return all.find(fits)!.data;
    },
    async ended() {
      await eventually(async () => over, Boolean);
    },
    close: () => sent.destroy(),
  };
}

/** Only what is complete; comments and `retry` are no events. */
function parse(text: string): Arrived[] {
  return text
    .split('\n\n')
    .slice(0, -1)
    .flatMap((block) => {
      const { event, data } = block.match(/^event: (?<event>.+)\ndata: (?<data>.+)$/)?.groups ?? {};
      return event === undefined ? [] : [{ event, data: JSON.parse(data!) }];
    });
}
