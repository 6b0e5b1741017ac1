import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { addressKey, countAttempt, forgetAttempts, networkOf, typedKey } from './attempt.ts';

const community = await makeCommunity({}, { rateLimits: true });
const ctx = community.ctx();
const THREE = { limit: 3, windowSeconds: 3600 };

test('as many attempts as allowed pass, the next says when to come back', async () => {
  for (let i = 0; i < 3; i++) await countAttempt(ctx, 'a', THREE);
  await assert.rejects(countAttempt(ctx, 'a', THREE), (error: { code: string; retryAfter: number }) => {
    assert.equal(error.code, 'limited');
    assert.ok(error.retryAfter >= 1 && error.retryAfter <= 3600);
    return true;
  });
  await countAttempt(ctx, 'b', THREE);
});

test('simultaneous attempts cannot slip through together', async () => {
  const tries = Array.from({ length: 20 }, () => countAttempt(ctx, 'storm', THREE));
  const passed = (await Promise.allSettled(tries)).filter((outcome) => outcome.status === 'fulfilled');
  assert.equal(passed.length, 3);
});

test('forgotten attempts count no more', async () => {
  for (let i = 0; i < 3; i++) await countAttempt(ctx, 'c', THREE);
  await forgetAttempts(ctx, 'c');
  await countAttempt(ctx, 'c', THREE);
});

test('one customer is one address: IPv4 as it is, IPv6 by its first 64 bits', () => {
  assert.equal(networkOf('192.0.2.7'), '192.0.2.7');
  assert.equal(networkOf('::ffff:192.0.2.7'), '192.0.2.7');
  assert.equal(networkOf('2001:db8:1:2:aaaa::1'), networkOf('2001:0db8:1:2::ffff'));
  assert.notEqual(networkOf('2001:db8:1:2::1'), networkOf('2001:db8:1:3::1'));
  assert.equal(networkOf('2001:db8::1'), networkOf('2001:db8:0:0:5::'));
  assert.equal(addressKey('x', '::1'), 'x@0:0:0:0::/64');
});

test('keys hold no mail address and do not tell cases apart', () => {
  assert.equal(typedKey('k', ' Ann@Example.org'), typedKey('k', 'ann@example.ORG'));
  assert.ok(!typedKey('k', 'ann@example.org').includes('ann'));
});
