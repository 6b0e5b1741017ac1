// What the front door promises about connections that last, about reloads, limits and times when nobody is there.

import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { makeCertificate } from '../kit/certificate.ts';
import type { Figure } from '../kit/figure.ts';
import { FRONT_FOLDER, type Front } from '../kit/haproxy.ts';
import { type Asked, makeClient, runLoad } from '../kit/load.ts';
import { until } from '../kit/process.ts';
import { ask } from './asking.ts';
import type { Stage } from './claims.ts';
import { openLine } from './raw.ts';

/** A live stream: what it has heard so far, and whether it is over. */
async function openStream({ port, ca }: Front): Promise<{ heard(): string; over(): boolean; close(): void }> {
  const sent = request({ host: '127.0.0.1', port, ca, path: '/live', agent: false }).end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  let [heard, over] = ['', false];
  answer.setEncoding('utf8').on('data', (part: string) => {
    heard += part;
  });
  answer
    .on('error', () => undefined)
    .on('close', () => {
      over = true;
    });
  return { heard: () => heard, over: () => over, close: () => sent.destroy() };
}

/** WebSockets pass, and what is said over them. */
export async function webSockets({ front }: Stage): Promise<Figure> {
  const line = await openLine(front);
  let heard = '';
  line.setEncoding('utf8').on('data', (part: string) => {
    heard += part;
  });
  const handshake = ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13'];
  const key = `Sec-WebSocket-Key: ${Buffer.from(randomUUID().slice(0, 16)).toString('base64')}`;
  line.write(`GET /stream HTTP/1.1\r\nHost: localhost\r\n${[...handshake, key].join('\r\n')}\r\n\r\n`);
  await until('a handshake', () => heard.includes('\r\n\r\n'), { seconds: 10 });
  line.write('and back');
  await until('an echo', () => heard.endsWith('and back'), { seconds: 10 });
  line.destroy();
  return { name: 'WebSockets that did not open', value: heard.startsWith('HTTP/1.1 101') ? 0 : 1, atMost: 0 };
}

/** Reloads while people ask and one listens; a new certificate comes with the last. */
export async function reloads(stage: Stage): Promise<readonly Figure[]> {
  const { trial, front, servers } = stage;
  const stream = await openStream(front);
  const client = makeClient({ address: front.address, ca: front.ca, connections: 20 });
  let reloaded = 0;
  const reloading = (async () => {
    for (; reloaded < 5; reloaded++) {
      await sleep(1000);
      front.reload();
    }
    await sleep(1000);
  })();
  const tally = await runLoad({
    client,
    clients: 20,
    requests: 1000,
    next: (index) => ({ kind: 'read', path: `/${index}` }),
    enough: () => reloaded === 5,
  });
  await reloading;
  client.close();
  for (const example of tally.examples) trial.say(example);
  servers.tell('still here');
  await until('an event', () => stream.heard().includes('still here') || stream.over(), { seconds: 10 });
  const ended = stream.over() ? 1 : 0;
  stream.close();
  return [
    { name: 'requests that failed while it was reloaded five times', value: tally.failed(), atMost: 0 },
    { name: 'of requests', value: tally.asked(), atLeast: 1000 },
    { name: 'live streams that ended with a reload', value: ended, atMost: 0 },
  ];
}

/**
 * Of the communities' names those without a certificate get one, by a certbot that is played here, and the hook puts it in
 * place.
 */
