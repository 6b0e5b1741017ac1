import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countCharacters as counted } from '../../utils/text/length.ts';
import { countCharacters } from './characters.ts';

const TEXTS = [
  '',
  'Hello there',
  'one\ntwo',
  'See https://example.org/a/very/long/path?with=query, and http://b.example.',
  'Ask @ada@harbour.example or @ben about #boats',
  'mail ada@example.org',
  '👩‍👩‍👧‍👦 family, ሰላም, العربية, é',
  `z${'\u0301'.repeat(100)}`,
  '(https://example.org/x)',
];

for (const text of TEXTS) {
  test(`the browser counts as the server does: ${JSON.stringify(text).slice(0, 40)}`, () => {
    assert.equal(countCharacters(text), counted(text));
  });
}
