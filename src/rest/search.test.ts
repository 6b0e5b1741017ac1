import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { createPost } from '../post/create.ts';

const community = await makeCommunity();
const ana = await community.person('ana');
const token = await ana.token();
const id = await createPost(ana.ctx(), { text: 'ana likes #anagrams' });

const search = async (query: string, as?: string) => {
  const reply = await community.request({
    method: 'GET',
    url: `/api/v2/search?${query}`,
    ...(as && { token: as }),
  });
  return { status: reply.statusCode, json: reply.json() };
};

test('a search answers accounts, statuses and hashtags', async () => {
  const { json } = await search('q=ana&resolve=true&exclude_unreviewed=1', token);
  assert.deepEqual(
    json.accounts.map((a: { acct: string }) => a.acct),
    ['ana'],
  );
  assert.deepEqual(
    json.statuses.map((s: { id: string }) => s.id),
    [id],
  );
  assert.deepEqual(
    json.hashtags.map((t: { name: string }) => t.name),
    ['anagrams'],
  );
});

test('a search is narrowed by type and paged by offset, when signed in', async () => {
  const { json } = await search('q=ana&type=hashtags');
  assert.deepEqual([json.accounts.length, json.statuses.length, json.hashtags.length], [0, 0, 1]);
  assert.deepEqual((await search('q=ana&type=statuses&offset=1', token)).json.statuses, []);
  assert.equal((await search('q=ana&type=statuses&offset=1')).status, 401);
  assert.equal((await search('q=ana&following=true')).status, 401);
});

test('an address of a status finds that status', async () => {
  const url = encodeURIComponent(`${community.tenant.origin}/@ana/${id}`);
  const { json } = await search(`q=${url}&resolve=true`, token);
  assert.deepEqual(
    json.statuses.map((s: { id: string }) => s.id),
    [id],
  );
  assert.deepEqual(json.accounts, []);
});

test('a search without words or of an unknown kind is refused', async () => {
  assert.equal((await search('')).status, 422);
  assert.equal((await search('q=%20')).status, 422);
  assert.equal((await search('q=a&type=all')).status, 422);
  assert.equal((await search('q=a&account_id=x')).status, 422);
});
