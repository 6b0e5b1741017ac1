import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildSchema, type GraphQLObjectType, Kind, parse } from 'graphql';
import { costOf } from './cost.ts';

const schema = buildSchema(`
  type Query { feed(first: Int, last: Int): Posts! things(ids: [ID!]!): [Post]! one: Post }
  type Mutation { act: Post }
  type Posts { edges: [Edge!]! nodes: [Post!]! pageInfo: Info! }
  type Edge { node: Post! }
  type Info { more: Boolean! }
  type Post { text: String author: Post comments(first: Int): Posts! media: [Info!]! }
`);

function extend(type: string, field: string, extensions: object): void {
  Object.assign((schema.getType(type) as GraphQLObjectType).getFields()[field]!, { extensions });
}
extend('Query', 'feed', { page: 20 });
extend('Query', 'things', { sizeOf: 'ids' });
extend('Post', 'comments', { page: 10 });
extend('Post', 'media', { size: 4 });

function cost(source: string, variables: Record<string, unknown> = {}): number {
  const document = parse(source);
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)!;
  return costOf(schema, document, operation)(variables);
}

test('leaves are free, objects cost one', () => {
  assert.equal(cost('{ one { text author { text } } }'), 2);
});

test('a connection costs its page, whichever way its nodes are asked for', () => {
  assert.equal(cost('{ feed(first: 5) { nodes { text } } }'), 6);
  assert.equal(cost('{ feed(first: 5) { edges { node { text } } } }'), 11);
  assert.equal(cost('{ feed(last: 3) { nodes { text } pageInfo { more } } }'), 5);
  assert.equal(cost('{ feed { nodes { text } } }'), 21);
});

test('pages inside pages multiply, also inside fragments', () => {
  const flat = '{ feed(first: 10) { nodes { comments(first: 3) { nodes { author { text } } } } } }';
  assert.equal(cost(flat), 1 + 10 * (1 + 1 + 3 * 2));
  const spread = `{ feed(first: 10) { ...page } } fragment page on Posts { nodes { ...post } }
    fragment post on Post { comments(first: 3) { ... on Posts { nodes { author { text } } } } }`;
  assert.equal(cost(spread), cost(flat));
});

test('sizes come from variables and from their defaults', () => {
  const text = 'query($n: Int = 30) { feed(first: $n) { nodes { text } } }';
  assert.equal(cost(text, { n: 2 }), 3);
  assert.equal(cost(text), 31);
  assert.equal(cost('query($ids: [ID!]!) { things(ids: $ids) { text } }', { ids: ['a', 'b', 'c'] }), 3);
  assert.equal(cost('{ things(ids: ["a", "b"]) { text } }'), 2);
});

test('a size nobody may ask for counts as the largest page, nonsense as the usual one', () => {
  assert.equal(cost('{ feed(first: 1000000) { nodes { text } } }'), 51);
  assert.equal(cost('query($n: Int) { feed(first: $n) { nodes { text } } }', { n: 'many' }), 21);
  assert.equal(cost('{ feed(first: -5) { nodes { text } } }'), 2);
});

test('plain lists count their usual length, mutations something for the write', () => {
  assert.equal(cost('{ one { media { more } } }'), 5);
  assert.equal(cost('mutation { act { text } }'), 11);
});

test('nested fragments are counted in time that does not double with each', () => {
  const levels = Array.from(
    { length: 12 },
    (_, i) =>
      `fragment f${i} on Post { author { ...f${i + 1} } one: author { ...f${i + 1} } two: author { ...f${i + 1} } }`,
  );
  const counted = cost(`{ one { ...f0 } } ${levels.join(' ')} fragment f12 on Post { text }`);
  assert.ok(counted > 500_000);
});
