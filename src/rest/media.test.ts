import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { transaction } from '../context.ts';
import { attachMedia } from '../media/attach.ts';
import { sharp } from '../media/sharp.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';

const community = await makeCommunity();
const [ann, ben] = await Promise.all([community.person('ann'), community.person('ben')]);
const [annToken, benToken] = await Promise.all([ann.token(), ben.token()]);
const picture = await sharp({ create: { width: 600, height: 300, channels: 3, background: '#3b6ea5' } })
  .png()
  .toBuffer();

interface Form {
  readonly file?: Uint8Array;
  readonly name?: string;
  readonly type?: string;
  readonly fields?: Record<string, string>;
}

/** A multipart request as a browser makes it, fields after the file. */
async function upload(
  { file = picture, name = 'a.png', type = 'image/png', fields = {} }: Form,
  token = annToken,
  path = '/api/v2/media',
) {
  const form = new FormData();
  form.append('file', new File([new Uint8Array(file)], name, { type }));
  for (const [key, value] of Object.entries(fields)) form.append(key, value);
  const encoded = new Response(form);
  const headers = { 'content-type': encoded.headers.get('content-type')! };
  const payload = Buffer.from(await encoded.arrayBuffer());
  return community.request({ method: 'POST', url: path, token, headers, payload });
}

const media = (id: string, token = annToken) => community.request({ url: `/api/v1/media/${id}`, token });

test('both upload addresses answer 200 with a complete MediaAttachment', async () => {
  for (const path of ['/api/v2/media', '/api/v1/media', '/api/v2/media/']) {
    const answer = await upload({ fields: { description: 'Blue', focus: '-0.5,0.25' } }, annToken, path);
    assert.equal(answer.statusCode, 200, answer.body);
    const { id, url, preview_url, blurhash, ...rest } = answer.json();
    assert.match(id, /^\d+$/);
    for (const address of [url, preview_url])
      assert.ok(address.startsWith(`${community.tenant.origin}/media/`));
    assert.ok(blurhash.length > 5);
    assert.deepEqual(rest, {
      type: 'image',
      remote_url: null,
      description: 'Blue',
      meta: {
        original: { width: 600, height: 300, size: '600x300', aspect: 2 },
        small: { width: 600, height: 300, size: '600x300', aspect: 2 },
        focus: { x: -0.5, y: 0.25 },
      },
    });
  }
});

test('without text the description is null and the focus the middle', async () => {
  const made = (await upload({})).json();
  assert.deepEqual([made.description, made.meta.focus], [null, { x: 0, y: 0 }]);
});

test('an upload is looked at and described by its owner, by PUT or PATCH, form or JSON', async () => {
  const { id } = (await upload({})).json();
  const url = `/api/v1/media/${id}`;
  const put = await community.request({
    method: 'PUT',
    url,
    token: annToken,
    payload: { description: 'A', focus: '1,-1' },
  });
  assert.deepEqual([put.json().description, put.json().meta.focus], ['A', { x: 1, y: -1 }]);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const patch = await community.request({
    method: 'PATCH',
    url,
    token: annToken,
    headers,
    payload: 'description=B',
  });
  assert.deepEqual([patch.json().description, patch.json().meta.focus], ['B', { x: 1, y: -1 }]);
  assert.deepEqual((await media(id)).json(), patch.json());
});

