// What the client for outgoing HTTP does with answers: good ones, endless ones, and those meant to harm.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { atEnd } from '../../test/support/at-end.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { type FetchOptions, httpFetch } from './http-fetch.ts';

const TRIAL = { privateAddresses: true };
const get = (address: string, options: FetchOptions = {}) => httpFetch(TRIAL, address, options);

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const open = new Set<Socket>();
  server.on('connection', (socket) => void open.add(socket));
  atEnd(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const serve = (answer: Answer): Promise<string> => listen(createHttp(answer));

/** A server that says these bytes to everybody and then nothing more. */
const serveRaw = (bytes: string, end = false): Promise<string> =>
  listen(
    createTcp((socket) => {
      socket.on('error', () => undefined).write(bytes);
      if (end) socket.end();
    }),
  );

test('gives status, headers and body, whatever the status', async () => {
  const origin = await serve((_, response) => {
    response.writeHead(404, { 'content-type': 'text/plain', 'set-cookie': 'a=b' }).end('no such page');
  });
  const { status, headers, body, url } = await get(`${origin}/somewhere`);
  assert.deepEqual([status, String(body), url], [404, 'no such page', `${origin}/somewhere`]);
  assert.equal(headers['content-type'], 'text/plain');
  assert.equal(headers['set-cookie'], undefined);
});

test('sends who it is and never a cookie', async () => {
  const seen: IncomingMessage['headers'][] = [];
  const origin = await serve((request, response) => {
    seen.push(request.headers);
    if (request.url === '/') response.writeHead(302, { location: '/next', 'set-cookie': 'session=1' });
    response.end();
  });
  await get(`${origin}/`, { headers: { Cookie: 'a=b', Host: 'other.example', 'X-Key': 'k' } });
  assert.equal(seen.length, 2);
  for (const headers of seen) {
    assert.match(headers['user-agent']!, /^Nexus\//);
    assert.deepEqual([headers.cookie, headers.host], [undefined, new URL(origin).host]);
    assert.equal(headers['x-key'], 'k', 'the same origin keeps them');
  }
});

test('headers of the caller do not follow to another origin', async () => {
  let seen: IncomingMessage['headers'] = {};
  const other = await serve((request, response) => {
    seen = request.headers;
    response.end();
  });
  const origin = await serve((_, response) => void response.writeHead(301, { location: `${other}/x` }).end());
  const { url } = await get(origin, { headers: { Authorization: 'Bearer t', Accept: 'text/html' } });
  assert.deepEqual([url, seen.authorization, seen.accept], [`${other}/x`, undefined, 'text/html']);
});

test('a body is posted once: its redirect is the answer', async () => {
  let posted = '';
  const origin = await serve(async (request, response) => {
    for await (const chunk of request) posted += chunk;
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  const { status } = await get(origin, { method: 'POST', body: '{"like":1}' });
  assert.deepEqual([status, posted], [307, '{"like":1}']);
});

test('follows five redirects and refuses the sixth', async () => {
  const origin = await serve((request, response) => {
    const left = Number(request.url!.slice(1));
    if (left > 0) response.writeHead(302, { location: `/${left - 1}` });
    response.end('there');
  });
  assert.equal(String((await get(`${origin}/5`)).body), 'there');
  await assert.rejects(get(`${origin}/6`), { reason: 'redirects' });
  await assert.rejects(get(`${origin}/1`, { maxRedirects: 0 }), { reason: 'redirects' });
});

for (const [encoding, pack] of [
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
] as const) {
  test(`unpacks ${encoding}, and no further than the limit`, async () => {
    const small = pack('hello');
    const bomb = pack(Buffer.alloc(2 * 1024 * 1024));
    const origin = await serve((request, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(request.url === '/' ? small : bomb);
    });
    assert.equal(String((await get(origin)).body), 'hello');
    assert.ok(bomb.length < 10_000);
    await assert.rejects(get(`${origin}/bomb`, { maxBytes: 100_000 }), { reason: 'too-large' });
  });
}

test('refuses what says that it is too large before reading it', async () => {
  const origin = await serveRaw('HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n');
  await assert.rejects(get(origin), { reason: 'too-large' });
});

test('refuses what turns out too large, and hangs up on it', async () => {
  let ended: Promise<unknown> | undefined;
  const origin = await serve((_, response) => {
    ended = once(response, 'close');
    Readable.from(endless())
      .on('error', () => undefined)
      .pipe(response);
  });
  await assert.rejects(get(origin, { maxBytes: 50_000 }), { reason: 'too-large' });
  await ended;
});

function* endless(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(10_000);
}

test('refuses endless headers', async () => {
  const origin = await serveRaw(
    `HTTP/1.1 200 OK\r\n${'X-Long: aaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n'.repeat(1000)}`,
  );
  await assert.rejects(get(origin), { reason: 'too-large' });
});

const within = { connect: 5000, headers: 5000, total: 5000 };

test('waits no longer than agreed for the head of an answer', async () => {
  const origin = await serveRaw('');
  await assert.rejects(get(origin, { within: { ...within, headers: 50 } }), { reason: 'slow' });
});

test('waits no longer than agreed for everything, however busy the other side looks', async () => {
  const dripping = await serve((_, response) => {
    const drip = setInterval(() => response.write('.'), 5);
    response.on('close', () => clearInterval(drip));
  });
  await assert.rejects(get(dripping, { within: { ...within, total: 100 } }), { reason: 'slow' });
});

test('waits no longer than agreed for a connection', async () => {
  // It takes the connection and never speaks TLS.
  const silent = (await serveRaw('')).replace('http:', 'https:');
  await assert.rejects(get(silent, { within: { ...within, connect: 50 } }), { reason: 'slow' });
});

for (const [what, bytes] of [
  ['not HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
  ['a length twice', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
  ['packed in an unknown way', 'HTTP/1.1 200 OK\r\nContent-Encoding: zip\r\nContent-Length: 2\r\n\r\nab'],
  ['packed twice', 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\nContent-Length: 2\r\n\r\nab'],
  ['not what it says', 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nab'],
] as const) {
  test(`an answer that is ${what} is malformed`, async () => {
    await assert.rejects(get(await serveRaw(bytes, true)), { reason: 'malformed' });
  });
}

test('an answer that breaks off, a switch of protocols and a closed port are unreachable', async () => {
  const broken = await serveRaw('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab', true);
  const switching = await serveRaw('HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n');
  const server = createTcp();
  const closed = await listen(server);
  server.close();
  for (const origin of [broken, switching, closed]) {
    await assert.rejects(get(origin), { reason: 'unreachable' }, origin);
  }
});

test('a name that nobody has is unknown', async () => {
  await assert.rejects(get('http://nobody.invalid/'), { reason: 'unknown-host' });
});

const openssl = spawnSync('openssl', ['version'], { stdio: 'ignore' }).status === 0;

test('a certificate that nobody vouches for is refused', {
  skip: !openssl && 'openssl is not here',
}, async () => {
  const folder = await temporaryFolder('nexus-certificate');
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=127.0.0.1', '-days', '1'];
  assert.equal(spawnSync('openssl', [...args, '-keyout', key, '-out', cert], { stdio: 'ignore' }).status, 0);
  const server = createHttps({ key: readFileSync(key), cert: readFileSync(cert) });
  const origin = (await listen(server)).replace('http:', 'https:');
  await assert.rejects(get(origin), { reason: 'certificate' });
});
