import assert from 'node:assert/strict';
import test from 'node:test';
import { assertEnds } from '../../../test/support/hang-guard.ts';
import { findLinks, MAX_LINK_LENGTH } from './link.ts';

const linksOf = (text: string): string[] => findLinks(text).map(({ link }) => link.url);

const whole = [
  'http://example.org',
  'https://example.org/',
  'https://example.org:8443/a?b=c&d=%20#e',
  'https://en.wikipedia.org/wiki/Diaspora_(software)',
  'https://ja.wikipedia.org/wiki/日本',
  'https://nic.みんな/',
  'https://nic.xn--q9jyb4c/',
  'https://xn--bcher-kva.example/',
  'https://example.gay',
  'http://localhost:3000/@ann',
  'http://192.0.2.1/a',
  'http://[2001:db8::1]/a',
  'https://example.org/@ann/1',
  'https://www.ruby-toolbox.com/search?utf8=✓&q=autolink',
];
for (const link of whole) {
  test(`${link} is a link`, () => {
    assert.deepEqual(linksOf(link), [link]);
    assert.deepEqual(linksOf(`(${link})`), [link]);
    assert.deepEqual(linksOf(`See ${link}, and "${link}".`), [link, link]);
  });
}

const none = [
  'www.example.org',
  'example.org/a',
  'ftp://example.org',
  'javascript://example.org',
  'mailto:ann@example.org',
  '//example.org',
  'http://',
  'http://intranet',
  'http://http://http://',
  'xhttp://example.org',
  'https://ann:secret@example.org/',
  'https://ann@example.org/',
  'https://good.example@example.org/',
  'https://good.example:secret@example.org/',
  'https://example.org/\u202egnp.exe',
  'http://999.0.0.1/',
];
for (const text of none) {
  test(`${JSON.stringify(text)} holds no link`, () => assert.deepEqual(linksOf(text), []));
}

test('punctuation and quotes after a link are not part of it', () => {
  for (const end of ['.', ',', '*', '::', '!', '?', ':', ';', "'", '"', ')', '>', '」', '…', '　x']) {
    assert.deepEqual(linksOf(`http://example.org/a${end}`), ['http://example.org/a'], end);
  }
});

test('the scheme is written in lower case, the rest as it was', () => {
  assert.deepEqual(linksOf('HTTPS://Example.org/A'), ['https://Example.org/A']);
});

test('a host of many xn-- labels is read in one way only', () => {
  const hosts = `http://${'xn--a.'.repeat(12)}_ `.repeat(60_000);
  assertEnds(() => assert.deepEqual(findLinks(hosts), []));
});

test('a link beyond the longest stays text', () => {
  const longest = `https://example.org/${'a'.repeat(MAX_LINK_LENGTH - 20)}`;
  assert.deepEqual(linksOf(longest), [longest]);
  assert.deepEqual(linksOf(`${longest}a`), []);
});
