// A collector of traces for tests: takes what is sent over OTLP in JSON and keeps the spans.

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { atEnd } from './at-end.ts';

export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly { key: string; value: { stringValue?: string; intValue?: number } }[];
}

interface Exported {
  readonly resourceSpans: readonly { scopeSpans: readonly { spans: readonly ReceivedSpan[] }[] }[];
}

export interface OtlpReceiver {
  readonly address: string;
  readonly spans: readonly ReceivedSpan[];
  /** Everything as it was sent. */
  sent(): string;
}

export async function receiveTraces(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  let sent = '';
  const server = createServer(async (request, response) => {
    const body = await text(request);
    sent += body;
    const { resourceSpans } = JSON.parse(body) as Exported;
    spans.push(...resourceSpans.flatMap((one) => one.scopeSpans.flatMap((scope) => scope.spans)));
    response.end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => server.close());
  atEnd(() => server.closeAllConnections());
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}`, spans, sent: () => sent };
}

/** The value of an attribute. */
export function attributeOf(span: ReceivedSpan, key: string): string | number | undefined {
  const value = span.attributes.find((attribute) => attribute.key === key)?.value;
  return value?.stringValue ?? value?.intValue;
}
