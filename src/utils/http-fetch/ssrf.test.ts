// No address, name or redirect makes the client connect to a network that is not public. What counts is not what it
// says but whether a socket tried: every attempt to connect is recorded.

import assert from 'node:assert/strict';
import { subscribe } from 'node:diagnostics_channel';
import dns from 'node:dns';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { mock, test } from 'node:test';
import { atEnd } from '../../../test/support/at-end.ts';
import { CREDENTIAL_URLS, PRIVATE_NAMES, PRIVATE_URLS } from '../../../test/support/ssrf-vectors.ts';
import { fetchUnder, httpFetch } from '../http-fetch.ts';
import { isPublic } from './address.ts';
import { PUBLIC_ONLY, type Rules } from './target.ts';

const attempts: string[] = [];
subscribe('net.client.socket', (message) => {
  const { socket } = message as { socket: Socket };
  socket.on('connectionAttempt', (address: string) => void attempts.push(address));
});

const GUARD = { privateAddresses: false };

/** The reason for which an address is refused; nothing may have been tried. */
async function reasonFor(address: string, rules: Rules = PUBLIC_ONLY): Promise<string> {
  attempts.length = 0;
  const answer = await fetchUnder(rules, address, {}).catch((error: { reason?: string }) => error.reason);
  assert.deepEqual(
    attempts.filter((one) => one !== PUBLIC),
    [],
    `connected for ${address}`,
  );
  return String(answer);
}

/** Stands in for the public internet where a test needs a first hop. */
const PUBLIC = '127.0.0.1';

test('there are more than 200 ways to write a private address', () => {
  assert.ok(new Set([...PRIVATE_URLS, ...CREDENTIAL_URLS]).size > 200);
});

for (const address of PRIVATE_URLS) {
  test(`${JSON.stringify(address)} is refused before anything is connected`, async () => {
    assert.match(await reasonFor(address), /^(private|address)$/);
    assert.deepEqual(attempts, []);
  });
}

for (const address of CREDENTIAL_URLS) {
  test(`${address} is refused for its user name`, async () => {
    assert.equal(await reasonFor(address), 'credentials');
    assert.deepEqual(attempts, []);
  });
}

for (const address of [
  'file:///etc/passwd',
  'gopher://127.0.0.1/',
  'ftp://10.0.0.1/',
  'data:,x',
  'ws://127.0.0.1/',
]) {
  test(`${address} is refused for its scheme`, async () => {
    assert.equal(await reasonFor(address), 'scheme');
  });
}

for (const port of [22, 25, 3306, 5432, 6379, 9200, 11211]) {
  test(`port ${port} is refused`, async () => {
    assert.equal(await reasonFor(`http://public.example:${port}/`), 'port');
  });
}

const answers = new Map<string, readonly string[]>(Object.entries(PRIVATE_NAMES));

/** A resolver that knows the names of this file. */
function resolve(host: string, _options: unknown, callback: (error: null, found: object[]) => void): void {
  const found = (answers.get(host) ?? []).map((address) => ({
    address,
    family: address.includes(':') ? 6 : 4,
  }));
  setImmediate(() => callback(null, found));
}

for (const scheme of ['http', 'https']) {
  for (const name of Object.keys(PRIVATE_NAMES)) {
    test(`${scheme}://${name}/ is refused by what its name stands for`, async () => {
      const lookup = mock.method(dns, 'lookup', resolve);
      assert.equal(await reasonFor(`${scheme}://${name}/`), 'private');
      assert.deepEqual([attempts, lookup.mock.callCount()], [[], 1]);
      lookup.mock.restore();
    });
  }
}

test('a name that is asked for once cannot answer otherwise the second time', async () => {
  let asked = 0;
  const { port } = await firstHop((_, response) => void response.end('public'));
  const lookup = mock.method(dns, 'lookup', (host: string, options: unknown, callback: never) => {
    answers.set(host, asked++ === 0 ? [PUBLIC] : ['10.0.0.1']);
    resolve(host, options, callback);
  });
  const first = await fetchUnder(OVER_FIRST_HOP, `http://rebinding.example:${port}/`, {});
  assert.deepEqual([String(first.body), asked], ['public', 1]);
  assert.equal(await reasonFor(`http://rebinding.example:${port}/`, OVER_FIRST_HOP), 'private');
  lookup.mock.restore();
});