export async function newCertificates({ trial, front }: Stage): Promise<Figure[]> {
  const bin = join(trial.folder, 'bin');
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, 'certbot'), CERTBOT, { mode: 0o755 });
  const wild = await makeCertificate(trial, 'wild', ['DNS:*.wild.example']);
  const whole = await Promise.all([wild.certificateFile, wild.keyFile].map((file) => readFile(file, 'utf8')));
  await writeFile(join(front.certificates, 'wild.example.pem'), whole.join(''));
  const made = await makeCertificate(trial, 'garden', ['DNS:garden.example']);
  const env = {
    ...process.env,
    PATH: `${bin}:${process.env.PATH}`,
    FRONT_CERTIFICATES: front.certificates,
    FRONT_RELOAD: `kill -USR2 ${front.pid}`,
    DRILL_FOLDER: trial.folder,
    DRILL_CERTIFICATE: made.certificateFile,
    DRILL_KEY: made.keyFile,
  };
  const names = 'localhost\none.wild.example\ngarden.example\nelsewhere.example\n';
  for (let round = 0; round < 2; round++) {
    const running = promisify(execFile)(join(FRONT_FOLDER, 'get-certificates'), { env });
    running.child.stdin!.end(names);
    await running;
  }
  const asked = (await readFile(join(trial.folder, 'asked'), 'utf8')).trim().split('\n');
  const tls = { servername: 'garden.example', ca: made.text };
  const answered = async () =>
    (await ask(front, { headers: { host: 'garden.example' }, tls })).status === 200;
  await until('the new certificate', answered, { seconds: 20 });
  const { status } = await ask(front, {});
  return [
    { name: 'names without their certificate', value: status === 200 ? 0 : 1, atMost: 0 },
    {
      name: 'certificates asked for against the rule, of 4 names in 2 rounds',
      value: asked.filter((name, at) => name !== ['garden.example', 'elsewhere.example'][at]).length,
      atMost: 0,
    },
  ];
}

/** Refuses every name but one, as certbot does where a name leads elsewhere. */
const CERTBOT = `#!/bin/sh
while [ $# -gt 1 ]; do
  case $1 in -d) name=$2 ;; --deploy-hook) hook=$2 ;; esac
  shift
done
echo "$name" >>"$DRILL_FOLDER/asked"
[ "$name" = garden.example ] || exit 1
RENEWED_LINEAGE=$DRILL_FOLDER/live/$name
mkdir -p "$RENEWED_LINEAGE"
cp "$DRILL_CERTIFICATE" "$RENEWED_LINEAGE/fullchain.pem"
cp "$DRILL_KEY" "$RENEWED_LINEAGE/privkey.pem"
export RENEWED_LINEAGE
exec "$hook"
`;

/** With no server ready, apps are told in JSON and people by a page, both when to come back. */
export async function maintenance({ front, servers }: Stage): Promise<Figure> {
  const ready = async () => (await fetch(`${front.metricsAddress}/readyz`)).status;
  servers.ready = false;
  await until('nobody to be there', async () => (await ready()) === 503, { seconds: 20 });
  const [app, page] = await Promise.all([
    ask(front, { path: '/api/v1/instance' }),
    ask(front, { path: '/home' }),
  ]);
  servers.ready = true;
  await until('somebody to be there', async () => (await ready()) === 200, { seconds: 20 });
  const right = [app, page].filter(
    ({ status, headers }) => status === 503 && headers['retry-after'] === '10',
  );
  const spoken = 'error' in JSON.parse(app.text) && page.text.includes('Back in a moment');
  return {
    name: 'answers in maintenance that were wrong',
    value: 2 - right.length + (spoken ? 0 : 1),
    atMost: 0,
  };
}

/** Who asks for too much is told so; others are not, until it is the whole address. */
export async function limits({ front }: Stage): Promise<Figure> {
  const burst = async (count: number, authorization?: string) => {
    const client = makeClient({ address: front.address, ca: front.ca, connections: 10 });
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    const next = (): Asked => ({ kind: 'read', path: '/', headers });
    const tally = await runLoad({ client, clients: 10, requests: count, next });
    client.close();
    return tally.failed();
  };
  const within = await burst(50, 'Bearer one');
  const beyond = await burst(100, 'Bearer one');
  const other = await burst(20, 'Bearer two');
  const crowd = await burst(2500);
  const wrong = [within > 0, beyond === 0, other > 0, crowd === 0].filter(Boolean).length;
  return { name: 'limits that held too early or not at all', value: wrong, atMost: 0 };
}
