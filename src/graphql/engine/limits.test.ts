import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'graphql';
import { checkLimits, LIMITS } from './limits.ts';

const check = (source: string) => checkLimits(parse(source), (mutation) => mutation.startsWith('sign'));
const nested = (depth: number) => `{ ${'a { '.repeat(depth - 1)}b${' }'.repeat(depth - 1)} }`;

test('a document at the limits passes', () => {
  check(nested(LIMITS.depth));
  check(`{ ${Array.from({ length: LIMITS.aliases }, (_, i) => `a${i}: b`).join(' ')} }`);
  check(`mutation { ${'a '.repeat(LIMITS.mutations)} }`);
});

test('a deep document is refused, through fragments too', () => {
  assert.throws(() => check(nested(LIMITS.depth + 1)), /levels deep/);
  const fragments = Array.from({ length: 15 }, (_, i) => `fragment f${i} on A { a { ...f${i + 1} } }`);
  assert.throws(() => check(`{ ...f0 } ${fragments.join(' ')} fragment f15 on A { a }`), /levels deep/);
});

test('introspection may be deeper', () => {
  check(`{ __schema ${nested(LIMITS.depth + 5)} }`);
});

test('a bomb of aliases is refused', () => {
  const aliases = Array.from({ length: LIMITS.aliases + 1 }, (_, i) => `a${i}: b`).join(' ');
  assert.throws(() => check(`{ ${aliases} }`), /31 aliases; at most 30/);
});

test('fragments that double at every level are refused without being written out', () => {
  const doubling = Array.from({ length: 60 }, (_, i) => `fragment f${i} on A { ...f${i + 1} ...f${i + 1} }`);
  assert.throws(() => check(`{ ...f0 } ${doubling.join(' ')} fragment f60 on A { a }`), /fields/);
});

test('fragments that go in circles are refused, however they are woven', () => {
  const names = Array.from({ length: 20 }, (_, i) => `f${i}`);
  const woven = names.map(
    (name) => `fragment ${name} on A { ${names.map((other) => `...${other}`).join(' ')} }`,
  );
  assert.throws(() => check(`mutation { ...f0 } ${woven.join(' ')}`), /contains itself/);
});

test('mutations and sign-ins are counted through fragments', () => {
  assert.throws(() => check(`mutation { ${'like '.repeat(6)} }`), /6 mutations; at most 5/);
  assert.throws(() => check('mutation { ...two } fragment two on M { signIn signUp }'), /sign in/);
  assert.throws(() => check('mutation { a: signIn b: signIn }'), /sign in/);
  check('mutation { signIn like }');
});

test('one field is not repeated without end', () => {
  check(`{ ${'a { b } '.repeat(LIMITS.repeats)} }`);
  assert.throws(() => check(`{ ${'a { b } '.repeat(LIMITS.repeats + 1)} }`), /repetitions/);
});

test('directives are counted', () => {
  const field = `a ${'@include(if: true) '.repeat(LIMITS.directives + 1)}`;
  assert.throws(() => check(`{ ${field} }`), /directives/);
});