const OVER_FIRST_HOP: Rules = {
  mayReach: (address) => address === PUBLIC || isPublic(address),
  mayUse: () => true,
};

async function firstHop(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer).listen(0, PUBLIC);
  await new Promise((listening) => server.once('listening', listening));
  atEnd(() => server.close());
  return { port: (server.address() as AddressInfo).port };
}

test('no redirect leads into a private network', async () => {
  const { port } = await firstHop((request, response) => {
    const { searchParams } = new URL(request.url!, 'http://x');
    response.writeHead(Number(searchParams.get('status')), { location: searchParams.get('to')! }).end();
  });
  const lookup = mock.method(dns, 'lookup', resolve);
  const places = [...PRIVATE_URLS, ...Object.keys(PRIVATE_NAMES).map((name) => `http://${name}/`)]
    // The first hop itself, and what a header cannot carry as it is.
    .filter((place) => !/127\.0\.0\.1|loopback|both|nip/.test(new URL('/', hostOf(place)).hostname))
    .map((place) =>
      encodeURI(place.trim()).replaceAll('%25', '%').replaceAll('%5B', '[').replaceAll('%5D', ']'),
    );
  assert.ok(places.length > 150, String(places.length));
  for (const [index, place] of places.entries()) {
    const status = [301, 302, 303, 307, 308][index % 5]!;
    const address = `http://${PUBLIC}:${port}/?status=${status}&to=${encodeURIComponent(place)}`;
    assert.match(await reasonFor(address, OVER_FIRST_HOP), /^(private|address)$/, place);
    assert.deepEqual(attempts, [PUBLIC], place);
  }
  lookup.mock.restore();
});

const hostOf = (place: string): string => (URL.canParse(place) ? place : 'http://10.0.0.1/');

test('schemes, user names and ports are judged on redirects as well', async () => {
  const { port } = await firstHop((request, response) => {
    response.writeHead(302, { location: decodeURIComponent(request.url!.slice(1)) }).end();
  });
  const rules = { ...OVER_FIRST_HOP, mayUse: (other: number) => other === port };
  const reasons = {
    'file:///etc/passwd': 'scheme',
    'http://a@[::1]/': 'credentials',
    'http://public.example:22/': 'port',
  };
  for (const [place, reason] of Object.entries(reasons)) {
    assert.equal(await reasonFor(`http://${PUBLIC}:${port}/${encodeURIComponent(place)}`, rules), reason);
  }
});

test('public addresses are not refused, up to the edges of the private ranges', () => {
  const edges = [
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
  ];
  const more = [
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '192.169.0.0',
    '223.255.255.255',
    '2600::1',
    '2a0a::1',
  ];
  assert.deepEqual(
    [...edges, ...more].filter((address) => !isPublic(address)),
    [],
  );
});

test('what is no address is not public, nor a link-local one with its zone', () => {
  for (const text of ['', 'localhost', '1.1.1', 'fe80::1%eth0', '[2600::1]', '1.1.1.1.']) {
    assert.equal(isPublic(text), false, text);
  }
});

test('PRIVATE_ADDRESSES=allow lifts the rule on addresses, and no other', async () => {
  const { port } = await firstHop((_, response) => void response.end('here'));
  const lifted = { privateAddresses: true };
  assert.equal(String((await httpFetch(lifted, `http://${PUBLIC}:${port}/`)).body), 'here');
  await assert.rejects(httpFetch(lifted, `http://a@${PUBLIC}:${port}/`), { reason: 'credentials' });
  await assert.rejects(httpFetch(GUARD, `http://${PUBLIC}:${port}/`), { reason: 'port' });
});
