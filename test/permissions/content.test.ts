// What people put in stays what it claims to be: an upload that is no picture is not stored, and script in a
// text never leaves as markup.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import { xssVectors } from '../fixtures/xss.ts';
import { makeCommunity } from '../support/community.ts';
import { pictureOf } from '../support/everything.ts';
import { fingerprint } from '../support/fingerprint.ts';
import { parseStrictly } from '../support/strict-html.ts';
import { openEdges } from '../support/two-edges.ts';

const community = await makeCommunity({ maxFields: 4 });
const ann = await community.person('ann');
const edges = await openEdges(community);

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const HTML = '<!doctype html><script>alert(1)</script>';
const png = await pictureOf();

/** Each with the name and type of a picture. */
const LIES: Readonly<Record<string, Buffer>> = {
  HTML: Buffer.from(HTML),
  'an SVG': Buffer.from(SVG),
  'an SVG with a byte order mark': Buffer.from(`\ufeff<?xml version="1.0"?>${SVG}`),
  script: Buffer.from('alert(1)'),
  'a PDF': Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>'),
  'an archive': Buffer.from('PK\u0003\u0004 word/document.xml'),
  'the beginning of a PNG': png.subarray(0, 16),
  'a PNG signature before HTML': Buffer.concat([png.subarray(0, 8), Buffer.from(HTML)]),
  'a GIF signature before script': Buffer.from('GIF89a=1;alert(1);'),
  nothing: Buffer.alloc(0),
};

function multipart(field: string, bytes: Buffer): { payload: Buffer; headers: Record<string, string> } {
  const head = `--limit\r\nContent-Disposition: form-data; name="${field}"; filename="picture.png"\r\nContent-Type: image/png\r\n\r\n`;
  return {
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--limit--\r\n')]),
    headers: { 'content-type': 'multipart/form-data; boundary=limit' },
  };
}

const UPLOADS = [
  ['POST', '/api/v2/media', 'file'],
  ['POST', '/api/v1/media', 'file'],
  ['PATCH', '/api/v1/accounts/update_credentials', 'avatar'],
  ['PATCH', '/api/v1/accounts/update_credentials', 'header'],
  ['PATCH', '/api/v1/profile', 'avatar'],
] as const;

describe('an upload that calls itself a PNG', () => {
  for (const [name, bytes] of Object.entries(LIES)) {
    test(`and is ${name} is refused and not stored`, async () => {
      await edges.rest(ann, { url: '/api/v1/preferences' });
      const before = await fingerprint(community);
      for (const [method, url, field] of UPLOADS) {
        const answer = await edges.rest(ann, { method, url, ...multipart(field, bytes) });
        assert.equal(answer.statusCode, 422, `${url} ${field}: ${answer.body}`);
      }
      assert.deepEqual(await fingerprint(community), before);
    });
  }

  test('and is one is encoded anew: what hides behind the picture is gone', async () => {
    const made = await edges.rest(ann, {
      method: 'POST',
      url: '/api/v2/media',
      ...multipart('file', Buffer.concat([png, Buffer.from(HTML)])),
    });
    const url = new URL(made.json().url).pathname;
    const file = await edges.rest(null, { url });
    assert.match(String(file.headers['content-type']), /^image\//);
    assert.equal(file.headers['x-content-type-options'], 'nosniff');
    assert.ok(!file.rawPayload.includes('alert'));
  });
});

/** The fields of answers that clients show as HTML. */
const HTML_FIELDS = new Set(['content', 'note', 'html', 'bioHtml']);

/** Every text of an answer that is HTML, however deep. */
function markupIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return HTML_FIELDS.has(key) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((one) => markupIn(one, key));
  if (typeof value !== 'object' || value === null) return [];
  // `source` holds the texts as written, to be edited.
  return Object.entries(value).flatMap(([name, inner]) => {
    if (name === 'source') return [];
    if (name === 'fields')
      return (inner as { value: string; html?: string }[]).map((field) => field.html ?? field.value);
    return markupIn(inner, name);
  });
}

function assertHarmless(answer: LightMyRequestResponse): void {
  assert.equal(answer.statusCode, 200, answer.body);
  assert.match(String(answer.headers['content-type']), /^application\/json/);
  const found = markupIn(answer.json());
  assert.ok(found.length > 0, answer.body);
  for (const html of found) parseStrictly(html);
}

describe('script', () => {
  const POST = '{ html spoilerText history { html } }';
  const USER = '{ bioHtml displayName fields { name html } }';

  test('in a post never leaves as markup', async () => {
    for (const text of xssVectors) {
      const written = { status: text, spoiler_text: text };
      const made = await edges.rest(ann, { method: 'POST', url: '/api/v1/statuses', payload: written });
      assertHarmless(made);
      const query = `mutation Write($text: String!) { createPost(input: { text: $text, spoilerText: $text }) { post ${POST} errors { code } } }`;
      const payload = { query, variables: { text } };
      assertHarmless(await edges.rest(ann, { method: 'POST', url: '/graphql', payload }));
    }
    assertHarmless(await edges.rest(ann, { url: '/api/v1/timelines/public?limit=40' }));
  });

  test('in a changed post never leaves as markup, nor from its history', async () => {
    const made = await edges.rest(ann, {
      method: 'POST',
      url: '/api/v1/statuses',
      payload: { status: 'First' },
    });
    const url = `/api/v1/statuses/${made.json().id}`;
    for (const text of xssVectors.slice(0, 40)) {
      assertHarmless(await edges.rest(ann, { method: 'PUT', url, payload: { status: text } }));
    }
    assertHarmless(await edges.rest(ann, { url: `${url}/history` }));
  });

  test('in a name, bio or field never leaves as markup', async () => {
    for (const text of xssVectors) {
      const fields_attributes = [{ name: text.slice(0, 100), value: text.slice(0, 200) }];
      const payload = { note: text.slice(0, 400), display_name: text.slice(0, 25), fields_attributes };
      const url = '/api/v1/accounts/update_credentials';
      assertHarmless(await edges.rest(ann, { method: 'PATCH', url, payload }));
      assertHarmless(await edges.graphql(null, `{ user(username: "ann") ${USER} }`));
    }
  });
});
