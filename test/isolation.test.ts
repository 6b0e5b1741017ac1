// Two communities on one server share nothing. Every route and every GraphQL root field is tried on the host
// name of the one with the ids, names, tokens and secrets of the other.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { schema } from '../src/graphql/schema.ts';
import { makeCommunity } from './support/community.ts';
import { makeEverything } from './support/everything.ts';
import { fingerprint } from './support/fingerprint.ts';
import { rootRequests } from './support/graphql-documents.ts';
import { requestsFor } from './support/route-requests.ts';
import { type Asked, serve } from './support/served.ts';

const [first, second] = [await makeCommunity(), await makeCommunity()];
const [ours, theirs] = [await makeEverything(first), await makeEverything(second)];
const served = await serve(first.deployment);
const ask = (request: Omit<Asked, 'host'>) => served.ask({ ...request, host: first.host });
const graphql = (query: string, token?: string) =>
  ask({ method: 'POST', url: '/graphql', payload: { query }, ...(token && { token }) });

const before = await fingerprint(second);

/** Every answer names the other community's things by nothing but what the request itself said. */
function assertNothingOfTheirs(body: string, filled: readonly string[], what: string): void {
  const left = filled.reduce((text, value) => text.replaceAll(value, ''), body);
  assert.ok(
    !left.includes(theirs.mark),
    `${what} shows something of the other community: ${body.slice(0, 300)}`,
  );
}

/** What lists and marks take without looking it up: answered with 200 and no effect. */
const TAKES_ANY_ID = new Set([
  'POST /api/v1/markers',
  'DELETE /api/v1/notifications/destroy_multiple',
  'POST /api/v1/notifications/requests/accept',
  'POST /api/v1/notifications/requests/dismiss',
]);

/** Hashtags are words: each community has all of them, its own. Files of the same name are not the same. */
const NAMED_BY_WORD = /\/(tags|tag)\/:/;

/** Pages are walked by test/isolation-pages.test.ts. */
const isPage = (path: string): boolean =>
  !/^\/(api|oauth|graphql|media|assets|docs|nodeinfo|\.well-known|livez|readyz|metrics)(\/|$)|\.(json|graphql)$/.test(
    path,
  );

describe('REST', () => {
  const routes = served.routes.filter(({ path }) => !isPage(path));
  const walk = routes.flatMap((route) => requestsFor(route, theirs.ids));

  test('the walk covers the API', () => {
    const paths = new Set(routes.map((route) => route.path));
    for (const path of ['/api/v1/statuses/:id', '/api/v1/accounts/:id/follow', '/media/*', '/graphql']) {
      assert.ok(paths.has(path), path);
    }
    assert.ok(walk.length > 150, `only ${walk.length} requests`);
  });

  for (const { route, options, filled, inPath } of walk) {
    const name = `${route.method} ${route.path}${filled.length > 0 && !inPath ? ' with their id' : ''}`;
    test(`${name} gives nothing of the other community`, async () => {
      for (const token of [await ours.owner.token(), undefined]) {
        const answer = await ask({ ...options, token });
        assertNothingOfTheirs(answer.body, filled, name);
        assert.ok(answer.statusCode < 500, `${answer.statusCode} ${answer.body}`);
        if (token === undefined || filled.length === 0 || NAMED_BY_WORD.test(route.path)) continue;
        if (inPath && answer.body !== '[]') assert.equal(answer.statusCode, 404, answer.body);
        const writes = route.method !== 'GET' && !TAKES_ANY_ID.has(`${route.method} ${route.path}`);
        if (writes) assert.ok([404, 422].includes(answer.statusCode), `${answer.statusCode} ${answer.body}`);
      }
    });
  }

  test('a token of the other community is worth nothing on any route', async () => {
    for (const route of routes) {
      for (const { options, filled } of requestsFor(route, theirs.ids)) {
        const answer = await ask({ ...options, token: theirs.token });
        const what = `${route.method} ${route.path}`;
        assertNothingOfTheirs(answer.body, filled, what);
        if (isApi(route.path)) assert.equal(answer.statusCode, 401, `${what}: ${answer.body}`);
      }
    }
  });

  test('a session cookie of the other community is worth nothing on any page', async () => {
    for (const route of routes.filter(({ path }) => !isApi(path))) {
      for (const { options, filled } of requestsFor(route, theirs.ids)) {
        const answer = await ask({ ...options, headers: { cookie: `session=${theirs.token}` } });
        assertNothingOfTheirs(answer.body, filled, `${route.method} ${route.path}`);
      }
    }
    const page = await ask({ url: '/settings/security', headers: { cookie: `session=${theirs.token}` } });
    assert.equal(page.statusCode, 303);
    const own = await ask({ url: '/settings/security', headers: { cookie: `session=${ours.token}` } });
    assert.equal(own.statusCode, 200);
  });
});

/** Where a bearer token is read. Apps prove who they are to /oauth/token and /oauth/revoke in the body. */
const isApi = (path: string): boolean => /^\/(api\/|oauth\/userinfo$)/.test(path);

describe('GraphQL', () => {
  for (const { name, query, filled, names } of rootRequests(schema, theirs.ids)) {
    test(`${name}${names ? ' with their id' : ''} gives nothing of the other community`, async () => {
      const answer = await graphql(query, await ours.owner.token());
      assert.equal(answer.statusCode, 200, answer.body);
      assertNothingOfTheirs(answer.body, filled, name);
      if (names && !BY_WORD.has(name)) assert.ok(isNothing(answer.json(), name), answer.body);
      const refused = await graphql(query, theirs.token);
      assert.equal(refused.statusCode, 401);
      assertNothingOfTheirs(refused.body, filled, name);
    });
  }
});

