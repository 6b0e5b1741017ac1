// Relay's global ids: opaque outside, `Type:key` in base64url inside. An id of another community is well
// formed and simply not found, since every lookup asks this community's tables.

import { notFound } from '../../utils/error.ts';
import { type Id, isId } from '../../utils/id.ts';
import { builder } from './builder.ts';

/** Every type that `node(id)` can give. The key is the row's id; of a tag its name. */
export const NODE_TYPES = ['User', 'Post', 'Tag', 'Media', 'Notification', 'Session'] as const;

export type NodeType = (typeof NODE_TYPES)[number];

const typeNames = new WeakMap<object, string>();

/** Remembers of which type an object is that `node(id)` gives. */
export function nodeOf<Value extends object>(typeName: string, value: Value): Value {
  typeNames.set(value, typeName);
  return value;
}

export const Node = builder.interfaceRef<object>('Node').implement({
  description: 'Anything with an id of its own, which `node(id)` finds again.',
  resolveType: (value) => typeNames.get(value),
  fields: (t) => ({ id: t.id({ description: 'Opaque; the same for ever.' }) }),
});

/** Writes a global id. */
export function globalId(type: NodeType, key: string): string {
  return Buffer.from(`${type}:${key}`).toString('base64url');
}

/** Reads a global id; undefined unless it is one, exactly as `globalId` writes it. */
export function parseGlobalId(given: string): { type: NodeType; key: string } | undefined {
  if (given.length > 400) return undefined;
  const [name, key = ''] = Buffer.from(given, 'base64url').toString().split(':');
  const type = NODE_TYPES.find((known) => known === name);
  if (type === undefined || globalId(type, key) !== given) return undefined;
  return type === 'Tag' || isId(key) ? { type, key } : undefined;
}

/** The key inside a global id of this type; undefined for anything else. */
export function keyOf(type: NodeType, given: string): Id | undefined {
  const parsed = parseGlobalId(given);
  return parsed?.type === type ? parsed.key : undefined;
}

/** The key inside a global id of this type; anything else is not found. */
export function readId(type: NodeType, given: string): Id {
  const key = keyOf(type, given);
  if (key === undefined) throw notFound(type);
  return key;
}
