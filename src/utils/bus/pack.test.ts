import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Id } from '../id.ts';
import { type Addressed, pack, unpack } from './pack.ts';

const LIMIT = 7999;
const inbox = (people: number): Addressed => {
  const userIds = Array.from({ length: people }, (_, index) => String(10n ** 18n + BigInt(index)) as Id);
  return [7, { kind: 'inbox-changed', userIds }];
};

test('messages come out as they went in, in their order', () => {
  const messages = [inbox(1), inbox(2), inbox(3)];
  const { payloads } = pack(messages, LIMIT);
  assert.equal(payloads.length, 1);
  assert.deepEqual(unpack(payloads[0]!), messages);
});

test('no payload is longer than the limit, and none is left out', () => {
  for (const people of [1, 10, 100, 300]) {
    const messages = Array.from({ length: 500 }, () => inbox(people));
    const { payloads, tooLong } = pack(messages, LIMIT);
    assert.equal(tooLong, 0);
    assert.ok(payloads.every((payload) => Buffer.byteLength(payload) <= LIMIT));
    assert.deepEqual(
      payloads.flatMap((payload) => unpack(payload)),
      messages,
    );
  }
});

test('a payload may be exactly as long as the limit', () => {
  const alone = Buffer.byteLength(JSON.stringify([inbox(1)]));
  assert.equal(pack([inbox(1)], alone).payloads.length, 1);
  assert.equal(pack([inbox(1)], alone - 1).tooLong, 1);
  const two = Buffer.byteLength(JSON.stringify([inbox(1), inbox(1)]));
  assert.equal(pack([inbox(1), inbox(1)], two).payloads.length, 1);
  assert.equal(pack([inbox(1), inbox(1)], two - 1).payloads.length, 2);
});

test('a message too long by itself is counted and the others go', () => {
  const { payloads, tooLong } = pack([inbox(1), inbox(1000), inbox(1)], LIMIT);
  assert.equal(tooLong, 1);
  assert.equal(unpack(payloads[0]!)!.length, 2);
});

test('what is not ours is no message', () => {
  for (const payload of [
    '',
    '{',
    'null',
    '{}',
    '[1]',
    '[[1]]',
    '[["1",{"kind":"a"}]]',
    '[[1,null]]',
    '[[1,{}]]',
  ])
    assert.equal(unpack(payload), null, payload);
});
