import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type MessageKey, messageOf } from './catalogue.ts';
import { clientMessage, clientMessages } from './client-messages.ts';
import { compile, type Filled } from './compile.ts';
import { formats } from './formats.ts';
import { LOCALES, type LocaleTag, localeOf } from './locale.ts';
import { translator } from './translator.ts';

/** A message that is not in the catalogue, as a translator would write it out. */
function written(text: string, tag: LocaleTag, values = {}): string {
  const message = compile(text, tag);
  return typeof message === 'string' ? message : message.text(values);
}

test('values are put in, numbers as the language writes them', () => {
  assert.equal(written("It's {name}: {count}", 'en', { name: 'Ann', count: 12345 }), "It's Ann: 12,345");
  assert.equal(written('{count}', 'es', { count: 12345 }), '12.345');
  assert.equal(written("'{'name'}' {name}", 'en', { name: '<b>' }), '{name} <b>');
});

test('a value nobody gave shows its name and breaks nothing', () => {
  assert.equal(written('{name} {count, plural, one {#} other {#}}', 'en', { count: 1 }), '{name} 1');
});

test('a number beside a plural is written like any other', () => {
  const text = '{all} of {count, plural, one {# page} other {# pages}}';
  assert.equal(written(text, 'en', { all: 2000, count: 3000 }), '2,000 of 3,000 pages');
});

const PLURALS: [LocaleTag, string, Record<string, string>][] = [
  ['en', 'one other', { 0: 'other', 1: 'one', 2: 'other' }],
  ['fr', 'one many other', { 0: 'one', 1: 'one', 2: 'other', 1000000: 'many' }],
  ['es', 'one many other', { 0: 'other', 1: 'one', 2: 'other', 1000000: 'many' }],
  [
    'ar',
    'zero one two few many other',
    { 0: 'zero', 1: 'one', 2: 'two', 3: 'few', 10: 'few', 11: 'many', 99: 'many', 100: 'other', 103: 'few' },
  ],
  ['am', 'one other', { 0: 'one', 1: 'one', 2: 'other' }],
];

test('every language counts in its own plural forms', () => {
  for (const [tag, forms, expected] of PLURALS) {
    const options = forms.split(' ').map((form) => `${form} {${form}}`);
    for (const [count, form] of Object.entries(expected)) {
      const text = written(`{count, plural, ${options.join(' ')}}`, tag, { count: Number(count) });
      assert.equal(text, form, `${tag} ${count}`);
    }
  }
});

test('a choice takes the branch of its value, and the last for any other', () => {
  const text = '{who, select, me {I} other {They}} left';
  assert.equal(written(text, 'en', { who: 'me' }), 'I left');
  assert.equal(written(text, 'en', { who: 'constructor' }), 'They left');
});

test('parts hold the given things in the order of the sentence', () => {
  const link = { href: '/about' };
  const simple = compile('{name} reads {link}', 'en') as Filled;
  assert.deepEqual(simple.parts({ name: 'Ann', link }), ['Ann', ' reads ', link]);
  const tagged = compile('Read <rules>our rules</rules>, {name}', 'en') as Filled;
  const rules = (inside: unknown) => ({ inside });
  assert.deepEqual(tagged.parts({ name: 'Ann', rules }), ['Read ', { inside: ['our rules'] }, ', Ann']);
});

test('what a language lacks is said in English, with the English forms', () => {
  const key = 'styleguide.not-translated-anywhere' as MessageKey;
  assert.equal(messageOf('ar', key).tag, 'en');
  assert.equal(translator('fr')('errors.blank') === translator('en')('errors.blank'), false);
});

test('the limits of every language are filled in', () => {
  for (const { tag } of LOCALES) {
    assert.equal(translator(tag).locale.tag, tag);
    const values = { limit: 3, size: '1 MB', name: 'Ann', minutes: 5 };
    assert.doesNotMatch(translator(tag)('errors.limited', values), /[{}]|NaN/);
    assert.doesNotMatch(translator(tag)('errors.too-many', values), /[{}]|NaN/);
  }
});

test('the page script gets one text for each plural form', () => {
  const text = '{count, plural, one {# new post} other {# new posts}} by {name}';
  assert.deepEqual(clientMessage(text, 'en'), {
    one: '{n} new post by {name}',
    other: '{n} new posts by {name}',
  });
  assert.equal(Object.keys(clientMessage(text, 'ar') as object).length, 6);
  assert.equal(clientMessage("It's {name}", 'en'), "It's {name}");
  assert.deepEqual(clientMessages('en', ['common.cancel']), { 'common.cancel': 'Cancel' });
  assert.throws(() => clientMessage('{count, plural, =0 {none} one {#} other {#}}', 'en'), SyntaxError);
  assert.throws(() => clientMessage('{a, select, b {c} other {d}}', 'en'), SyntaxError);
});

test('the language is the chosen one, else the best the browser asks for, else English', () => {
  const tagOf = (header?: string, preferred?: string | null) => localeOf(header, preferred).tag;
  assert.equal(tagOf('fr', 'ar'), 'ar');
  assert.equal(tagOf('fr', 'fr-CA'), 'fr');
  assert.equal(tagOf('fr', 'pt-BR'), 'fr');
  assert.equal(tagOf('de, es;q=0.5, AM-et;q=0.9'), 'am');
  assert.equal(tagOf('fr;q=0, es;q=0.1'), 'es');
  assert.equal(tagOf('fr;q=high, de'), 'en');
  assert.equal(tagOf(), 'en');
  assert.equal(tagOf(`${'x,'.repeat(100_000)}fr`, null), 'en');
});

test('moments are told by distance, then by date in the time zone', () => {
  const now = new Date('2026-03-10T12:00:00Z');
  const { relative, dateTime } = formats('en');
  assert.equal(relative('2026-03-10T11:59:30Z', now), 'now');
  assert.equal(relative('2026-03-10T12:00:30Z', now), 'now');
  assert.equal(relative('2026-03-10T11:55:00Z', now), '5m');
  assert.equal(relative('2026-03-10T09:00:00Z', now), '3h');
  assert.equal(relative('2026-03-08T11:00:00Z', now), '2d');
  assert.equal(relative('2026-02-01T22:00:00Z', now), 'Feb 1');
  assert.equal(relative('2026-02-01T22:00:00Z', now, 'Africa/Addis_Ababa'), 'Feb 2');
  assert.equal(relative('2025-02-01T12:00:00Z', now), 'Feb 1, 2025');
  assert.match(dateTime(now, 'Africa/Addis_Ababa'), /3:00\sPM/);
  assert.equal(dateTime(now, 'Nowhere/Land'), dateTime(now));
});

test('numbers, sizes, lists and names are those of the language', () => {
  assert.equal(formats('en').compact(1234), '1.2K');
  assert.equal(formats('en').bytes(16 * 1024 * 1024), '16 MB');
  assert.equal(formats('fr').bytes(1536), '1,5\u202fko');
  assert.equal(formats('es').list(['a', 'b', 'c']), 'a, b y c');
  assert.equal(formats('fr').language('am'), 'amharique');
  assert.equal(formats('en').language('not a code'), 'not a code');
  assert.equal(formats('ar').region('ET'), 'إثيوبيا');
});
