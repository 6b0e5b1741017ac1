import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';

const community = await makeCommunity({}, { rateLimits: true });
const ana = await community.person('ana');
const ben = await community.person('ben');

test('every answer says how many requests are left, and until when', async () => {
  const { headers } = await community.request({ url: '/api/v2/instance' });
  assert.equal(headers['x-ratelimit-limit'], '300');
  assert.equal(headers['x-ratelimit-remaining'], '299');
  assert.match(String(headers['x-ratelimit-reset']), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  assert.ok(Date.parse(String(headers['x-ratelimit-reset'])) > Date.now());
});

test('a person has an allowance of their own, wherever they come from', async () => {
  const [anas, bens] = [await ana.token(), await ben.token()];
  const left = async (token: string) =>
    Number((await community.request({ url: '/api/v1/preferences', token })).headers['x-ratelimit-remaining']);
  const before = await left(anas);
  assert.equal(await left(anas), before - 1);
  assert.equal(await left(bens), before);
});

test('who has used it up is told so in JSON, and when to come back', async () => {
  const token = await ben.token();
  const file = (n: number) =>
    `--x\r\ncontent-disposition: form-data; name="description"\r\n\r\n${n}\r\n--x--\r\n`;
  const answers = [];
  for (let n = 0; n < 31; n++) {
    answers.push(
      await community.request({
        method: 'POST',
        url: '/api/v2/media',
        token,
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
        payload: file(n),
      }),
    );
  }
  assert.ok(answers.slice(0, 30).every((answer) => answer.statusCode === 422));
  const last = answers.at(-1)!;
  assert.equal(last.statusCode, 429);
  assert.deepEqual(last.json(), { error: 'Too many requests' });
  assert.ok(Number(last.headers['retry-after']) > 0);
  assert.match(String(last.headers['x-ratelimit-reset']), /Z$/);
});
