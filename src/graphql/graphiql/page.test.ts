import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { makeCommunity } from '../../../test/support/community.ts';
import { openEdge } from '../../../test/support/graphql.ts';
import { mintToken } from '../../auth/mint.ts';
import { VENDORED } from './assets.ts';

const community = await makeCommunity();
const ann = await community.person('ann');
const { send } = await openEdge(community);

test('a browser gets GraphiQL, every file of it from this origin', async () => {
  const page = await send({ method: 'GET', headers: { accept: 'text/html,*/*' } });
  assert.equal(page.statusCode, 200);
  assert.match(String(page.headers['content-security-policy']), /script-src 'self';/);
  assert.doesNotMatch(page.body, /https?:\/\/|<script>|<script [^>]*>[^<]/);
  const files = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!);
  assert.equal(files.length, 6);
  for (const url of files) {
    const file = await send({ method: 'GET', url });
    assert.equal(file.statusCode, 200, url);
    assert.match(String(file.headers['cache-control']), /immutable/);
    const zipped = await send({ method: 'GET', url, headers: { 'accept-encoding': 'gzip' } });
    assert.equal(zipped.headers['content-encoding'], 'gzip');
  }
});

test('the copies of published packages are what they were', async () => {
  for (const [name, checksum] of Object.entries(VENDORED)) {
    const bytes = await readFile(new URL(`vendor/${name}`, import.meta.url));
    assert.equal(createHash('sha256').update(bytes).digest('hex'), checksum, name);
  }
});

test('the session cookie counts only for what this site itself has sent', async () => {
  const cookie = `session=${await mintToken(community.ctx(), ann.id, ['read', 'write'])}`;
  const payload = JSON.stringify({ query: '{ viewer { user { username } } }' });
  const ask = async (headers: Record<string, string>) => {
    const response = await send({
      payload,
      headers: { 'content-type': 'application/json', cookie, ...headers },
    });
    return response.json().data.viewer?.user.username ?? null;
  };
  const own = `http://${community.host}`;
  assert.equal(await ask({ origin: own, 'sec-fetch-site': 'same-origin' }), 'ann');
  assert.equal(await ask({ 'sec-fetch-site': 'same-origin' }), 'ann');
  assert.equal(await ask({ origin: own }), 'ann');
  for (const foreign of [
    {},
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: own, 'sec-fetch-site': 'cross-site' },
    { origin: own, 'sec-fetch-site': 'same-site' },
    { origin: `http://evil.${community.host}`, 'sec-fetch-site': 'same-origin' },
  ]) {
    assert.equal(await ask(foreign as Record<string, string>), null, JSON.stringify(foreign));
  }
});

test('a cookie of a session that has ended is as good as none', async () => {
  const response = await send({
    payload: { query: '{ viewer { unreadCount } community { name } }' },
    headers: { cookie: 'session=gone', 'sec-fetch-site': 'same-origin' },
  });
  assert.equal(response.statusCode, 200);
  assert.equal(response.json().data.viewer, null);
});