test('HTML, SVG and broken pictures are refused, whatever they call themselves', async () => {
  const refusals: [Form, string][] = [
    [
      { file: Buffer.from('<html><script>alert(1)</script>') },
      'File must be a JPEG, PNG, GIF, WebP or AVIF picture',
    ],
    [
      { file: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') },
      'File must be a JPEG, PNG, GIF, WebP or AVIF picture',
    ],
    [{ file: picture.subarray(0, 200) }, 'File cannot be read as a picture: it may be damaged'],
    [{ file: Buffer.alloc(0) }, 'File is empty'],
    [{ fields: { description: 'x'.repeat(1501) } }, 'Description is longer than 1500 characters'],
    [{ fields: { focus: 'left' } }, 'Focus must be two numbers from -1 to 1'],
  ];
  for (const [form, message] of refusals) {
    const answer = await upload(form);
    assert.deepEqual([answer.statusCode, answer.json()], [422, { error: `Validation failed: ${message}` }]);
  }
});

test('the declared type and name do not matter', async () => {
  const answer = await upload({ name: '../../evil.html', type: 'text/html' });
  assert.equal(answer.statusCode, 200, answer.body);
  assert.match(answer.json().url, /\/original\.png$/);
});

test('a file over 16 MiB is refused naming the limit; one just below is judged by its content', async () => {
  const large = await upload({ file: Buffer.alloc(16 * 1024 * 1024 + 1) });
  assert.deepEqual(
    [large.statusCode, large.json()],
    [422, { error: 'Validation failed: File is larger than 16 MiB' }],
  );
  const noise = {
    create: {
      width: 2200,
      height: 2200,
      channels: 3 as const,
      background: '#888',
      noise: { type: 'gaussian' as const, mean: 128, sigma: 80 },
    },
  };
  const fits = await sharp(noise).png({ compressionLevel: 0 }).toBuffer();
  assert.ok(fits.length > 14_000_000 && fits.length < 16 * 1024 * 1024);
  const answer = await upload({ file: fits });
  assert.equal(answer.statusCode, 200, answer.body);
});

test('a request without a file says so', async () => {
  const payloads = [{ description: 'x' }, { file: 'text' }];
  for (const payload of payloads) {
    const answer = await community.request({
      method: 'POST',
      url: '/api/v2/media',
      token: annToken,
      payload,
    });
    assert.deepEqual(
      [answer.statusCode, answer.json()],
      [422, { error: "Validation failed: File can't be blank" }],
    );
  }
});

test('uploads need a person with write:media', async () => {
  assert.equal((await upload({}, await ann.token(['read', 'write:statuses']))).statusCode, 403);
  assert.equal((await upload({}, 'not-a-token')).statusCode, 401);
  assert.equal((await upload({}, await ann.token(['write:media']))).statusCode, 200);
});

test('for everybody else an upload is not there', async () => {
  const { id } = (await upload({})).json();
  const url = `/api/v1/media/${id}`;
  const answers = await Promise.all([
    media(id, benToken),
    community.request({ method: 'PUT', url, token: benToken, payload: { description: 'x' } }),
    community.request({ method: 'DELETE', url, token: benToken }),
    media('1'),
    media('abc'),
    media('99999999999999999999'),
  ]);
  for (const answer of answers) {
    assert.deepEqual([answer.statusCode, answer.json()], [404, { error: 'Record not found' }]);
  }
  assert.equal((await media(id)).statusCode, 200);
});

const insertPost = statement<{ id: Id }>(
  'test-rest-media-post',
  `insert into tenant.post (author_id, root_id, visibility) values ($1, 0, 'public') returning id`,
);

test('once a post uses it, an upload is no longer found here, not by its owner either', async () => {
  const { id } = (await upload({})).json();
  const post = (await ann.ctx().db.row(insertPost, ann.id))!;
  await transaction(ann.ctx(), (tx) => attachMedia(tx, [id], post.id));
  assert.equal((await media(id)).statusCode, 404);
});

test('deleting an upload answers {} once', async () => {
  const { id } = (await upload({})).json();
  const remove = () => community.request({ method: 'DELETE', url: `/api/v1/media/${id}`, token: annToken });
  const first = await remove();
  assert.deepEqual([first.statusCode, first.json()], [200, {}]);
  assert.equal((await remove()).statusCode, 404);
});

test('a multipart body that is cut off or malformed is the sender’s mistake', async () => {
  const part = '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc';
  for (const [type, payload] of [
    ['multipart/form-data', part],
    ['multipart/form-data; boundary=x', part],
    ['multipart/form-data; boundary=x', '--x\r\nContent-Dis'],
    ['multipart/form-data; boundary=x', 'garbage'],
  ]) {
    const headers = { 'content-type': type };
    const answer = await community.request({
      method: 'POST',
      url: '/api/v2/media',
      token: annToken,
      headers,
      payload,
    });
    assert.equal(answer.statusCode, 400, answer.body);
  }
});
