// What the front door promises about requests, each promise a number that must be zero.

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:http2';
import type { Figure } from '../kit/figure.ts';
import type { Front } from '../kit/haproxy.ts';
import type { Trial } from '../kit/trial.ts';
import { type Asking, ask } from './asking.ts';
import { SMUGGLED, sendRaw } from './raw.ts';
import type { StandIns } from './stand-in.ts';

export interface Stage {
  readonly trial: Trial;
  readonly front: Front;
  readonly servers: StandIns;
}

const none = (name: string, value: number): Figure => ({ name, value, atMost: 0 });

/** How many of these were not answered with the status beside them. */
async function unlike(front: Front, cases: readonly (readonly [Asking, number])[]): Promise<number> {
  const statuses = await Promise.all(cases.map(([asking]) => ask(front, asking)));
  return statuses.filter(({ status }, index) => status !== cases[index]![1]).length;
}

const MADE_UP = {
  'x-forwarded-for': '192.0.2.1, 127.0.0.1',
  'x-forwarded-host': 'other.example',
  'x-forwarded-proto': 'http',
  'x-forwarded-port': '1',
  'x-real-ip': '192.0.2.1',
  forwarded: 'for=192.0.2.1',
  'true-client-ip': '192.0.2.1',
  x_forwarded_for: '192.0.2.1',
};

