// A document for every root field of the GraphQL schema: its arguments filled with what they stand for, and
// everything selected that can be reached without asking twice. An id argument that is not in the table
// stops the walk.

import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { LIMITS } from '../../src/graphql/engine/limits.ts';
import { globalId, NODE_TYPES, type NodeType } from '../../src/graphql/kit/node.ts';
import type { Ids } from './everything.ts';

/** By its name: of which type an id argument is, and whose id it stands for. */
const IDS: Readonly<Record<string, readonly [NodeType, keyof Ids]>> = {
  userId: ['User', 'account'],
  authorId: ['User', 'account'],
  postId: ['Post', 'status'],
  postIds: ['Post', 'status'],
  parentId: ['Post', 'status'],
  mediaId: ['Media', 'media'],
  mediaIds: ['Media', 'media'],
  notificationId: ['Notification', 'notification'],
  sessionId: ['Session', 'session'],
  lastReadId: ['Notification', 'notification'],
  'user.id': ['User', 'account'],
  'post.id': ['Post', 'status'],
  'editPost.id': ['Media', 'media'],
  'approveFollow.userId': ['User', 'asker'],
  'rejectFollow.userId': ['User', 'asker'],
  'acceptNotificationRequest.userId': ['User', 'request'],
  'dismissNotificationRequest.userId': ['User', 'request'],
};

/** What `node(id)` and `nodes(ids)` are asked for: one of every type. */
const NODES: Readonly<Record<NodeType, keyof Ids>> = {
  User: 'account',
  Post: 'status',
  Tag: 'tag',
  Media: 'media',
  Notification: 'notification',
  Session: 'session',
};

/** Texts that name somebody or something. */
const NAMES: Readonly<Record<string, keyof Ids>> = {
  username: 'username',
  tag: 'tag',
  name: 'tag',
  search: 'tag',
};

export interface RootRequest {
  /** `Query.post`. */
  readonly name: string;
  readonly query: string;
  /** The values that were filled in, which an answer may repeat. */
  readonly filled: readonly string[];
  /** Whether it names something by id or by name, so that it can be not found. */
  readonly names: boolean;
}

interface Filling {
  readonly schema: GraphQLSchema;
  readonly ids: Ids;
  readonly root: string;
  readonly filled: string[];
  /** Which node type `id` stands for, in `node` and `nodes`. */
  readonly node?: NodeType;
}

/** One document for each root field, and one for each way to fill its optional arguments. */
export function rootRequests(schema: GraphQLSchema, ids: Ids): RootRequest[] {
  refuseDeepIds(schema);
  const roots = [schema.getQueryType()!, schema.getMutationType()!];
  return roots.flatMap((root) =>
    Object.values(root.getFields()).flatMap((field) => {
      const kinds: (NodeType | undefined)[] = /^nodes?$/.test(field.name) ? [...NODE_TYPES] : [undefined];
      return kinds.flatMap((node) =>
        variants(root.name, field, { schema, ids, root: field.name, ...(node && { node }) }),
      );
    }),
  );
}

/** All arguments that name something are tried one by one; the others stay away unless they are required. */
function variants(
  root: string,
  field: GraphQLField<unknown, unknown>,
  base: Omit<Filling, 'filled'>,
): RootRequest[] {
  const naming = field.args.filter((arg) => !isNonNullType(arg.type) && isNaming(arg));
  return [undefined, ...naming].map((chosen) => {
    const filling: Filling = { ...base, filled: [] };
    const given = field.args.filter(
      (arg) => isNonNullType(arg.type) || arg === chosen || arg.name === 'first',
    );
    const args = given.map((arg) => `${arg.name}: ${argument(arg, filling)}`);
    const selected = selectionOf(base.schema, field, base.node);
    return {
      name: `${root}.${field.name}`,
      query: `${root.toLowerCase()} { ${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''} ${selected} }`,
      filled: filling.filled,
      names: filling.filled.length > 0,
    };
  });
}

