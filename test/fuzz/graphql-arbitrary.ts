// Random GraphQL documents: grown along the schema, so that they are valid more often than not, with values
// inline or as variables; and the same cut, doubled and disturbed.

import fc from 'fast-check';
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
import { anyJson, deepJson, hostileNumber, hostileText, symbol } from './hostile.ts';
import type { FuzzRequest } from './rest-arbitrary.ts';

/** A fixed stream of choices that grows one document: cheaper than an arbitrary for each part. */
class Dice {
  readonly #values: readonly number[];
  #next = 0;

  constructor(values: readonly number[]) {
    this.#values = values;
  }

  /** From 0 to below `sides`. */
  roll(sides: number): number {
    const value = this.#values[this.#next++ % this.#values.length]! + this.#next * 7919;
    return Math.abs(value) % sides;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.roll(from.length)]!;
  }
}

/** Global ids, restored from symbols when a request is sent. */
const IDS = [
  'account',
  'asker',
  'request',
  'status',
  'comment',
  'privateStatus',
  'media',
  'notification',
  'session',
  'tag',
];
const TEXTS = [
  'Hello @zzusernamezz #zztagzz',
  'zzusernamezz',
  'zztagzz',
  'en',
  'a password of mine',
  'me@example.org',
];

interface Growing {
  readonly dice: Dice;
  readonly hostile: readonly string[];
  readonly variables: Map<string, { type: string; value: unknown }>;
}

function text({ dice, hostile }: Growing, name: string): string {
  if (dice.roll(3) === 0) return dice.pick(hostile);
  return /^(after|before)$/.test(name)
    ? dice.pick(['Y3Vyc29yOjE', 'Y3Vyc29yOjk5OTk5OTk5OTk5OTk5OTk5OTk'])
    : dice.pick(TEXTS);
}

/** A JSON value for an input type, wrong once in a while. */
function valueFor(growing: Growing, name: string, type: GraphQLInputType): unknown {
  const { dice } = growing;
  if (dice.roll(25) === 0) return dice.pick([null, 2 ** 40, [], {}, '', true, [[null]], -1.5]);
  const plain = getNullableType(type);
  if (isListType(plain))
    return Array.from({ length: dice.roll(3) }, () => valueFor(growing, name, plain.ofType));
  if (isInputObjectType(plain)) {
    const fields = Object.values(plain.getFields()).filter(
      (field) => isNonNullType(field.type) || dice.roll(2) === 0,
    );
    return Object.fromEntries(fields.map((field) => [field.name, valueFor(growing, field.name, field.type)]));
  }
  if (isEnumType(plain)) return dice.pick([...plain.getValues().map((one) => one.name), 'NO_SUCH']);
  const scalar = getNamedType(plain).name;
  if (scalar === 'Int') return dice.pick([1, 2, 10, 50, 0, -1, 51, 2 ** 31 - 1, dice.roll(60)]);
  if (scalar === 'Float') return dice.pick([0, 1, -1, 0.5, 1e308]);
  if (scalar === 'Boolean') return dice.roll(2) === 0;
  if (scalar === 'ID' && dice.roll(4) > 0) return symbol(`global_${dice.pick(IDS)}`);
  return text(growing, name);
}

