// The examples of docs/graphql/README.md do what they say.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { openEdge } from '../../test/support/graphql.ts';
import { personWithLogin } from '../../test/support/logins.ts';
import { sharp } from '../media/sharp.ts';
import { uploadMedia } from '../media/upload.ts';
import { createPost } from '../post/create.ts';
import { LIMITS } from './engine/limits.ts';
import { globalId } from './kit/node.ts';

const text = await readFile(new URL('../../docs/graphql/README.md', import.meta.url), 'utf8');
const community = await makeCommunity();
const alice = await personWithLogin(community, 'alice');
const edge = await openEdge(community);

const pixels = { width: 8, height: 8, channels: 3, background: '#888' } as const;
const picture = await sharp({ create: pixels }).png().toBuffer();
const names: Readonly<Record<string, string>> = {
  POST_ID: globalId('Post', await createPost(alice.ctx(), { text: 'An example' })),
  MEDIA_ID: (await uploadMedia(alice.ctx(), { bytes: picture })).id,
};

const EXAMPLE = /```graphql\n([\s\S]*?)```(?:\n\n```json\n([\s\S]*?)```)?/g;
const examples = [...text.matchAll(EXAMPLE)];

test('there are examples', () => assert.ok(examples.length >= 7));

for (const [, query = '', variables = '{}'] of examples) {
  test(`the example runs: ${query.split('\n')[0]} ${query.split('\n')[1]?.trim()}`, async () => {
    const filled = variables.replace(/[A-Z]+_ID/g, (name) => names[name]!);
    const { data, errors } = await edge.ask(alice, query, JSON.parse(filled));
    assert.deepEqual(errors, []);
    for (const [name, payload] of Object.entries(data)) {
      assert.notEqual(payload, null, name);
      if (query.startsWith('mutation')) assert.deepEqual((payload as { errors: unknown }).errors, [], name);
    }
  });
}

test('the limits are the ones told', () => {
  const number = (value: number) => value.toLocaleString('en-GB');
  const rows = [
    `| cost | ${number(LIMITS.cost)}:`,
    `| page | ${LIMITS.page} nodes |`,
    `| depth | ${LIMITS.depth} fields`,
    `| fields | ${number(LIMITS.fields)} after`,
    `| aliases, directives | ${LIMITS.aliases}, ${LIMITS.directives} |`,
    `| the same field in one selection | ${LIMITS.repeats} times |`,
    `| mutations per request | ${LIMITS.mutations}, of which one may`,
    `| tokens, characters of a document | ${number(LIMITS.tokens)}, ${number(LIMITS.characters)} |`,
  ];
  const told = text.replace(/ +/g, ' ');
  for (const row of rows) assert.ok(told.includes(row), row);
});
