import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPassword } from '../../auth/password.ts';
import { DomainError, forbidden, invalid, invalidAll, limited, notFound } from '../../utils/error.ts';
import { LOCALES } from '../../utils/messages/locale.ts';
import { translator } from '../../utils/messages/translator.ts';
import { errorText, fieldErrors } from './error-text.ts';

const english = translator('en');
const french = translator('fr');

test('a broken rule is told in the visitor’s language, with its limit and the field’s name', () => {
  const error = invalid('displayName', 'too-long', 'is longer than 1 characters', 30);
  assert.equal(errorText(english, error), 'Display name: Use at most 30 characters.');
  assert.equal(errorText(french, error), 'Nom affiché\u00a0: 30 caractères au plus.');
});

test('beside its field a sentence stands alone, the first broken rule of each', () => {
  const error = invalidAll([
    ...checkPassword('abc', []),
    { field: 'password', rule: 'common', message: 'x' },
    { field: 'username', rule: 'taken', message: 'x' },
  ]);
  assert.deepEqual(Object.fromEntries(fieldErrors(english, error)), {
    password: 'Use at least 8 characters.',
    username: 'This username is taken: choose another.',
  });
});

test('reasons tell apart what code and rule do not', () => {
  const unfit = (reason: 'mentions' | 'tags') =>
    errorText(english, invalidAll([{ field: 'text', rule: 'too-many', reason, message: 'x', limit: 10 }]));
  assert.equal(unfit('mentions'), 'A post can mention at most 10 people.');
  assert.equal(unfit('tags'), 'A post can have at most 10 hashtags.');
  assert.equal(errorText(english, forbidden('x', 'suspended')), 'This account is suspended.');
  assert.equal(errorText(english, forbidden('x')), 'You may not do this.');
});

test('sizes are written as sizes, waits in minutes', () => {
  const large = invalid('avatar', 'too-large', 'x', 16 * 1024 * 1024);
  assert.equal(errorText(english, large), 'The file is too large: at most 16 MB.');
  assert.match(errorText(english, limited(30)), /Wait a minute and/);
  assert.match(errorText(english, limited(301)), /Wait 6 minutes and/);
});

test('no sentence has a hole, in no language', () => {
  const errors = [
    notFound(),
    limited(60),
    new DomainError('unavailable', 'x'),
    invalid('newField', 'too-many', 'x'),
    invalid('newField', 'too-long', 'x'),
    invalid('newField', 'unknown', 'x'),
  ];
  for (const { tag } of LOCALES) {
    for (const error of errors) {
      assert.doesNotMatch(errorText(translator(tag), error), /[{}]|NaN|undefined|errors\./);
    }
  }
});
