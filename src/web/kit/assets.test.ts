import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { makeCommunity } from '../../../test/support/community.ts';
import { ICONS, loadAssets } from './assets.ts';

const community = await makeCommunity();
const { style, script, ahead } = await loadAssets();

for (const address of [style, script, ICONS, ahead]) {
  test(`${address.replace(/-[^.]+/, '')} is kept for good and compressed beforehand`, async () => {
    const ask = (coding: string) =>
      community.request({ url: address, headers: { 'accept-encoding': coding } });
    const plain = await ask('identity');
    assert.equal(plain.statusCode, 200);
    assert.equal(plain.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(plain.headers['x-content-type-options'], 'nosniff');
    assert.equal(plain.headers.vary, 'Accept-Encoding');
    const [br, gzip] = [await ask('gzip, br'), await ask('gzip')];
    assert.equal(br.headers['content-encoding'], 'br');
    assert.equal(gzip.headers['content-encoding'], 'gzip');
    assert.deepEqual(brotliDecompressSync(br.rawPayload), plain.rawPayload);
    assert.deepEqual(gunzipSync(gzip.rawPayload), plain.rawPayload);
  });
}

test('a file that is not there is none', async () => {
  for (const url of ['/web/main-AAAAAAAA.js', '/web/..%2fpackage.json', '/web/']) {
    assert.equal((await community.request({ url })).statusCode, 404, url);
  }
});

test('pages name what may be loaded before it is asked for', async () => {
  const { headers } = await community.request({ url: '/sign-in' });
  assert.equal(headers['speculation-rules'], `"${ahead}"`);
  const rules = await community.request({ url: ahead });
  assert.equal(rules.headers['content-type'], 'application/speculationrules+json');
  assert.equal(rules.json().prefetch.length, 1);
});
