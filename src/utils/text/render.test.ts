import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { xssVectors } from '../../../test/fixtures/xss.ts';
import { parseStrictly } from '../../../test/support/strict-html.ts';
import { cleanText } from './clean.ts';
import { renderBio, renderField, renderPost } from './render.ts';

const origin = 'https://example.org';
const ann = { username: 'Ann', url: 'https://example.org/@Ann' };
const around = { origin, mentions: new Map([['ann', ann]]) };

test('a blank line ends a paragraph and a newline breaks a line', () => {
  assert.equal(renderPost('a\nb\n\n\nc', around), '<p>a<br />b</p><p>c</p>');
  assert.equal(renderPost('', around), '');
  assert.equal(renderPost('\n\na\n\n \n\n', around), '<p>a</p>');
});

test('a link shows its host and hides its scheme and its tail', () => {
  const end = 'target="_blank" rel="nofollow noopener noreferrer" translate="no"';
  assert.equal(
    renderPost('https://www.example.com/abc', around),
    `<p><a href="https://www.example.com/abc" ${end}><span class="invisible">https://www.</span>` +
      '<span class="">example.com/abc</span><span class="invisible"></span></a></p>',
  );
  assert.equal(
    renderPost('https://example.com/abcdefghijklmnopqrstuvwxyz?a&b', around),
    `<p><a href="https://example.com/abcdefghijklmnopqrstuvwxyz?a&amp;b" ${end}>` +
      '<span class="invisible">https://</span><span class="ellipsis">example.com/abcdefghijklmnopqr</span>' +
      '<span class="invisible">stuvwxyz?a&amp;b</span></a></p>',
  );
});

test('… never stands for a single character, and never cuts one', () => {
  const hidden = (link: string) =>
    /<span class="invisible">([^<]*)<\/span><\/a>/.exec(renderPost(link, around))![1];
  const thirty = `https://example.com/${'a'.repeat(18)}`;
  assert.equal(hidden(thirty), '');
  assert.equal(hidden(`${thirty}b`), '');
  assert.equal(hidden(`${thirty}bc`), 'bc');
  assert.equal(hidden(`${thirty.slice(0, -1)}😀bc`), 'bc');
});

test('a hashtag leads to its page by the name it is looked up by', () => {
  assert.equal(
    renderPost('#Tea', around),
    '<p><a href="https://example.org/tags/tea" class="mention hashtag" rel="tag">#<span>Tea</span></a></p>',
  );
  assert.match(
    renderPost('#タグ', around),
    /href="https:\/\/example\.org\/tags\/%E3%82%BF%E3%82%B0".*<span>タグ</,
  );
});

test('a mention of somebody known leads to the profile, with or without the domain', () => {
  const html =
    '<p><span class="h-card" translate="no"><a href="https://example.org/@Ann" class="u-url mention">' +
    '@<span>Ann</span></a></span></p>';
  assert.equal(renderPost('@ANN', around), html);
  assert.equal(renderPost('@ann@example.org', around), html);
});

test('a mention of anybody else stays text', () => {
  assert.equal(renderPost('@bob @ann@example.com', around), '<p>@bob @ann@example.com</p>');
});

test('what looks like HTML is shown as it was typed', () => {
  assert.equal(
    renderPost(`<b>"1" & '2'</b>`, around),
    '<p>&lt;b&gt;&quot;1&quot; &amp; &#39;2&#39;&lt;/b&gt;</p>',
  );
});

test('a bio is rendered as a post is', () => {
  const text = '@ann #tea\n\nhttp://a.example';
  assert.equal(renderBio(text, around), renderPost(text, around));
});

test('the value of a field is one line whose link is the person’s own', () => {
  const html = renderField('My site:\nhttps://a.example #tea @ann');
  assert.match(
    html,
    /^My site: <a href="https:\/\/a\.example" target="_blank" rel="me nofollow noopener noreferrer"/,
  );
  assert.match(html, /<\/a> #tea @ann$/);
});

// Whatever anybody types, the HTML holds our own tags only and shows the text that was typed.

const pieces = fc.constantFrom(
  ...[
    '@ann',
    '@',
    '#',
    '#tea',
    '<',
    '>',
    '"',
    "'",
    '&',
    '&#x22;',
    '\n',
    '\n\n',
    ' ',
    '=',
    '/',
    '(',
    ')',
    '\u0000',
    '\ud800',
  ],
  ...[
    'http://',
    'HTTPS://',
    'example.org',
    '/a?b',
    ':',
    '.',
    'javascript:',
    'onload=',
    'é',
    '😀',
    '\u202e',
    '`',
    '\\',
  ],
  ...xssVectors,
);
const texts = fc.oneof(
  fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc
    .tuple(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string())
    .map((parts) => parts.join('')),
);
const visible = (text: string): string => text.replace(/\n+/g, '').toLowerCase();

function checkRendering(text: string): void {
  const { text: shown, elements } = parseStrictly(renderPost(text, around));
  assert.equal(visible(shown), visible(text));
  assert.ok(
    elements.every(({ attributes }) => attributes.target !== '_blank' || /noopener/.test(attributes.rel!)),
  );
  parseStrictly(renderField(text));
}

test('no known attack leaves a tag of its own', () => {
  for (const vector of xssVectors) {
    for (const text of [
      vector,
      `http://example.org/${vector}`,
      `#${vector}`,
      `@ann${vector}`,
      `"${vector}`,
    ]) {
      checkRendering(cleanText(text));
    }
  }
});

test('no text whatever leaves a tag of its own, cleaned or not', () => {
  fc.assert(
    fc.property(texts, (text) => {
      checkRendering(cleanText(text));
      parseStrictly(renderPost(text, around));
    }),
    { seed: 5, numRuns: 5_000 },
  );
});

test('there are a hundred known attacks, all different', () => {
  assert.ok(new Set(xssVectors).size === xssVectors.length && xssVectors.length >= 100);
});
