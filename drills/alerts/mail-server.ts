// A mail server that takes every mail, counts it and throws it away.

import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { Trial } from '../kit/trial.ts';

export interface MailServer {
  /** Mails taken since it was first started. */
  taken(): number;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function mailServer(trial: Trial, port: number): MailServer {
  let taken = 0;
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy());
    converse(socket, () => void taken++);
  });
  const stop = async () => {
    if (!server.listening) return;
    server.close();
    for (const socket of open) socket.destroy();
    await once(server, 'close');
  };
  trial.atEnd(stop);
  return {
    taken: () => taken,
    stop,
    async start() {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
  };
}

/** SMTP as far as a mail that is always taken needs it. */
function converse(socket: Socket, take: () => void): void {
  let [text, inMail] = ['', false];
  socket.setEncoding('utf8').write('220 drill ESMTP\r\n');
  socket.on('data', (chunk: string) => {
    text += chunk;
    for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
      const line = text.slice(0, end);
      text = text.slice(end + 2);
      if (!inMail) inMail = answer(socket, line);
      else if (line === '.') {
        inMail = false;
        take();
        socket.write('250 taken\r\n');
      }
    }
  });
}

/** Answers a command; gives whether the mail itself follows. */
function answer(socket: Socket, line: string): boolean {
  const command = line.slice(0, 4).toUpperCase();
  if (command === 'QUIT') socket.end('221 bye\r\n');
  else socket.write(command === 'DATA' ? '354 go on\r\n' : '250 well\r\n');
  return command === 'DATA';
}
