import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';

const PROXY = '10.1.2.3';

const community = await makeCommunity({}, { rateLimits: true, trustedProxies: ['10.1.0.0/16'] });
const other = await makeCommunity();

/** How many requests are left to who comes from there, and says this. */
async function left(remoteAddress: string, headers: Record<string, string> = {}): Promise<number> {
  const answer = await community.request({ url: '/api/v2/instance', remoteAddress, headers });
  return Number(answer.headers['x-ratelimit-remaining']);
}

test('people behind a trusted proxy have an allowance each', async () => {
  const first = { 'x-forwarded-for': '198.51.100.1' };
  assert.equal(await left(PROXY, first), 299);
  assert.equal(await left(PROXY, first), 298);
  assert.equal(await left(PROXY, { 'x-forwarded-for': '198.51.100.2' }), 299);
});

test('what comes before the address that the proxy saw is hearsay', async () => {
  assert.equal(await left(PROXY, { 'x-forwarded-for': '198.51.100.3' }), 299);
  assert.equal(await left(PROXY, { 'x-forwarded-for': '192.0.2.77, 198.51.100.3' }), 298);
});

test('others cannot say who they are, nor which community they mean', async () => {
  assert.equal(await left('203.0.113.5', { 'x-forwarded-for': '198.51.100.4' }), 299);
  assert.equal(await left('203.0.113.5', { 'x-forwarded-for': '198.51.100.5' }), 298);
  const headers = { 'x-forwarded-host': other.host };
  const answer = await community.request({
    url: '/api/v2/instance',
    remoteAddress: '203.0.113.6',
    headers,
  });
  assert.equal(answer.json().domain, community.host);
});