/** Hashtags again, and marks and views that look nothing up. */
const BY_WORD = new Set([
  'Query.tag',
  'Query.node Tag',
  'Mutation.followTag',
  'Mutation.unfollowTag',
  'Mutation.featureTag',
  'Mutation.unfeatureTag',
  'Mutation.markRead',
  'Mutation.countViews',
  'Mutation.register',
]);

interface Answer {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly { extensions: { code: string } }[];
}

/** Null, an empty list, or errors that say not-found. */
function isNothing({ data, errors = [] }: Answer, name: string): boolean {
  if (errors.length > 0) return errors.every(({ extensions }) => extensions.code === 'not-found');
  const [root] = Object.values(data ?? {});
  if (name.startsWith('Query.')) return isEmpty(root);
  const { errors: refusals, __typename: _, ...result } = root as Payload;
  // Taking back what never was is no error.
  if (refusals.length === 0) return Object.values(result).every(isEmpty);
  return refusals.every(({ code }) => /NOT_FOUND|INVALID/.test(code));
}

type Payload = { readonly errors: readonly { code: string }[] } & Record<string, unknown>;

function isEmpty(value: unknown): boolean {
  if (value === null) return true;
  if (Array.isArray(value)) return value.every(isEmpty);
  const { nodes, users, posts, tags } = value as Record<string, unknown>;
  return [nodes, users, posts, tags].every((list) => list === undefined || isEmpty(list));
}

describe('the other community', () => {
  test('has not changed in a single row', async () => {
    assert.deepEqual(await fingerprint(second), before);
  });

  test('shows by the same requests to its own people what the walk looked for', async () => {
    let shown = 0;
    for (const route of served.routes.filter(({ method, path }) => method === 'GET' && isApi(path))) {
      for (const { options } of requestsFor(route, theirs.ids)) {
        const answer = await served.ask({ ...options, host: second.host, token: theirs.token });
        assert.notEqual(answer.statusCode, 401, `${route.path}: ${answer.body}`);
        if (answer.body.includes(theirs.mark)) shown++;
      }
    }
    assert.ok(shown > 35, `only ${shown} answers`);
  });
});

describe('apps, codes, links and files', () => {
  const oauth = (url: string, payload: Record<string, string>) => ask({ method: 'POST', url, payload });
  const { clientId, clientSecret, redirectUri, code } = theirs.oauth;

  test("the other community's app is unknown", async () => {
    const payload = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    const answer = await oauth('/oauth/token', payload);
    assert.equal(answer.statusCode, 401);
    assert.equal(answer.json().error, 'invalid_client');
    const query = { response_type: 'code', client_id: clientId, redirect_uri: redirectUri, scope: 'read' };
    const page = await ask({ url: '/oauth/authorize', query, headers: { cookie: `session=${ours.token}` } });
    assert.ok(page.statusCode >= 400 && page.headers.location === undefined, page.body);
    // The form that brings one back repeats what the request said, written for an address.
    const echoed = [clientId, redirectUri, encodeURIComponent(redirectUri)];
    assertNothingOfTheirs(page.body, echoed, 'authorize');
  });

  test("the other community's code is no grant, even to an app that is known", async () => {
    const answer = await oauth('/oauth/token', {
      grant_type: 'authorization_code',
      client_id: ours.oauth.clientId,
      client_secret: ours.oauth.clientSecret,
      redirect_uri: redirectUri,
      code,
    });
    assert.equal(answer.statusCode, 400);
    assert.equal(answer.json().error, 'invalid_grant');
  });

  test("the other community's token cannot be given back here", async () => {
    const { clientId, clientSecret } = ours.oauth;
    await oauth('/oauth/revoke', { client_id: clientId, client_secret: clientSecret, token: theirs.token });
    const url = '/api/v1/accounts/verify_credentials';
    const there = await served.ask({ host: second.host, url, token: theirs.token });
    assert.equal(there.statusCode, 200);
  });

  test("the other community's link sets no password", async () => {
    const query = `mutation { resetPassword(input: { secret: "${theirs.resetSecret}", password: "quite another one" }) { errors { code field } } }`;
    const answer = await graphql(query);
    assert.deepEqual(answer.json().data.resetPassword.errors, [{ code: 'INVALID', field: 'secret' }]);
    const there = await served.ask({
      host: second.host,
      method: 'POST',
      url: '/graphql',
      payload: { query },
    });
    assert.deepEqual(there.json().data.resetPassword.errors, []);
  });

  test("the other community's files are not here, and are there", async () => {
    const url = `/media/${theirs.ids.mediaFile}`;
    for (const path of [
      url,
      url.replace('/media/', '/media//'),
      `/media/${first.tenant.slug}/../${theirs.ids.mediaFile}`,
    ]) {
      assert.equal((await ask({ url: path, token: ours.token })).statusCode, 404, path);
    }
    assert.equal((await served.ask({ host: second.host, url })).statusCode, 200);
  });

  test('a host name of nobody serves nothing', async () => {
    for (const url of ['/', '/api/v2/instance', '/graphql', `/media/${theirs.ids.mediaFile}`]) {
      const answer = await served.ask({ host: 'nobody.localhost', url, token: theirs.token });
      assert.equal(answer.statusCode, 404);
      assert.ok(!answer.body.includes('localhost'));
    }
  });

  test('X-Forwarded-Host chooses no community', async () => {
    const headers = { 'x-forwarded-host': second.host, forwarded: `host=${second.host}` };
    const answer = await ask({ url: `/api/v1/statuses/${theirs.ids.status}`, headers });
    assert.equal(answer.statusCode, 404);
  });
});
