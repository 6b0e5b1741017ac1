// What holds for the schema as a whole.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { type GraphQLObjectType, getNullableType, isListType, isObjectType } from 'graphql';
import { KNOWN_SCOPES } from '../auth/scope.ts';
import { OWN_SESSION } from './kit/context.ts';
import { printedSchema, schema } from './schema.ts';

const objectTypes = Object.values(schema.getTypeMap()).filter(
  (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'),
);

const SCOPES = new Set<unknown>([...KNOWN_SCOPES, OWN_SESSION]);

/** What needs no token: they are how one gets one. */
const FREE = [
  'confirmEmail',
  'confirmEmailChange',
  'logIn',
  'register',
  'requestPasswordReset',
  'resendConfirmation',
  'resetPassword',
];

test('every mutation names the scope a token must cover, except those that need no token', () => {
  const free: string[] = [];
  for (const [name, field] of Object.entries(schema.getMutationType()!.getFields())) {
    if (field.extensions.scope === null) free.push(name);
    else assert.ok(SCOPES.has(field.extensions.scope), `${name}: ${field.extensions.scope}`);
  }
  assert.deepEqual(free.sort(), FREE);
});

test('every mutation that tries a secret counts as a step of signing in', () => {
  for (const [name, field] of Object.entries(schema.getMutationType()!.getFields())) {
    const secret = FREE.includes(name) || field.args[0]?.type.toString().match(/ChangePassword|ChangeEmail/);
    assert.equal(field.extensions.signIn, Boolean(secret), name);
  }
});

test('every list has a size or stands in a connection, so that the cost knows it', () => {
  for (const type of objectTypes) {
    for (const field of Object.values(type.getFields())) {
      if (!isListType(getNullableType(field.type)) || type.name.endsWith('Connection')) continue;
      if (!isObjectType(getNullableType(innermost(field.type)))) continue;
      const { size, sizeOf } = field.extensions;
      assert.ok(typeof size === 'number' || typeof sizeOf === 'string', `${type.name}.${field.name}`);
    }
  }
});

test('every connection field has a page, and says which scope a token must cover, or none', () => {
  for (const type of objectTypes) {
    for (const field of Object.values(type.getFields())) {
      if (!getNullableType(field.type).toString().endsWith('Connection')) continue;
      assert.equal(typeof field.extensions.page, 'number', `${type.name}.${field.name}`);
      const { scope } = field.extensions;
      assert.ok(scope === null || SCOPES.has(scope), `${type.name}.${field.name}`);
    }
  }
});

test('what is private to a person is on Viewer alone', () => {
  for (const type of objectTypes) {
    const names = Object.keys(type.getFields());
    if (type.name !== 'Viewer') assert.ok(!names.includes('email') && !names.includes('sessions'), type.name);
    assert.ok(
      !names.some((name) => /^hash|password|secret/i.test(name)) || type.name === 'Mutation',
      type.name,
    );
  }
});

test('schema.graphql is what the code says', async () => {
  const file = new URL('../../schema.graphql', import.meta.url);
  assert.equal(await readFile(file, 'utf8'), printedSchema(), 'run node scripts/print-schema.ts');
});

function innermost(type: Parameters<typeof getNullableType>[0]): Parameters<typeof getNullableType>[0] {
  const bare = getNullableType(type);
  return isListType(bare) ? innermost(bare.ofType) : bare;
}
