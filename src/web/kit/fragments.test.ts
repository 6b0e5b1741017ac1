import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fragmentCache } from './fragments.ts';
import { template } from './template.ts';

test('a piece is made once per thing and variant', () => {
  const pieces = fragmentCache<{ name: string }>('test');
  let made = 0;
  const make = (thing: { name: string }) => `${thing.name} ${++made}`;
  const [ann, other] = [{ name: 'ann' }, { name: 'ann' }];
  assert.equal(pieces(ann, 'en', make), 'ann 1');
  assert.equal(pieces(ann, 'en', make), 'ann 1');
  assert.equal(pieces(ann, 'fr', make), 'ann 2');
  assert.equal(pieces(other, 'en', make), 'ann 3', 'an equal thing is another thing');
});

test('no thing keeps pieces without bound', () => {
  const pieces = fragmentCache<object>('test');
  const thing = {};
  let made = 0;
  for (let turn = 0; turn < 3; turn++)
    for (let i = 0; i < 10; i++) pieces(thing, `v${i}`, () => String(++made));
  assert.equal(made, 30);
});

test('a template is filled in with escaped values', () => {
  const filled = template<'id' | 'name'>('<a href="/{{id}}">{{name}} {{id}}</a>');
  assert.equal(filled({ id: '7', name: '<b>"&' }), '<a href="/7">&lt;b&gt;&quot;&amp; 7</a>');
  assert.equal(template('plain')({}), 'plain');
});
