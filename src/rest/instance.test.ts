import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';

const community = await makeCommunity({
  name: 'Pier',
  description: 'By the water',
  registration: 'approval',
  maxCharacters: 321,
  contactUsername: 'keeper',
  rules: [{ id: '1', text: 'Be kind', hint: '' }],
});
await community.person('keeper');
const get = async (url: string) => (await community.request({ url })).json();

test('the instance tells what clients decide by', async () => {
  const instance = await get('/api/v2/instance');
  assert.equal(instance.title, 'Pier');
  assert.equal(instance.domain, community.host);
  assert.match(instance.version, /^\d+\.\d+\.\d+ \(compatible; Nexus /);
  assert.equal(instance.configuration.statuses.max_characters, 321);
  assert.ok(instance.configuration.urls.streaming.startsWith('ws'));
  assert.deepEqual([instance.registrations.enabled, instance.registrations.approval_required], [true, true]);
  assert.equal(instance.contact.account.username, 'keeper');
});

test('the older form says the same, with or without a trailing slash', async () => {
  const instance = await get('/api/v1/instance/');
  assert.equal(instance.uri, community.host);
  assert.equal(instance.configuration.statuses.max_characters, 321);
  assert.deepEqual(instance.rules, await get('/api/v1/instance/rules'));
});

test('discovery leads apps to the API', async () => {
  const meta = await community.request({ url: '/.well-known/host-meta' });
  assert.match(meta.headers['content-type']!, /^application\/xrd\+xml/);
  assert.ok(meta.body.includes(`${community.tenant.origin}/.well-known/webfinger?resource={uri}`));
  const links = (await get('/.well-known/nodeinfo')).links as { href: string }[];
  assert.ok(links.some((link) => link.href === `${community.tenant.origin}/nodeinfo/2.0`));
  const node = await get('/nodeinfo/2.0');
  assert.deepEqual([node.version, node.software.name], ['2.0', 'nexus']);
});

test('webfinger knows the people of this community and no others', async () => {
  const found = await get(`/.well-known/webfinger?resource=acct:keeper@${community.host}`);
  assert.equal(found.links[0].href, `${community.tenant.origin}/@keeper`);
  for (const resource of [`acct:nobody@${community.host}`, 'acct:keeper@elsewhere.example', 'keeper', '']) {
    const url = `/.well-known/webfinger?resource=${encodeURIComponent(resource)}`;
    assert.equal((await community.request({ url })).statusCode, 404, resource);
  }
});

test('an unknown route is a 404 in JSON', async () => {
  const answer = await community.request({ url: '/api/v1/custom_emojis' });
  assert.equal(answer.statusCode, 404);
  assert.deepEqual(answer.json(), { error: 'Record not found' });
});

test('the reference page and its document are there', async () => {
  const document = await get('/openapi.json');
  assert.equal(document.openapi, '3.1.0');
  assert.ok(document.paths['/api/v1/statuses/{id}/favourite'].post);
  assert.equal((await community.request({ url: '/docs/' })).statusCode, 200);
});
