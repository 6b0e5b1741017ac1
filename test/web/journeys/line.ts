// A line between browser and server that can be cut in the middle of an upload, or just before its answer.

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { atEnd } from '../../support/at-end.ts';

export interface Line {
  readonly port: number;
  /** Where it leads. */
  leadTo(port: number): void;
  /** Cuts each upload after so many bytes, the browser's own second try too. */
  cutAfter(bytes: number): void;
  /** Brings each upload to the server, and loses what it says. */
  loseAnswer(): void;
  /** Is whole from now on. */
  mend(): void;
  /** Uploads that have been begun. */
  uploads(): number;
}

type Fault = { readonly bytes: number } | 'answer';

/** Whether these are the first bytes of a request: a connection carries several. */
const begins = (bytes: Buffer): boolean =>
  /^(GET|POST) \S+ HTTP\/1\.1\r\n/.test(bytes.toString('latin1', 0, 2000));

/** Lays a line; it lies until the file's tests are done. */
export async function layLine(): Promise<Line> {
  let to = 0;
  let fault: Fault | undefined;
  let uploads = 0;
  const open = new Set<Socket>();

  const server = createServer((client) => {
    const upstream = connect(to, 'localhost');
    let carriesUpload = false;
    let passed = 0;
    const cut = () => {
      client.resetAndDestroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      open.add(socket);
      // The other end is gone, on purpose or since the test is over.
      socket.on('error', cut);
      socket.on('close', () => open.delete(socket));
    }
    client.on('data', (bytes: Buffer) => {
      if (begins(bytes)) {
        carriesUpload = bytes.includes('POST /compose');
        if (carriesUpload) uploads++;
        passed = 0;
      }
      passed += bytes.length;
      if (carriesUpload && typeof fault === 'object' && passed > fault.bytes) cut();
      else upstream.write(bytes);
    });
    upstream.on('data', (bytes) => (carriesUpload && fault === 'answer' ? cut() : client.write(bytes)));
    client.on('end', () => upstream.end());
    upstream.on('end', () => client.end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  return {
    port: (server.address() as AddressInfo).port,
    leadTo: (port) => {
      to = port;
    },
    cutAfter: (bytes) => {
      fault = { bytes };
    },
    loseAnswer: () => {
      fault = 'answer';
    },
    mend: () => {
      fault = undefined;
    },
    uploads: () => uploads,
  };
}
