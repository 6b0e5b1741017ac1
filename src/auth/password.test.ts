import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPassword, hashPassword, verifyPassword } from './password.ts';

const rule = (password: string, names: string[] = []) => checkPassword(password, names)[0]?.rule;

test('a password is kept as Argon2id with 19 MiB, 2 passes and 1 lane', async () => {
  const hashed = await hashPassword('correct horse battery');
  assert.match(hashed, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.notEqual(hashed, await hashPassword('correct horse battery'));
});

test('only the password itself verifies', async () => {
  const hashed = await hashPassword('correct horse battery');
  assert.equal(await verifyPassword(hashed, 'correct horse battery'), true);
  assert.equal(await verifyPassword(hashed, 'Correct horse battery'), false);
  assert.equal(await verifyPassword(hashed, ''), false);
  assert.equal(await verifyPassword(undefined, ''), false);
  assert.equal(await verifyPassword(undefined, 'correct horse battery'), false);
});

test('the same letters typed by another keyboard are the same password', async () => {
  assert.equal(await verifyPassword(await hashPassword('passé-muraille'), 'passe\u0301-muraille'), true);
});

test('length is bounded on both sides, and counts characters', () => {
  assert.equal(rule(''), 'blank');
  assert.equal(rule('seven77'), 'too-short');
  assert.equal(rule('eight888'), undefined);
  assert.equal(rule('👍👍👍👍'), 'too-short');
  assert.equal(rule('x'.repeat(129)), 'too-long');
  assert.equal(rule(`${'xy'.repeat(64)}`), undefined);
});

test("the commonest passwords, and the person's own name and address, are refused in any case", () => {
  assert.equal(rule('Password1'), 'common');
  assert.equal(rule('12345678'), 'common');
  assert.equal(rule('AliceInChains', ['aliceinchains']), 'invalid');
  assert.equal(rule('Alice@Example.org', ['alice', 'alice@example.org']), 'invalid');
});
