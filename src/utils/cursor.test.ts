import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds, readPage, slice } from './cursor.ts';

const rows = (ids: string[]) => ids.map((id) => ({ id }));

test('a page asks for rows between its bounds', () => {
  assert.deepEqual(bounds({ limit: 5, maxId: '9', sinceId: '3' }), { low: '3', high: '9', ascending: false });
  assert.deepEqual(bounds({ limit: 5, minId: '3' }).ascending, true);
});

test('limits are cut to what is allowed', () => {
  assert.equal(readPage({ limit: 1000 }).limit, 40);
  assert.equal(readPage({ limit: 0 }).limit, 1);
  assert.equal(readPage({}).limit, 20);
});

test('a cursor that is no id is refused by name', () => {
  assert.throws(() => readPage({ max_id: 'x' }), { code: 'invalid', message: /max_id/ });
  assert.equal(readPage({ max_id: '' }).maxId, undefined);
});

test('a slice is newest first, also when read upwards', () => {
  const up = slice(
    { limit: 2, minId: '1' },
    rows(['2', '3']),
    (row) => row.id,
    (found) => found,
  );
  assert.deepEqual(up, { items: rows(['3', '2']), first: '3', last: '2', cursors: ['3', '2'], more: true });
  const down = slice(
    { limit: 3 },
    rows(['3', '2']),
    (row) => row.id,
    (found) => found,
  );
  assert.deepEqual(down, {
    items: rows(['3', '2']),
    first: '3',
    last: '2',
    cursors: ['3', '2'],
    more: false,
  });
});
