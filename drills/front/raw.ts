// Bytes sent through TLS as they are: what no honest client says.

import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect as connectSecure, type TLSSocket } from 'node:tls';
import type { Front } from '../kit/haproxy.ts';

/** Opens a connection. */
export async function openLine({ port, ca }: Front): Promise<TLSSocket> {
  const line = connectSecure({
    host: '127.0.0.1',
    port,
    ca,
    servername: 'localhost',
    ALPNProtocols: ['http/1.1'],
  });
  await once(line, 'secureConnect');
  return line;
}

/** Sends bytes and gives what has come back once something has, or a second has passed. */
export async function sendRaw(front: Front, text: string): Promise<string> {
  const line = await openLine(front);
  let answer = '';
  line.setEncoding('utf8').on('data', (part: string) => {
    answer += part;
  });
  line.on('error', () => undefined);
  line.write(text);
  await Promise.race([once(line, 'close'), sleep(1000)]);
  line.destroy();
  return answer;
}

const HIDDEN = 'GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n';
const POST = 'POST /api/v1/statuses HTTP/1.1\r\nHost: localhost\r\n';
const LENGTH = `Content-Length: ${HIDDEN.length + 5}\r\n`;

/** Requests that hide another one where two servers would read their length in two ways. */
export const SMUGGLED: Readonly<Record<string, string>> = {
  'length and chunks': `${POST}${LENGTH}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'chunks and length': `${POST}Transfer-Encoding: chunked\r\n${LENGTH}\r\n0\r\n\r\n${HIDDEN}`,
  'two lengths': `${POST}Content-Length: 0\r\n${LENGTH}\r\n${HIDDEN}`,
  'a list of lengths': `${POST}Content-Length: 0, ${HIDDEN.length}\r\n\r\n${HIDDEN}`,
  'a length with a sign': `${POST}Content-Length: +0\r\n\r\n${HIDDEN}`,
  'chunks in disguise': `${POST}Transfer-Encoding: xchunked\r\n${LENGTH}\r\n0\r\n\r\n${HIDDEN}`,
  'chunks twice': `${POST}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n${LENGTH}\r\n0\r\n\r\n${HIDDEN}`,
  'a space before the colon': `${POST}Transfer-Encoding : chunked\r\n${LENGTH}\r\n0\r\n\r\n${HIDDEN}`,
  'a tab in the value': `${POST}Transfer-Encoding:\tchunked\r\n${LENGTH}\r\n0\r\n\r\n${HIDDEN}`,
  'an underscore in the name': `${POST}Transfer_Encoding: chunked\r\n${LENGTH}\r\n0\r\n\r\n${HIDDEN}`,
  'a folded header': `${POST}Transfer-Encoding:\r\n chunked\r\n${LENGTH}\r\n0\r\n\r\n${HIDDEN}`,
  'a line feed alone': `${POST}X-A: b\nTransfer-Encoding: chunked\r\n${LENGTH}\r\n0\r\n\r\n${HIDDEN}`,
  'a carriage return alone': `${POST}X-A: b\rTransfer-Encoding: chunked\r\n${LENGTH}\r\n0\r\n\r\n${HIDDEN}`,
  'an odd chunk size': `${POST}Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n${HIDDEN}`,
  'a chunk size without end': `${POST}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n\r\n${HIDDEN}`,
  'chunks by HTTP/1.0': `POST / HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n${LENGTH}\r\n0\r\n\r\n${HIDDEN}`,
  'HTTP/2 in disguise': `GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n`,
};
