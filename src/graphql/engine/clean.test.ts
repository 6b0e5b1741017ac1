import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, print } from 'graphql';
import { cleanDocument, cleanVariables } from './clean.ts';

test('NUL and lone surrogates leave variables, at any level', () => {
  const given = { a: 'x\0y', b: [{ c: '\ud800z' }], d: 1, e: null, f: true };
  assert.deepEqual(cleanVariables(given), { a: 'xy', b: [{ c: '\ufffdz' }], d: 1, e: null, f: true });
});

test('variables that nest without end are refused', () => {
  let deep: unknown = 'x';
  for (let level = 0; level < 100_000; level++) deep = [deep];
  assert.throws(() => cleanVariables({ deep }), /nested too deeply/);
});

test('NUL leaves literals; a clean document stays the same object', () => {
  assert.equal(print(cleanDocument(parse('{ a(b: "x\\u0000y") }'))), '{\n  a(b: "xy")\n}');
  const clean = parse('{ a(b: "x") }');
  assert.equal(cleanDocument(clean), clean);
});
