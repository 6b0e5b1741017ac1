// The check of the texts finds what it is for: each sample has one fault.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { messageFaults } from '../scripts/check-messages.ts';

const folder = mkdtempSync(join(tmpdir(), 'nexus-messages-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const ENGLISH = {
  'post.reply': 'Reply to {name}',
  'post.likes': '{count, plural, one {# like} other {# likes}}',
};
const TWO = { 'post.reply': '{name}', 'post.likes': '{count, plural, one {#} other {#}}' };
const SIX = {
  ...TWO,
  'post.likes': '{count, plural, zero {#} one {#} two {#} few {#} many {#} other {#}}',
};
const SOURCE = "t('post.reply', { name }); t('post.likes', { count: likes.length });";

const TREE: Record<string, string> = {
  'locales/en/post.json': JSON.stringify(ENGLISH, null, 1),
  'locales/fr/post.json': JSON.stringify(TWO, null, 1),
  'locales/es/post.json': JSON.stringify(TWO, null, 1),
  'locales/ar/post.json': JSON.stringify(SIX, null, 1),
  'locales/am/post.json': JSON.stringify(TWO, null, 1),
  'src/web/page.ts': SOURCE,
};

/** The faults of the tree with some files changed. */
function faultsWith(changes: Record<string, string | Record<string, string>>, onlyEnglish = false): string[] {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries({ ...TREE, ...changes })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof text === 'string' ? text : JSON.stringify(text, null, 1));
  }
  return messageFaults(folder, onlyEnglish);
}

test('texts that are whole have no fault', () => {
  assert.deepEqual(faultsWith({}), []);
});

test('a missing translation is found, and is no fault of the English', () => {
  const { 'post.likes': _, ...less } = TWO;
  assert.deepEqual(faultsWith({ 'locales/fr/post.json': less }), [
    'locales/fr/post.json: post.likes is missing',
  ]);
  assert.deepEqual(faultsWith({ 'locales/fr/post.json': less }, true), []);
});

const FAULTY: [string, Record<string, string | Record<string, string>>, RegExp][] = [
  [
    'a message that does not parse',
    { 'locales/fr/post.json': { ...TWO, 'post.reply': '{name' } },
    /no ICU message/,
  ],
  [
    'a placeholder of another name',
    { 'locales/es/post.json': { ...TWO, 'post.reply': '{nombre}' } },
    /post\.reply needs \{nombre\}, the English \{name\}/,
  ],
  ['an Arabic plural of two forms', { 'locales/ar/post.json': TWO }, /lacks .* zero, two, few, many of/],
  [
    'a plural form the language has not',
    { 'locales/am/post.json': SIX },
    /post\.likes has a plural form the language does not know: zero, two, few, many/,
  ],
  [
    'a translation of nothing',
    { 'locales/fr/post.json': { ...TWO, 'post.old': 'Vieux' } },
    /post\.old is not in English/,
  ],
  [
    'a date',
    { 'locales/en/post.json': { ...ENGLISH, 'post.reply': '{name, date}' } },
    /formats a date itself/,
  ],
  [
    'a key twice',
    {
      'locales/en/post.json':
        '{\n"post.reply": "{name}",\n"post.reply": "{name}",\n"post.likes": "{count}"\n}',
    },
    /post\.reply is there twice/,
  ],
  [
    'a key in the file of another area',
    { 'locales/en/nav.json': { 'post.home': 'Home' }, 'src/a.ts': "'post.home'" },
    /does not begin with the name of its file/,
  ],
  [
    'a text for the page script that it could not fill in',
    {
      'locales/en/client.json': { 'client.who': '{who, select, me {I} other {they}}' },
      'src/a.ts': "'client.who'",
    },
    /is not for the page script/,
  ],
  [
    'a key nobody uses',
    { 'src/web/page.ts': "// t('post.likes', { count })\nt('post.reply', { name })" },
    /post\.likes is used nowhere/,
  ],
  [
    'a key that is not there',
    { 'src/a.ts': "visit.t('post.hate')" },
    /src\/a\.ts: there is no text post\.hate/,
  ],
  [
    'a value that is not given',
    { 'src/a.ts': "t('post.reply')" },
    /src\/a\.ts: post\.reply is not given name/,
  ],
  ['another value', { 'src/a.ts': "t('post.likes', { n: 3 })" }, /post\.likes is not given count/],
];

for (const [name, changes, fault] of FAULTY) {
  test(`${name} is found`, () => {
    const faults = faultsWith(changes);
    assert.ok(
      faults.some((line) => fault.test(line)),
      faults.join('\n'),
    );
  });
}

test('a template uses the keys that begin like it', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source that is read
  assert.deepEqual(faultsWith({ 'src/web/page.ts': 'visit.t(`post.${x}`)' }), []);
});
