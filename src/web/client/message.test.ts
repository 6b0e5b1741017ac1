import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clientMessage } from '../../utils/messages/client-messages.ts';
import { fillIn } from './message.ts';

describe('a text of the page script', () => {
  const posts = clientMessage('{count, plural, one {# new post} other {# new posts}}', 'en');

  test('takes the plural of its number', () => {
    assert.equal(fillIn('en', posts, { n: 1 }), '1 new post');
    assert.equal(fillIn('en', posts, { n: 12 }), '12 new posts');
  });

  test('follows the plurals of the language', () => {
    const books = { two: 'kitaban', few: '{n} kutub', other: '{n} kitab' };
    assert.equal(fillIn('ar', books, { n: 2 }), 'kitaban');
    assert.match(fillIn('ar', books, { n: 3 }), / kutub$/);
    assert.match(fillIn('ar', books, { n: 100 }), / kitab$/);
  });

  test('writes numbers as the language does, and words as they are', () => {
    assert.equal(fillIn('en', posts, { n: 1234 }), '1,234 new posts');
    assert.equal(fillIn('en', 'Hello {name}, {name}', { name: 'Ann {n}' }), 'Hello Ann {n}, Ann {n}');
  });

  test('keeps a hole for which there is no value', () => {
    assert.equal(fillIn('en', 'Hello {name}'), 'Hello {name}');
  });
});
