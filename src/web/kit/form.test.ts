import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FastifyRequest } from 'fastify';
import { formToken, isForeign, isOurForm } from './form.ts';

const request = (headers: Record<string, string> = {}) =>
  ({ headers, host: 'reef.example' }) as unknown as FastifyRequest;

test('a token is good for the secret it was made from, however often it is made', () => {
  const [one, two] = [formToken('secret'), formToken('secret')];
  assert.notEqual(one, two);
  for (const token of [one, two]) assert.equal(isOurForm(request(), 'secret', token), true);
});

test('no other token is good', () => {
  const token = formToken('secret');
  const turned = Buffer.from(token, 'base64url');
  turned[40]! ^= 1;
  for (const given of [
    '',
    'x'.repeat(86),
    formToken('other'),
    `${token}AA`,
    token.slice(0, -2),
    turned.toString('base64url'),
  ]) {
    assert.equal(isOurForm(request(), 'secret', given), false, given);
  }
  assert.equal(isOurForm(request(), undefined, token), false);
  const nobody = Buffer.alloc(64).toString('base64url');
  assert.equal(isOurForm(request(), 'secret', nobody), false);
});

test('a request that the browser says comes from elsewhere is foreign', () => {
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'https://reef.example.evil.example' },
    { origin: 'nonsense' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: 'https://reef.example' },
    { 'sec-fetch-site': 'none' },
  ];
  for (const headers of foreign) {
    assert.equal(isForeign(request(headers)), true, JSON.stringify(headers));
  }
  const ours: Record<string, string>[] = [
    {},
    { origin: 'https://reef.example' },
    { origin: 'null', 'sec-fetch-site': 'same-origin' },
  ];
  for (const headers of ours) {
    assert.equal(isForeign(request(headers)), false, JSON.stringify(headers));
  }
});