/** As a literal of the document: enums bare, keys without quotes. */
function literal(value: unknown, type: GraphQLInputType): string {
  const plain = getNullableType(type);
  if (Array.isArray(value))
    return `[${value.map((one) => literal(one, isListType(plain) ? plain.ofType : type)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields: Readonly<Record<string, GraphQLInputField>> = isInputObjectType(plain)
      ? plain.getFields()
      : {};
    const parts = Object.entries(value).map(
      ([name, one]) => `${name}: ${literal(one, fields[name]?.type ?? type)}`,
    );
    return `{ ${parts.join(', ')} }`;
  }
  if (isEnumType(getNamedType(plain)) && typeof value === 'string') return value;
  return JSON.stringify(value);
}

function argumentsOf(growing: Growing, args: readonly GraphQLArgument[]): string {
  const { dice, variables } = growing;
  const chosen = args.filter((arg) => (isNonNullType(arg.type) ? dice.roll(40) > 0 : dice.roll(3) === 0));
  if (chosen.length === 0) return '';
  const parts = chosen.map((arg) => {
    const value = valueFor(growing, arg.name, arg.type);
    if (dice.roll(3) > 0) return `${arg.name}: ${literal(value, arg.type)}`;
    const name = `v${variables.size}`;
    variables.set(name, { type: String(arg.type), value });
    return `${arg.name}: $${name}`;
  });
  return `(${parts.join(', ')})`;
}

/** Some of a type's fields, down to `depth`. */
function grow(growing: Growing, type: GraphQLNamedType, schema: GraphQLSchema, depth: number): string {
  const { dice } = growing;
  if (isInterfaceType(type) && dice.roll(2) === 0) {
    const one = dice.pick(schema.getPossibleTypes(type));
    return `{ __typename ... on ${one.name} ${grow(growing, one, schema, depth)} }`;
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return '{ __typename }';
  const fields = Object.values(type.getFields());
  const count = 1 + dice.roll(5);
  const parts = Array.from({ length: count }, (_, index) =>
    fieldOf(growing, dice.pick(fields), schema, { depth, index }),
  );
  return `{ __typename ${parts.join(' ')} }`;
}

/** Under an alias of its own, so that one field may stand there twice with different arguments. */
function fieldOf(
  growing: Growing,
  field: GraphQLField<unknown, unknown>,
  schema: GraphQLSchema,
  { depth, index }: { depth: number; index: number },
): string {
  const type = getNamedType(field.type);
  if (!isLeafType(type) && depth === 0) return '';
  const inner = isLeafType(type) ? '' : grow(growing, type, schema, depth - 1);
  const alias = growing.dice.roll(3) === 0 ? `a${index}: ` : '';
  const directive = growing.dice.roll(30) === 0 ? ' @include(if: true)' : '';
  return `${alias}${field.name}${argumentsOf(growing, field.args)}${directive} ${inner}`;
}

type Operation = { readonly query: string; readonly variables: Record<string, unknown> };

function operation(schema: GraphQLSchema, values: readonly number[], hostile: readonly string[]): Operation {
  const dice = new Dice(values);
  const growing: Growing = { dice, hostile, variables: new Map() };
  const root = dice.roll(3) === 0 ? schema.getQueryType()! : schema.getMutationType()!;
  // What hashes a password is one in ten: it costs as much as a hundred others.
  const all = Object.values(root.getFields());
  const cheap = all.filter((field) => field.extensions.signIn !== true);
  const fields = dice.roll(10) === 0 ? all : cheap;
  const parts = Array.from({ length: 1 + dice.roll(2) }, (_, index) =>
    fieldOf(growing, dice.pick(fields), schema, { depth: 1 + dice.roll(4), index: index + 100 }),
  );
  const declared = [...growing.variables].map(([name, { type }]) => `$${name}: ${type}`);
  const head = declared.length === 0 ? '' : `X(${declared.join(', ')})`;
  const kind = root === schema.getQueryType() ? 'query' : 'mutation';
  return {
    query: `${kind} ${head} { ${parts.join(' ')} }`,
    variables: Object.fromEntries([...growing.variables].map(([name, { value }]) => [name, value])),
  };
}

/** Documents that are broken, or bombs. */
const BOMBS = [
  '',
  '{',
  'query { __typename }}',
  '{ viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }',
  `{ ${Array.from({ length: 500 }, (_, index) => `a${index}: viewer { email }`).join(' ')} }`,
  `{ ${'viewer { user '.repeat(3)} ${'{ posts { nodes { author '.repeat(40)}`,
  `query { ${'user(username: "a") { '.repeat(30)} id ${'}'.repeat(31)}`,
  'subscription { __typename }',
  'query A { __typename } query B { __typename }',
  '{ __schema { types { fields { type { fields { type { name } } } } } } }',
  'mutation { logIn(input: { login: "a", password: "b" }) { token } b: logIn(input: { login: "a", password: "b" }) { token } }',
  `{ tag(name: ${'['.repeat(1000)}${']'.repeat(1000)}) { name } }`,
  '{ post(id: """block\n""") { id } }',
  '# only a comment',
  `{ tag(name: "${'\\u0000'.repeat(10)}\\ud800") { name } }`,
];

/** Any request to `/graphql`. */
export function anyOperation(schema: GraphQLSchema): fc.Arbitrary<FuzzRequest> {
  const grown = fc
    .tuple(
      fc.array(fc.nat(), { minLength: 40, maxLength: 60 }),
      fc.array(hostileText, { minLength: 1, maxLength: 4 }),
    )
    .map(([values, hostile]) => operation(schema, values, hostile));
  const disturbed = fc.tuple(grown, fc.nat(), hostileText).map(([{ query, variables }, at, put]) => {
    const place = at % (query.length + 1);
    return { query: query.slice(0, place) + put + query.slice(place + (at % 5)), variables };
  });
  const body = fc.oneof(
    { weight: 12, arbitrary: grown.map((made) => JSON.stringify(made)) },
    { weight: 2, arbitrary: disturbed.map((made) => JSON.stringify(made)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(grown, anyJson)
        .map(([{ query }, variables]) => JSON.stringify({ query, variables })),
    },
    { weight: 1, arbitrary: fc.constantFrom(...BOMBS).map((query) => JSON.stringify({ query })) },
    {
      weight: 1,
      arbitrary: fc
        .record({ query: anyJson, variables: anyJson, operationName: anyJson })
        .map((made) => JSON.stringify(made)),
    },
    {
      weight: 1,
      arbitrary: fc.oneof(
        deepJson,
        anyJson.map((value) => JSON.stringify(value)),
        hostileText,
      ),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(grown, hostileNumber)
        .map(([made, first]) => JSON.stringify({ ...made, variables: { v0: first, v1: [first] } })),
    },
  );
  const who = fc.oneof(
    { weight: 6, arbitrary: fc.constant('owner' as const) },
    {
      weight: 3,
      arbitrary: fc.constantFrom('friend' as const, 'app' as const, 'nobody' as const, 'wrong' as const),
    },
  );
  const type = fc.oneof(
    { weight: 20, arbitrary: fc.constant('application/json') },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'text/plain',
        'application/graphql',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
      ),
    },
  );
  return fc.record({ body, who, type }).map(({ body, who, type }) => ({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': type },
    body,
    who,
  }));
}
