import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { sharp } from '../media/sharp.ts';

const community = await makeCommunity();
const ann = await community.person('ann');
const token = await ann.token();
const { origin } = community.tenant;
const UPDATE = '/api/v1/accounts/update_credentials';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

const send = (
  method: 'GET' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  payload?: object | string,
  headers = {},
) => community.request({ method, url, token, ...(payload !== undefined && { payload }), headers });

async function sendForm(form: FormData) {
  const encoded = new Response(form);
  const headers = { 'content-type': encoded.headers.get('content-type')! };
  return send('PATCH', UPDATE, Buffer.from(await encoded.arrayBuffer()), headers);
}

const pngBytes = new Uint8Array(
  await sharp({ create: { width: 40, height: 40, channels: 3, background: '#3b6ea5' } })
    .png()
    .toBuffer(),
);
const picture = (bytes: Uint8Array<ArrayBuffer> = pngBytes) =>
  new File([bytes], 'a.png', { type: 'image/png' });

test('JSON, forms and multipart change the account alike', async () => {
  const json = await send('PATCH', UPDATE, {
    display_name: 'Ann',
    note: 'Hello @ann',
    fields_attributes: [{ name: 'Web', value: 'https://ann.example' }],
    source: { privacy: 'private', sensitive: true, language: 'de' },
  });
  assert.equal(json.statusCode, 200, json.body);
  assert.deepEqual(
    [
      json.json().display_name,
      json.json().source.note,
      json.json().source.privacy,
      json.json().source.language,
    ],
    ['Ann', 'Hello @ann', 'private', 'de'],
  );
  assert.match(json.json().fields[0].value, /^<a /);
  assert.equal(json.json().source.fields[0].value, 'https://ann.example');
  const body =
    'locked=1&fields_attributes[0][name]=A&fields_attributes[0][value]=1&fields_attributes[1][name]=B';
  const form = (
    await send('PATCH', UPDATE, `${body}&fields_attributes[1][value]=2&source[privacy]=unlisted`, FORM)
  ).json();
  assert.deepEqual(
    [
      form.display_name,
      form.locked,
      form.fields.map((field: { name: string }) => field.name),
      form.source.privacy,
    ],
    ['Ann', true, ['A', 'B'], 'unlisted'],
  );
  const parts = new FormData();
  parts.append('display_name', 'Anna');
  parts.append('locked', 'false');
  parts.append('source[sensitive]', 'false');
  const multipart = (await sendForm(parts)).json();
  assert.deepEqual(
    [multipart.display_name, multipart.locked, multipart.source.sensitive, multipart.source.privacy],
    ['Anna', false, false, 'unlisted'],
  );
});

test('pictures are uploaded, served, replaced and taken away', async () => {
  const parts = new FormData();
  parts.append('avatar', picture());
  parts.append('header', picture());
  parts.append('avatar_description', 'A blue square');
  const answer = await sendForm(parts);
  assert.equal(answer.statusCode, 200, answer.body);
  const { avatar, header, avatar_description } = answer.json();
  assert.equal(avatar_description, 'A blue square');
  for (const address of [avatar, header]) {
    assert.ok(address.startsWith(`${origin}/media/`), address);
    assert.equal((await community.request({ url: address.slice(origin.length) })).statusCode, 200);
  }
  const without = (await send('DELETE', '/api/v1/profile/avatar')).json();
  assert.deepEqual([without.avatar, without.header], [`${origin}/assets/avatar.png`, header]);
  const profile = (await send('GET', '/api/v1/profile')).json();
  assert.deepEqual([profile.avatar, profile.header], [null, header]);
  assert.equal((await send('DELETE', '/api/v1/profile/header')).json().header, `${origin}/assets/header.png`);
});

test('HTML that calls itself a picture is refused, and nothing else changes with it', async () => {
  const parts = new FormData();
  parts.append('display_name', 'Mallory');
  parts.append('header', picture());
  parts.append('avatar', picture(new TextEncoder().encode('<script>alert(1)</script>')));
  const answer = await sendForm(parts);
  assert.equal(answer.statusCode, 422);
  assert.match(answer.json().error, /^Validation failed: Avatar/);
  const account = (await send('GET', '/api/v1/accounts/verify_credentials')).json();
  assert.notEqual(account.display_name, 'Mallory');
  assert.equal(account.header, `${origin}/assets/header.png`);
});

test('a refused change leaves no file behind', async () => {
  const files = async () =>
    (await readdir(join(community.deployment.config.home, 'media'), { recursive: true })).filter(
      (name) => name.endsWith('.webp') || name.endsWith('.png') || name.endsWith('.jpeg'),
    );
  const before = await files();
  const parts = new FormData();
  parts.append('avatar', picture());
  parts.append('header', picture(new TextEncoder().encode('no picture')));
  assert.equal((await sendForm(parts)).statusCode, 422);
  assert.ok(before.length > 0);
  assert.deepEqual((await files()).sort(), before.sort());
});

test('broken rules are told as one sentence', async () => {
  const answer = await send('PATCH', UPDATE, { display_name: 'x'.repeat(31), note: 'y'.repeat(501) });
  assert.equal(answer.statusCode, 422);
  assert.equal(
    answer.json().error,
    'Validation failed: Display name is longer than 30 characters, Bio is longer than 500 characters',
  );
  assert.equal((await send('PATCH', UPDATE, { source: { privacy: 'everyone' } })).statusCode, 422);
});

test('nothing but the profile is changed by extra parameters', async () => {
  await send('PATCH', UPDATE, {
    role: 'owner',
    username: 'root',
    followers_count: 9,
    state: 'active',
    id: '1',
    note: 'x',
  });
  const account = (await send('GET', '/api/v1/accounts/verify_credentials')).json();
  assert.deepEqual(
    [account.id, account.username, account.role.name, account.roles, account.followers_count],
    [ann.id, 'ann', '', [], 0],
  );
  assert.ok(!JSON.stringify(account).includes('email'));
});

test('the profile is changed by PATCH or PUT and comes back as written', async () => {
  for (const method of ['PATCH', 'PUT'] as const) {
    const answer = await send(method, '/api/v1/profile', {
      note: `**${method}** <b>`,
      hide_collections: true,
    });
    assert.equal(answer.statusCode, 200, answer.body);
    assert.deepEqual([answer.json().note, answer.json().hide_collections], [`**${method}** <b>`, true]);
  }
});

test('the profile scope reads one’s own account and nothing more', async () => {
  const narrow = await ann.token(['profile']);
  const status = async (method: 'GET' | 'PATCH', url: string) =>
    (await community.request({ method, url, token: narrow })).statusCode;
  assert.equal(await status('GET', '/api/v1/accounts/verify_credentials'), 200);
  assert.equal(await status('PATCH', UPDATE), 403);
  assert.equal(await status('GET', '/api/v1/preferences'), 403);
});

test('preferences follow the settings', async () => {
  await send('PATCH', UPDATE, { source: { privacy: 'private', sensitive: true, language: '' } });
  assert.deepEqual((await send('GET', '/api/v1/preferences')).json(), {
    'posting:default:visibility': 'private',
    'posting:default:sensitive': true,
    'posting:default:language': null,
    'reading:expand:media': 'default',
    'reading:expand:spoilers': false,
  });
});
