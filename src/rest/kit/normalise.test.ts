import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { parseNested } from '../../http/forms.ts';
import { normalise } from './normalise.ts';

const schema = Type.Object({
  flag: Type.Boolean(),
  ids: Type.Array(Type.String()),
  fields_attributes: Type.Array(Type.Object({ name: Type.String() })),
  subscription: Type.Object({ keys: Type.Object({ auth: Type.String() }) }),
  limit: Type.Integer(),
  text: Type.String(),
});

const read = (query: string) => normalise(schema, parseNested(query));

test('booleans come in every spelling clients use', () => {
  for (const yes of ['true', '1', 'on', 't']) assert.deepEqual(read(`flag=${yes}`), { flag: true });
  for (const no of ['false', '0', 'off', 'f']) assert.deepEqual(read(`flag=${no}`), { flag: false });
});

test('arrays come with brackets, with indexes, and alone', () => {
  for (const query of ['ids[]=1&ids[]=2', 'ids[0]=1&ids[1]=2'])
    assert.deepEqual(read(query), { ids: ['1', '2'] });
  assert.deepEqual(read('ids=1'), { ids: ['1'] });
  assert.deepEqual(normalise(schema, { fields_attributes: { 0: { name: 'a' }, 7: { name: 'b' } } }), {
    fields_attributes: [{ name: 'a' }, { name: 'b' }],
  });
});

test('hashes nest', () => {
  assert.deepEqual(read('subscription[keys][auth]=x'), { subscription: { keys: { auth: 'x' } } });
});

test('null and an empty number mean absent, unknown names are dropped', () => {
  assert.deepEqual(normalise(schema, { text: null, limit: '', other: 1 }), {});
});

test('text PostgreSQL cannot hold is cleaned', () => {
  assert.deepEqual(normalise(schema, { text: 'a\0b\ud800' }), { text: 'ab\ufffd' });
  assert.deepEqual(normalise(schema, { text: ['a\0b'] }), { text: ['ab'] });
});

test('names of the prototype are not read', () => {
  assert.deepEqual(normalise(schema, JSON.parse('{"__proto__": {"text": "x"}}')), {});
});
