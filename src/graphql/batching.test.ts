// Nothing costs a statement per item: a page of 40 asks the database as often as a page of 2.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type GraphQLField, type GraphQLObjectType, getNamedType, isLeafType, isNonNullType } from 'graphql';
import { makeCommunity, type Person } from '../../test/support/community.ts';
import { bookmarkPost } from '../post/bookmark.ts';
import { createPost } from '../post/create.ts';
import { featureTag } from '../post/featured-tag.ts';
import { likePost } from '../post/like.ts';
import { pinPost } from '../post/pin.ts';
import { repost } from '../post/repost.ts';
import { followTag } from '../post/tag-follow.ts';
import { endorse } from '../user/endorse.ts';
import { follow } from '../user/follow.ts';
import type { Id } from '../utils/id.ts';
import { preparer } from './engine/prepare.ts';
import { runner } from './engine/run.ts';
import { makeContext } from './kit/context.ts';
import { globalId } from './kit/node.ts';
import { schema } from './schema.ts';

const MANY = 40;
const FEW = 2;

const community = await makeCommunity({ maxPins: 50 });
const viewer = await community.person('viewer');
const people: Person[] = [];
const posts: Id[] = [];

before(async () => {
  for (let index = 0; index < MANY; index++) people.push(await community.person(`person${index}`));
  await befriend();
  await write();
});

async function befriend(): Promise<void> {
  for (const [index, person] of people.entries()) {
    await follow(viewer.ctx(), person.id);
    await follow(person.ctx(), viewer.id);
    const other = people[(index + 1) % MANY]!;
    await follow(person.ctx(), other.id);
    await endorse(person.ctx(), other.id);
    await featureTag(person.ctx(), `topic${index}`);
    await followTag(viewer.ctx(), `topic${index}`);
  }
}

async function write(): Promise<void> {
  for (const [index, person] of people.entries()) {
    const id = await createPost(person.ctx(), { text: `Hello @person${(index + 2) % MANY} #topic${index}` });
    posts.push(id);
    await pinPost(person.ctx(), id);
    const answer = await createPost(viewer.ctx(), { text: 'An answer', parentId: id });
    await createPost(person.ctx(), { text: 'An answer to it', parentId: answer });
    await likePost(people[(index + 1) % MANY]!.ctx(), id);
    await likePost(person.ctx(), answer);
    await repost(people[(index + 3) % MANY]!.ctx(), id);
    await bookmarkPost(viewer.ctx(), id);
    await likePost(viewer.ctx(), id);
  }
}

const prepare = preparer(schema);
const engines = [true, false].map((jit) =>
  runner(schema, { jit, compileAt: 1, log: { warn: () => undefined } as never }),
);

/** How many statements a query takes once the process has cached what it caches. */
async function statements(query: string, variables: Record<string, unknown> = {}): Promise<number[]> {
  const counts: number[] = [];
  for (const run of engines) {
    let count = 0;
    for (let pass = 0; pass < 2; pass++) {
      const ctx = viewer.ctx();
      const { errors } = await run(prepare(query), makeContext(ctx), variables);
      assert.deepEqual(errors ?? [], [], query);
      count = ctx.db.counter.statements;
    }
    counts.push(count);
  }
  return counts;
}

/** The smallest selection that makes the engine resolve all a field leads to. */
function selection(field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type) as GraphQLObjectType;
  const inner = type.name.endsWith('Connection')
    ? '{ nodes { __typename } edges { cursor } }'
    : '{ __typename }';
  return `${field.name} ${isLeafType(type) ? '' : inner}`;
}

const needsArguments = (field: GraphQLField<unknown, unknown>): boolean =>
  field.args.some((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined);

const fieldsOf = (type: string): GraphQLField<unknown, unknown>[] =>
  Object.values((schema.getType(type) as GraphQLObjectType).getFields());

type Page = (first: number, inner: string) => string;

const PAGES: readonly [name: string, type: string, page: Page][] = [
  ['posts', 'Post', (first, inner) => `{ communityFeed(first: ${first}) { nodes { ${inner} } } }`],
  [
    'comments',
    'Post',
    (first, inner) => `{ user(username: "viewer") { posts(first: ${first}) { nodes { ${inner} } } } }`,
  ],
  ['people', 'User', (first, inner) => `{ users(first: ${first}, orderBy: NEWEST) { nodes { ${inner} } } }`],
  ['tags', 'Tag', (first, inner) => `{ viewer { followedTags(first: ${first}) { nodes { ${inner} } } } }`],
];

for (const [name, type, page] of PAGES) {
  test(`every field of a page of ${name} takes as many statements for 40 as for 2`, async () => {
    for (const field of fieldsOf(type).filter((one) => !needsArguments(one))) {
      const many = await statements(page(MANY, selection(field)));
      assert.deepEqual(many, await statements(page(FEW, selection(field))), `${type}.${field.name}`);
    }
  });
}

test('every list of the viewer takes as many statements for 40 as for 2', async () => {
  const lists = fieldsOf('Viewer').filter((field) => field.args.some((arg) => arg.name === 'first'));
  assert.ok(lists.length >= 8);
  for (const field of lists) {
    const text = (first: number) =>
      `{ viewer { ${selection(field).replace(field.name, `${field.name}(first: ${first})`)} } }`;
    assert.deepEqual(await statements(text(MANY)), await statements(text(FEW)), field.name);
  }
});

test('notifications bring their people and posts in as many statements for 40 as for 2', async () => {
  const text = (first: number) => `{ viewer { notifications(first: ${first}) { nodes {
    __typename id actor { username relationship { following } }
    ... on LikeNotification { post { text author { username } } }
    ... on CommentNotification { post { text author { username } parent { text } } } } } } }`;
  assert.deepEqual(await statements(text(MANY)), await statements(text(FEW)));
});

test('deep nesting takes no more statements for 40 than for 2', async () => {
  const text = (first: number) => `{ communityFeed(first: ${first}) { nodes {
    author { username followers(first: 2) { nodes { username } } }
    comments(first: 3) { nodes { author { username } liked comments(first: 2) { nodes { author { username } } } } }
    likers(first: 2) { nodes { username posts(first: 1) { nodes { text author { username } } } } } } } }`;
  // Fewer, where everybody who likes a post has written one of so many: posts tell of their authors.
  const [many, few] = [await statements(text(MANY)), await statements(text(FEW))];
  assert.ok(Math.max(...many) <= Math.min(...few), `${many} for 40, ${few} for 2`);
});

test('nodes finds 40 of every kind in as many statements as 2', async () => {
  const ids = (count: number) => [
    ...posts.slice(0, count / 2).map((id) => globalId('Post', id)),
    ...people.slice(0, count / 2).map((person) => globalId('User', person.id)),
  ];
  const text = 'query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';
  assert.deepEqual(await statements(text, { ids: ids(MANY) }), await statements(text, { ids: ids(FEW) }));
});

test('a feed with authors and comments is two statements', async () => {
  const text = `{ communityFeed(first: 20) { nodes { text likeCount liked author { username }
    comments(first: 3) { nodes { text author { username } } } } } }`;
  assert.deepEqual(await statements(text), [2, 2]);
});