/** As deep as the server takes it. */
function selectionOf(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>, node?: NodeType): string {
  const type = node === undefined ? getNamedType(field.type) : schema.getType(node)!;
  const text = [2, 1]
    .map((depth) => selection(schema, type, depth))
    .find((one) => tokensOf(one) < LIMITS.tokens - 50)!;
  return node === undefined ? text : `{ __typename ... on ${node} ${text} }`;
}

const tokensOf = (text: string): number => text.match(/\w+|[^\s\w]/g)?.length ?? 0;

const isNaming = (arg: GraphQLArgument): boolean => getNamedType(arg.type).name === 'ID' || arg.name in NAMES;

function argument(arg: GraphQLArgument | GraphQLInputField, filling: Filling): string {
  const type = getNullableType(arg.type);
  const one = value(arg.name, getNamedType(type) as GraphQLInputType, filling);
  return isListType(type) ? `[${one}]` : one;
}

function value(name: string, type: GraphQLInputType, filling: Filling): string {
  if (isInputObjectType(type)) {
    const inner = Object.values(type.getFields()).filter(
      (field) => isNonNullType(field.type) || holdsIds(field.type),
    );
    return `{ ${inner.map((field) => `${field.name}: ${argument(field, filling)}`).join(', ')} }`;
  }
  if (isEnumType(type)) return type.getValues()[0]!.name;
  const scalar = getNamedType(type).name;
  if (scalar === 'ID') return JSON.stringify(idFor(name, filling));
  if (scalar === 'Int') return '2';
  if (scalar === 'Float') return '0.5';
  if (scalar === 'Boolean') return 'true';
  const named = NAMES[name];
  if (named === undefined) return '"Something 12"';
  filling.filled.push(filling.ids[named]);
  return JSON.stringify(filling.ids[named]);
}

const holdsIds = (type: GraphQLInputType): boolean => {
  const named = getNamedType(type);
  if (named.name === 'ID') return true;
  return isInputObjectType(named) && Object.values(named.getFields()).some((field) => holdsIds(field.type));
};

function idFor(name: string, { ids, root, node, filled }: Filling): string {
  const [type, meaning] =
    node === undefined
      ? (IDS[`${root}.${name}`] ?? IDS[name] ?? unknown(root, name))
      : ([node, NODES[node]] as const);
  const id = globalId(type, ids[meaning]);
  filled.push(id, ids[meaning]);
  return id;
}

function unknown(root: string, name: string): never {
  throw new Error(`Say in ${import.meta.filename} what ${name} of ${root} means`);
}

/** An id argument below the root fields would be walked by nobody. */
function refuseDeepIds(schema: GraphQLSchema): void {
  const roots = [schema.getQueryType(), schema.getMutationType()];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || roots.includes(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.args.some((arg) => holdsIds(arg.type))) unknown(type.name, field.name);
    }
  }
}

/** Everything of a type: its leaves, and objects `depth` levels down. Connections do not count as a level. */
export function selection(schema: GraphQLSchema, type: GraphQLNamedType, depth: number): string {
  if (isLeafType(type)) return '';
  if (!isObjectType(type) && !isInterfaceType(type)) return '{ __typename }';
  const own = Object.values(type.getFields());
  const known = new Set(own.map((field) => field.name));
  const below = isInterfaceType(type) ? schema.getPossibleTypes(type) : [];
  const more = below.map((one) => {
    const fields = Object.values(one.getFields()).filter((field) => !known.has(field.name));
    return fields.length === 0 ? '' : `... on ${one.name} { ${selected(schema, one, fields, depth)} }`;
  });
  return `{ __typename ${selected(schema, type, own, depth)} ${more.join(' ')} }`;
}

function selected(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  fields: readonly GraphQLField<unknown, unknown>[],
  depth: number,
): string {
  const through = /Connection$|Payload$/.test(type.name);
  const parts = fields.flatMap((field) => {
    if (field.args.some((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined)) return [];
    const inner = getNamedType(field.type);
    if (isLeafType(inner)) return [field.name];
    if (field.name === 'edges' || (depth === 0 && !through)) return [];
    const first = field.args.some((arg) => arg.name === 'first') ? '(first: 2)' : '';
    return [`${field.name}${first} ${selection(schema, inner, through ? depth : depth - 1)}`];
  });
  return parts.join(' ');
}
