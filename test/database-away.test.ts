// What each face says while the database is away: 503, and when to come again.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InjectOptions } from 'fastify';
import { openSession } from '../src/auth/session.ts';
import { atEnd } from './support/at-end.ts';
import { makeCommunity } from './support/community.ts';
import { startTestDatabase } from './support/database.ts';
import { proxied } from './support/tcp-proxy.ts';

const database = await startTestDatabase();
atEnd(() => database.stop());
process.env.NEXUS_TEST_DATABASE ??= database.url;
const { proxy, url } = await proxied(database.url);
const community = await makeCommunity({}, { shards: new Map([['main', url]]) });
const ada = await community.person('ada');
const token = await ada.token();
const { token: session } = await openSession(community.ctx(), { userId: ada.id, scopes: ['read', 'write'] });

const query = (text: string) =>
  ({ method: 'POST', url: '/graphql', token, payload: { query: text } }) as const;

const REQUESTS: Readonly<Record<string, InjectOptions & { token?: string }>> = {
  'a REST read': { url: '/api/v1/timelines/home', token },
  'a REST write': { method: 'POST', url: '/api/v1/statuses', token, payload: { status: 'Hello' } },
  'a visitor by REST': { url: '/api/v1/timelines/public' },
  'a GraphQL query': query('{ homeFeed(first: 3) { edges { node { id } } } }'),
  'a GraphQL mutation': query(
    'mutation { createPost(input: { text: "Hello" }) { post { id } errors { code } } }',
  ),
  "a visitor's GraphQL": { ...query('{ community { stats { users } } }'), token: '' },
  "a member's page": { url: '/home', headers: { cookie: `session=${session}`, accept: 'text/html' } },
};

for (const [who, request] of Object.entries(REQUESTS)) {
  test(`${who} is told that the database is away, and served when it is back`, async () => {
    proxy.refuse();
    const refused = await community.request(request);
    assert.equal(refused.statusCode, 503, refused.body);
    assert.equal(refused.headers['retry-after'], '5');
    proxy.restore();
    const served = await community.request(request);
    assert.equal(served.statusCode, 200, served.body);
  });
}
