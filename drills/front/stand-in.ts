// A stand-in for a web process: says what reached it, and does on demand what a process in trouble does.

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Trial } from '../kit/trial.ts';

export interface Arrived {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Bytes of the body. */
  readonly size: number;
}

/** Three of them, of one mind. */
export interface StandIns {
  readonly addresses: readonly string[];
  /** What reached them, checks of their health left out. */
  readonly arrived: readonly Arrived[];
  ready: boolean;
  /** Sends an event to every open stream. */
  tell(data: string): void;
}

/** Starts them. Asked with `x-drop: ID`, the first of them hangs up unheard, the next answers. */
export async function startStandIns(trial: Trial): Promise<StandIns> {
  const state = {
    arrived: [] as Arrived[],
    ready: true,
    dropped: new Set<string>(),
    streams: new Set<ServerResponse>(),
  };
  const servers = [0, 1, 2].map(() => {
    const server = createServer((request, response) => void serve(state, request, response));
    server.on('upgrade', (request: IncomingMessage, socket: Duplex) => shake(request, socket));
    return server.listen(0, '127.0.0.1');
  });
  await Promise.all(servers.map((server) => once(server, 'listening')));
  trial.atEnd(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  });
  return {
    addresses: servers.map((server) => `127.0.0.1:${(server.address() as { port: number }).port}`),
    arrived: state.arrived,
    get ready() {
      return state.ready;
    },
    set ready(ready) {
      state.ready = ready;
    },
    tell: (data) => {
      for (const stream of state.streams) stream.write(`data: ${data}\n\n`);
    },
  };
}

interface State {
  readonly arrived: Arrived[];
  readonly ready: boolean;
  readonly dropped: Set<string>;
  readonly streams: Set<ServerResponse>;
}

async function serve(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/readyz') return void response.writeHead(state.ready ? 200 : 503).end();
  let size = 0;
  for await (const part of request) size += (part as Buffer).length;
  const one = { method: request.method!, path: request.url!, headers: request.headers, size };
  state.arrived.push(one);
  const drop = request.headers['x-drop'] as string | undefined;
  if (drop !== undefined && !state.dropped.has(drop)) {
    state.dropped.add(drop);
    return void request.socket.destroy();
  }
  if (request.url === '/live') {
    state.streams.add(response);
    response.on('close', () => state.streams.delete(response));
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    return;
  }
  const text = JSON.stringify(one);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length }).end(text);
}

const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Agrees to speak WebSocket, then gives back every byte. */
function shake(request: IncomingMessage, socket: Duplex): void {
  const accept = createHash('sha1')
    .update(request.headers['sec-websocket-key'] + MAGIC)
    .digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  socket.pipe(socket);
}