/** Who asks is told as the front door saw it; the host name as it was asked for. */
export async function honesty({ front }: Stage): Promise<Figure> {
  const { text } = await ask(front, { headers: { ...MADE_UP, host: 'garden.example:8443' } });
  const { headers } = JSON.parse(text) as { headers: Record<string, string> };
  const right = { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https', host: 'garden.example:8443' };
  const wrong = Object.entries(right).filter(([name, value]) => headers[name] !== value);
  const left = Object.keys(MADE_UP).filter((name) => name in headers && !(name in right));
  return none('headers about the client that are not the front door’s own', wrong.length + left.length);
}

/** A hidden request reaches a server without what the front door writes into every request. */
export async function hiddenRequests({ front, servers }: Stage): Promise<Figure> {
  const from = servers.arrived.length;
  await Promise.all(Object.values(SMUGGLED).map((text) => sendRaw(front, text)));
  const hidden = servers.arrived
    .slice(from)
    .filter(({ headers }) => headers['x-forwarded-for'] !== '127.0.0.1' || headers.upgrade !== undefined);
  return none(`hidden requests that came through, of ${Object.keys(SMUGGLED).length} ways`, hidden.length);
}

export async function refusals({ front, servers }: Stage): Promise<readonly Figure[]> {
  const from = servers.arrived.length;
  const paths = [
    '/metrics',
    '/metrics/',
    '//metrics',
    '/%6detrics',
    '/%6Detrics/',
    '/METRICS',
    '/metrics?a=b',
  ];
  const metrics = await unlike(
    front,
    paths.map((path) => [{ path }, 404] as const),
  );
  const probes = ['/.env', '/.git/config', '/%2egit/HEAD', '/wp-login.php', '/cgi-bin/x', '/index.php'];
  const bots = ['sqlmap/1.7', 'Mozilla/5.0 (compatible; SemrushBot/7)'];
  const unwelcome = await unlike(front, [
    ...probes.map((path) => [{ path }, 404] as const),
    ...bots.map((agent) => [{ headers: { 'user-agent': agent } }, 403] as const),
    [{ method: 'TRACE' }, 405],
  ]);
  const reached = servers.arrived.length - from;
  const welcome = await unlike(front, [
    [{ path: '/.well-known/webfinger' }, 200],
    [{ path: '/@ada', headers: { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1)' } }, 200],
    [{ method: 'DELETE', path: '/api/v1/statuses/1' }, 200],
  ]);
  return [
    none(`spellings of /metrics that are answered, of ${paths.length}`, metrics),
    none('probes and bad bots not turned away', unwelcome),
    none('of these, requests that reached a server', reached),
    none('welcome requests turned away', welcome),
  ];
}

/** What is announced as too large is refused before it is sent. */
export async function bodies({ front }: Stage): Promise<Figure> {
  const announced = (type: string, length: number) =>
    sendRaw(
      front,
      `POST / HTTP/1.1\r\nHost: a\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`,
    );
  const refused = await Promise.all([
    announced('application/json', 2_000_000),
    announced('multipart/form-data; boundary=x', 50_000_000),
  ]);
  const wrong = refused.filter((answer) => !answer.startsWith('HTTP/1.1 413'));
  const body = 'x'.repeat(900_000);
  const post = (type: string, text: string) => ({
    method: 'POST',
    headers: { 'content-type': type },
    body: text,
  });
  const kept = await unlike(front, [
    [post('application/json', body), 200],
    [post('multipart/form-data; boundary=x', body.repeat(3)), 200],
  ]);
  return none('bodies let in or kept out against the rule', wrong.length + kept);
}

/** Each is left without an answer once. What may be done twice is asked of another server, all else is not. */
export async function repeats({ front, servers }: Stage): Promise<Figure> {
  const key = { 'idempotency-key': 'a-key' };
  const cases = [
    [{ path: '/home' }, 2],
    [{ path: '/media/a' }, 2],
    [{ method: 'POST', path: '/api/v1/statuses', headers: key }, 2],
    [{ method: 'POST', path: '/api/v1/statuses' }, 1],
    [{ method: 'POST', path: '/api/v1/media', headers: key }, 1],
    [{ method: 'DELETE', path: '/api/v1/statuses/1', headers: key }, 1],
    [{ method: 'POST', path: '/posts/1/like' }, 1],
  ] as const;
  let wrong = 0;
  for (const [asking, times] of cases) {
    const drop = randomUUID();
    const headers = { ...('headers' in asking && asking.headers), 'x-drop': drop };
    const { status } = await ask(front, { ...asking, headers, ...('method' in asking && { body: '{}' }) });
    const seen = servers.arrived.filter((one) => one.headers['x-drop'] === drop).length;
    if (seen !== times || status !== (times === 2 ? 200 : 502)) wrong++;
  }
  return none('requests sent again, or not, against the rule', wrong);
}

export async function encryption({ front }: Stage): Promise<Figure> {
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
  const wrong = await unlike(front, [
    [{ tls: old }, 0],
    [{ tls: { maxVersion: 'TLSv1.2' } }, 200],
    [{ tls: { maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA' } }, 0],
    [{ tls: { minVersion: 'TLSv1.3' } }, 200],
    [{ plain: true, path: '/a?b=c' }, 308],
  ]);
  const [{ headers }, plain] = await Promise.all([
    ask(front, {}),
    ask(front, { plain: true, path: '/a?b=c' }),
  ]);
  const led = plain.headers.location === 'https://localhost/a?b=c' && headers['strict-transport-security'];
  return none('rules of encryption broken', wrong + (led ? 0 : 1) + (await failsInHttp2(front)));
}

/** Twenty requests at once over one connection. */
async function failsInHttp2({ address, ca }: Front): Promise<number> {
  const session = connect(address, { ca });
  const statuses = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const stream = session.request({ ':path': `/${index}`, ':authority': 'localhost' });
      const [headers] = (await once(stream, 'response')) as [{ ':status': number }];
      stream.resume();
      return headers[':status'];
    }),
  );
  session.close();
  return statuses.filter((status) => status !== 200).length;
}

/** Over plain HTTP certbot is reached, and nothing else. */
export async function certbot({ trial, front }: Stage): Promise<Figure> {
  const answering = createServer((request, response) => response.end(`of ${request.url}`));
  answering.listen(front.acmePort, '127.0.0.1');
  await once(answering, 'listening');
  trial.atEnd(() => answering.close());
  const path = '/.well-known/acme-challenge/token';
  const { text } = await ask(front, { plain: true, path, headers: { host: 'new.example' } });
  answering.closeAllConnections();
  return none('challenges for certificates not answered', text === `of ${path}` ? 0 : 1);
}
