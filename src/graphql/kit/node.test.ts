import assert from 'node:assert/strict';
import { test } from 'node:test';
import { globalId, keyOf, parseGlobalId, readId } from './node.ts';

test('a global id leads back to its type and key', () => {
  assert.deepEqual(parseGlobalId(globalId('Post', '123')), { type: 'Post', key: '123' });
  assert.deepEqual(parseGlobalId(globalId('Tag', 'größe')), { type: 'Tag', key: 'größe' });
  assert.equal(readId('User', globalId('User', '7')), '7');
});

test('only what was written here is read', () => {
  const strange = [
    '',
    'x',
    '123',
    'Post:123',
    btoa('Post:123'),
    `${globalId('Post', '1')}=`,
    ` ${globalId('Post', '1')}`,
  ];
  strange.push(Buffer.from('Post:01').toString('base64url'), Buffer.from('Post:1:2').toString('base64url'));
  strange.push(
    Buffer.from('Secret:1').toString('base64url'),
    Buffer.from('Post:99999999999999999999').toString('base64url'),
  );
  for (const given of strange) assert.equal(parseGlobalId(given), undefined, given);
});

test('an id of another type is not found', () => {
  assert.equal(keyOf('Post', globalId('User', '1')), undefined);
  assert.throws(() => readId('Post', globalId('User', '1')), { code: 'not-found' });
});
