// `nexus doctor --reach` tells a community that answers from one that does not, and from somebody else.

import assert from 'node:assert/strict';
import dns from 'node:dns';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mock, test } from 'node:test';
import { atEnd } from '../../test/support/at-end.ts';
import { makeCommunity } from '../../test/support/community.ts';
import { reachCommunities } from './reach.ts';

// Not every machine's resolver knows names under localhost.
const lookup = dns.lookup as (...args: unknown[]) => void;
mock.method(dns, 'lookup', (host: string, options: object, found: (error: null, all: object[]) => void) =>
  host.endsWith('.localhost')
    ? found(null, [{ address: '127.0.0.1', family: 4 }])
    : lookup(host, options, found),
);
const { deployment, tenant, host } = await makeCommunity();
const url = deployment.shardUrls.get('main')!;
let answer = { status: 200, body: '' };
const server = createServer((_, response) => void response.writeHead(answer.status).end(answer.body));
server.listen(0, '127.0.0.1');
await once(server, 'listening');
atEnd(() => server.close());
const publicPort = (server.address() as AddressInfo).port;

async function found(privateAddresses = true): Promise<string> {
  const findings = await reachCommunities({ ...deployment.config, publicPort, privateAddresses }, url);
  const { state, detail } = findings.find(({ check }) => check === `reach ${tenant.slug}`)!;
  return `${state}: ${detail}`;
}

const ORIGIN = `http://${host}:${publicPort}`;

test('a community that answers under its own name is fine', async () => {
  answer = { status: 200, body: JSON.stringify({ domain: host }) };
  assert.equal(await found(), `ok: ${ORIGIN} answers`);
});

test('an error, another community and another program are not', async () => {
  answer = { status: 502, body: '' };
  assert.equal(await found(), `bad: ${ORIGIN} answers with 502`);
  answer = { status: 200, body: JSON.stringify({ domain: 'other.example' }) };
  assert.equal(await found(), `bad: ${ORIGIN} is answered by other.example`);
  answer = { status: 200, body: 'Welcome to nginx!' };
  assert.equal(await found(), `bad: ${ORIGIN} is answered by something that is not Nexus`);
});

test('an address that is not public is told as such', async () => {
  const findings = await reachCommunities(
    { ...deployment.config, publicPort: 80, privateAddresses: false },
    url,
  );
  assert.match(findings[0]!.detail, /private network \(private\)$/);
});
