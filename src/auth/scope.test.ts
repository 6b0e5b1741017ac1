import assert from 'node:assert/strict';
import { test } from 'node:test';
import { covers, coversAll, KNOWN_SCOPES, parseScopes } from './scope.ts';

test('a parent grants its children, and no child its parent or a sibling', () => {
  assert.ok(covers(['read'], 'read:statuses'));
  assert.ok(covers(['write:media'], 'write:media'));
  assert.ok(!covers(['read:statuses'], 'read'));
  assert.ok(!covers(['read:statuses'], 'read:accounts'));
  assert.ok(!covers(['read'], 'write:statuses'));
  assert.ok(!covers([], 'read'));
});

test('reading and writing do not reach administration', () => {
  assert.ok(!covers(['read', 'write'], 'admin:read:accounts'));
  assert.ok(!covers(['admin:read'], 'admin:write:accounts'));
  assert.ok(covers(['admin:read'], 'admin:read:accounts'));
});

test('follow grants reading and writing of follows, blocks and mutes, and nothing else', () => {
  for (const area of ['follows', 'blocks', 'mutes']) {
    assert.ok(covers(['follow'], `read:${area}`));
    assert.ok(covers(['follow'], `write:${area}`));
  }
  assert.ok(!covers(['follow'], 'write:statuses'));
  assert.ok(coversAll(['read', 'write'], ['follow']));
  assert.ok(!coversAll(['read'], ['follow']));
});

test('profile stands by itself', () => {
  assert.ok(!covers(['profile'], 'read:accounts'));
  assert.ok(!covers(['read'], 'profile'));
});

test('a list may be separated by spaces or plus signs, or be an array; names nobody knows are refused', () => {
  assert.deepEqual(parseScopes('read write follow'), ['read', 'write', 'follow']);
  assert.deepEqual(parseScopes('read+write'), ['read', 'write']);
  assert.deepEqual(parseScopes(['read', 'push', 'read']), ['read', 'push']);
  assert.deepEqual(parseScopes(undefined), ['read']);
  assert.deepEqual(parseScopes(' '), ['read']);
  assert.equal(parseScopes('read everything'), null);
  assert.equal(parseScopes({ read: true }), null);
  assert.deepEqual(parseScopes(KNOWN_SCOPES.join(' ')), KNOWN_SCOPES);
});
