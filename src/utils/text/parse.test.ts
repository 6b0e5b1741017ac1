import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { xssVectors } from '../../../test/fixtures/xss.ts';
import { assertEnds } from '../../../test/support/hang-guard.ts';
import { parseText } from './parse.ts';

/** Like `link:http://… tag:name mention:name@domain`, plain text left out. */
const found = (text: string): string =>
  parseText(text)
    .filter((token) => token.kind !== 'plain')
    .map((token) => `${token.kind}:${token.text}`)
    .join(' ');

test('links, hashtags and mentions are found in one text', () => {
  assert.deepEqual(parseText('Hi @Ann, see https://example.org/a #Tea'), [
    { kind: 'plain', text: 'Hi ' },
    { kind: 'mention', text: '@Ann', username: 'ann', domain: null },
    { kind: 'plain', text: ', see ' },
    { kind: 'link', text: 'https://example.org/a', url: 'https://example.org/a' },
    { kind: 'plain', text: ' ' },
    { kind: 'tag', text: '#Tea', name: 'tea', display: 'Tea' },
  ]);
});

test('signs within a link are part of it', () => {
  assert.equal(found('http://example.org/@ann#top'), 'link:http://example.org/@ann#top');
});

test('a hashtag ends where a link begins', () => {
  assert.equal(found('#a·http://example.org'), 'tag:#a link:http://example.org');
});

test('a mail address is neither a mention nor a link', () => {
  assert.equal(found('ann@example.org <ann@example.org> mailto:ann@example.org'), '');
});

test('words that touch are told apart by what stands between', () => {
  assert.equal(found('(@ann) "#tea" @bob: #a#b @a@b@c'), 'mention:@ann tag:#tea mention:@bob tag:#a');
});

test('nothing is lost or added, whatever the text', () => {
  const pieces = fc.constantFrom(
    '@',
    '#',
    '＃',
    'a',
    '1',
    '_',
    '.',
    '-',
    ' ',
    '\n',
    '/',
    'http://',
    'example.org',
    'é',
    '𝕏',
    '·',
    '&',
  );
  const texts = fc.oneof(
    fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(...xssVectors),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const tokens = parseText(text);
      assert.equal(tokens.map((token) => token.text).join(''), text);
      assert.ok(tokens.every((token) => token.text !== ''));
    }),
    { seed: 2, numRuns: 5_000 },
  );
});

// biome-ignore format: to be read at a glance
const hostile = [
  '@', '#', '#a', '@a', '@a@', '@a.', '@a@b', '@a@.', '＃_', '#·', '.-', '\u200c', 'é', 'http:', 'http://', '(http:',
  'http://a', 'http://a.', 'http://a ', 'http://-', 'http://a@', 'http://a.b:', 'http://xn--a.', 'http://[::',
  'http://a/(', 'http://a/[({', 'http://a/"', `http://a/${'('.repeat(50)}${'()'.repeat(200)} `,
  `http://${`xn--${'a'.repeat(55)}.`.repeat(12)}_ `,
];
for (const piece of hostile) {
  test(`half a million characters of ${JSON.stringify(piece.slice(0, 20))} are parsed in linear time`, () => {
    const text = piece.repeat(500_000 / piece.length);
    for (const start of ['', '@a', '@a@', '#a', 'http://a.b/']) assertEnds(() => parseText(start + text));
  });
}
