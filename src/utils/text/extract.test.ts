import assert from 'node:assert/strict';
import test from 'node:test';
import { extract, MAX_LINKS, MAX_MENTIONS, MAX_TAGS } from './extract.ts';

const origin = 'https://example.org';

test('each person, tag and link is named once, in the order of appearance', () => {
  const text =
    '@Bob @ann #Tea #b http://a.example/x @bob@example.org @bob@example.com #TEA HTTP://a.example/x';
  assert.deepEqual(extract(text, { origin }), {
    mentions: ['bob', 'ann'],
    tags: [
      { name: 'tea', display: 'Tea' },
      { name: 'b', display: 'b' },
    ],
    links: ['http://a.example/x'],
  });
});

test('a text without any names nothing', () => {
  assert.deepEqual(extract('', { origin }), { mentions: [], tags: [], links: [] });
});

test('lists end one past their maximum', () => {
  const many = Array.from({ length: 300 }, (_, i) => `@p${i} #t${i} http://a${i}.example`).join(' ');
  const { mentions, tags, links } = extract(many, { origin });
  assert.deepEqual(
    [mentions.length, tags.length, links.length],
    [MAX_MENTIONS + 1, MAX_TAGS + 1, MAX_LINKS + 1],
  );
});
