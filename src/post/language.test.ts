import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkLanguage } from './language.ts';

test('language codes are brought to their canonical form', () => {
  assert.equal(checkLanguage('en'), 'en');
  assert.equal(checkLanguage('PT-br'), 'pt-BR');
  assert.equal(checkLanguage('zh-hant-tw'), 'zh-Hant-TW');
  assert.equal(checkLanguage('und'), null);
  assert.equal(checkLanguage(''), null);
});

test('what is no language code is invalid', () => {
  for (const given of ['e', 'english', 'en_US', 'en-', '<b>', 'en-a', `en${'-abcdefgh'.repeat(9)}`]) {
    assert.throws(() => checkLanguage(given), { code: 'invalid' }, given);
  }
});
