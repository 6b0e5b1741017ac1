import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { sharp } from '../media/sharp.ts';
import { uploadMedia } from '../media/upload.ts';

const [community, neighbour] = [await makeCommunity(), await makeCommunity()];
const ann = await community.person('ann');
const bytes = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#3b6ea5' } })
  .png()
  .toBuffer();
const { url } = await uploadMedia(ann.ctx(), { bytes });

test('a picture is served with its own type, for good, as nothing but a picture, to every site', async () => {
  const answer = await community.request({ url });
  assert.equal(answer.statusCode, 200);
  const { headers, rawPayload } = answer;
  assert.equal(headers['content-type'], 'image/png');
  assert.equal(headers['content-length'], String(rawPayload.length));
  assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['content-security-policy'], "default-src 'none'; sandbox");
  assert.equal(headers['access-control-allow-origin'], '*');
  assert.equal(headers['cross-origin-resource-policy'], 'cross-origin');
  assert.equal((await sharp(rawPayload).metadata()).width, 30);
});

test('a browser that has the picture gets 304', async () => {
  const { headers } = await community.request({ url });
  const again = await community.request({ url, headers: { 'if-none-match': headers.etag as string } });
  assert.deepEqual([again.statusCode, again.body], [304, '']);
  const other = await community.request({ url, headers: { 'if-none-match': '"other"' } });
  assert.equal(other.statusCode, 200);
});

test('HEAD answers without the bytes', async () => {
  const answer = await community.request({ method: 'HEAD', url });
  assert.deepEqual([answer.statusCode, answer.body, answer.headers['content-type']], [200, '', 'image/png']);
});

test("another community's host does not serve it", async () => {
  const answer = await neighbour.request({ url });
  assert.deepEqual([answer.statusCode, answer.json()], [404, { error: 'Record not found' }]);
});

test('addresses that are no key of the store are not found', async () => {
  const folder = url.slice(0, url.lastIndexOf('/'));
  const bad = [
    folder,
    `${folder}/`,
    `${folder}/../small.png`,
    `${folder}/small.html`,
    `${folder}/%2e%2e/original.png`,
    '/media/',
    '/media/..%2f..%2f..%2fetc%2fpasswd',
    '/media/%00',
    `${url}%00`,
    `${url}/x`,
    url.replace(/[0-9a-f]{32}/, '0'.repeat(32)),
  ];
  for (const address of bad) {
    const answer = await community.request({ url: address });
    assert.equal(answer.statusCode, 404, address);
    assert.match(answer.headers['content-type']!, /json/, address);
  }
});

test('people without pictures have one', async () => {
  for (const name of ['avatar.png', 'header.png']) {
    const answer = await community.request({ url: `/assets/${name}` });
    assert.deepEqual([answer.statusCode, answer.headers['content-type']], [200, 'image/png']);
    assert.equal((await sharp(answer.rawPayload).metadata()).format, 'png');
  }
});
