// Server-sent events on the wire (https://html.spec.whatwg.org/multipage/server-sent-events.html). The answer
// is written as it comes; a reader that does not keep up is cut off before it costs memory.

import type { FastifyReply } from 'fastify';
import { liveEnds } from '../../utils/metrics.ts';

/** Bytes that may wait for a reader. */
const MOST_WAITING = 128 * 1024;

export interface EventWriter {
  /** False when the reader has fallen too far behind and was cut off, or is gone. */
  write(event: string, data: unknown): boolean;
  /** A line that says nothing but keeps the connection alive. */
  beat(): boolean;
  /** How long the reader should wait, in milliseconds, before it comes again. */
  retry(milliseconds: number): void;
  end(): void;
}

/** Takes the answer out of Fastify's hands and begins an event stream. `closed` runs once, however it ends. */
export function openEvents(reply: FastifyReply, closed: () => void): EventWriter {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    // The stream is its connection; a proxy must not gather it.
    Connection: 'close',
    'X-Accel-Buffering': 'no',
  });
  raw.flushHeaders();
  raw.socket?.setKeepAlive(true, 30_000);
  raw.once('close', closed);
  raw.on('error', () => undefined);
  const send = (text: string): boolean => {
    if (raw.destroyed || raw.writableEnded) return false;
    raw.write(text);
    if (raw.writableLength <= MOST_WAITING) return true;
    liveEnds.inc({ reason: 'slow' });
    raw.destroy();
    return false;
  };
  return {
    write: (event, data) => send(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    beat: () => send(':\n\n'),
    retry: (milliseconds) => void send(`retry: ${milliseconds}\n\n`),
    end: () => void (raw.writableEnded || raw.end()),
  };
}
