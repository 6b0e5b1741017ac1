// Clients send the same request as JSON, form or multipart, with booleans as "1" and arrays as indexed
// hashes. This brings an input to the shape its schema names, before validation.

import type { TSchema } from 'typebox';

interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
}

const YES = new Set<unknown>(['true', '1', 1, 'on', 't', 'yes', true]);
const NO = new Set<unknown>(['false', '0', 0, 'off', 'f', 'no', false]);

/** Gives a copy of `value` with booleans, arrays and text as `schema` expects; null means absent. */
export function normalise(schema: TSchema | undefined, value: unknown): unknown {
  return schema === undefined ? value : shape(schema as JsonSchema, value);
}

function shape(schema: JsonSchema, value: unknown): unknown {
  if (schema.type === 'boolean') return YES.has(value) ? true : NO.has(value) ? false : value;
  if (schema.type === 'array') return list(value).map((item) => shape(schema.items ?? {}, item));
  if (schema.type === 'object' && isRecord(value)) return record(schema, value);
  // The validator takes a list of one for the one.
  return Array.isArray(value) ? value.map(clean) : clean(value);
}

/** PostgreSQL refuses NUL in text, and a lone surrogate is no character. */
const clean = (value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value;

function record(schema: JsonSchema, value: Record<string, unknown>): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(schema.properties ?? {})) {
    const given = Object.hasOwn(value, key) ? value[key] : undefined;
    if (given === undefined || given === null) continue;
    if (given === '' && inner.type !== 'string' && inner.type !== undefined) continue;
    made[key] = shape(inner, given);
  }
  return made;
}

/** An array, or the hash of indexes a form makes of one, or one lone value. */
function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return isRecord(value) ? Object.values(value) : [value];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
