// Values that break programs, and values that get past the first check so that the later ones are reached.

import fc from 'fast-check';

/** What a name stands for is filled in when a request is sent, with an id that exists then. */
export const symbol = (name: string): string => `zz${name}zz`;

const SNAGS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'x\udfff\ud800y',
  '\ufeff',
  '\u202etxt',
  '👩‍👩‍👧‍👦'.repeat(40),
  'e\u0301'.repeat(300),
  'İıſK',
  "'; drop table post; --",
  '" or 1=1',
  '$1',
  '%s%n%x',
  '%00',
  '%',
  '%ff%fe',
  '..%2f..%2fetc/passwd',
  '../../../etc/passwd',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'null',
  'undefined',
  'NaN',
  'true',
  '<script>alert(1)</script>',
  'javascript:alert(1)',
  'http://[::1]:99999/',
  'https://user:pass@localhost\\@evil.example/',
  'cursor:1',
  'Y3Vyc29yOjE',
  'UG9zdDox',
  'VXNlcjotMQ',
  '@',
  '#',
  '#_',
  '@everyone #tag @me@here http://a.b',
  ':|&!()<->*',
  '"unclosed',
  '-',
  '\\',
  '\r\nSet-Cookie: a=b',
  'a'.repeat(5000),
  `${'#tag '.repeat(500)}`,
  `${'@name '.repeat(500)}`,
  '['.repeat(2000),
  '(('.repeat(300),
];

const NUMBERS = [
  '0',
  '-1',
  '1',
  '00',
  '+1',
  '1e3',
  '0x10',
  '1.5',
  '9007199254740993',
  '2147483648',
  '-2147483649',
  '9223372036854775807',
  '9223372036854775808',
  '-9223372036854775808',
  '18446744073709551616',
  '99999999999999999999999999',
  '1'.repeat(400),
  '١٢٣',
  '１２',
];

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...SNAGS) },
  { weight: 3, arbitrary: fc.constantFrom('\0', 'a\0b', '\ud800') },
  { weight: 3, arbitrary: fc.constantFrom(...NUMBERS) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme-ascii', maxLength: 60 }) },
);

export const hostileNumber: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, -0, -1, 1.5, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 2 ** 63, -(2 ** 63), 1e308, 5e-324),
  fc.integer(),
);

const KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'length',
  'then',
  'toJSON',
  'id',
  '',
  '0',
  'a.b',
  'a[b]',
];

/** Any JSON, with the keys that reach into prototypes. */
export const anyJson: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(hostileText, hostileNumber, fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...KEYS), fc.string({ maxLength: 8 })), tie('value'), {
      maxKeys: 3,
    }),
  ),
})).value;

/** JSON nested deeper than anything means it. */
export const deepJson: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom('[', '{"a":'), fc.constantFrom(50, 5000))
  .map(([open, depth]) => `${open.repeat(depth)}1${(open === '[' ? ']' : '}').repeat(depth)}`);
