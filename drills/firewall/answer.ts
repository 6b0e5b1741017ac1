// A program of the drill, run on a machine: answers on the ports given, and prints a line for every connection and one
// for every request. "/?status=302&to=…" is answered by a redirect; with --names it is the resolver as well.

import { createServer } from 'node:http';
import { answerNames } from './names.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const ports = process.argv.slice(2).filter((argument) => argument !== '--names');
if (process.argv.includes('--names')) await answerNames();

for (const port of ports) {
  const server = createServer((request, response) => {
    say(`asked ${request.headers.host}`);
    const { searchParams } = new URL(request.url!, 'http://here');
    const to = searchParams.get('to');
    if (to === null) response.end('answered');
    else response.writeHead(Number(searchParams.get('status')), { location: to }).end();
  });
  server.on('connection', ({ localAddress, remoteAddress }) => {
    say(`reached ${localAddress} ${port} by ${remoteAddress}`);
  });
  await new Promise<void>((listening) => server.listen(Number(port), '::', listening));
}
say('ready');
