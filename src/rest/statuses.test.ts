import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity, type Person } from '../../test/support/community.ts';
import { sharp } from '../media/sharp.ts';
import { uploadMedia } from '../media/upload.ts';
import { authorsOf } from '../post/authors.ts';
import { createPost } from '../post/create.ts';
import { postsWithOriginals } from '../post/post.ts';
import { repost } from '../post/repost.ts';
import { userById } from '../user/user.ts';
import { statusEntity, statusesJson, statusJson } from './entities/status.ts';

const community = await makeCommunity();
const ana = await community.person('ana');
const ben = await community.person('ben');
const [anaToken, benToken] = [await ana.token(), await ben.token()];
const { origin } = community.tenant;

const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#3b6ea5' } })
  .png()
  .toBuffer();
const upload = async (person: Person) => (await uploadMedia(person.ctx(), { bytes })).id;

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
const call = (method: Method, path: string, token?: string, payload?: object) =>
  community.request({
    method,
    url: `/api/v1/statuses${path}`,
    ...(token && { token }),
    ...(payload && { payload }),
  });

test('a status is posted as JSON or form and answered whole', async () => {
  const media = await upload(ana);
  const answer = await call('POST', '', anaToken, {
    status: 'Hello @ben #World',
    spoiler_text: 'Greeting',
    media_ids: [media],
    language: 'en',
    visibility: 'unlisted',
  });
  assert.equal(answer.statusCode, 200, answer.body);
  const { account, content, media_attachments, id, created_at, ...rest } = answer.json();
  assert.equal(account.acct, 'ana');
  assert.match(content, /^<p>Hello <span class="h-card"/);
  assert.equal(media_attachments[0].id, media);
  assert.match(created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.deepEqual(rest, {
    uri: `${origin}/users/ana/statuses/${id}`,
    url: `${origin}/@ana/${id}`,
    edited_at: null,
    sensitive: true,
    spoiler_text: 'Greeting',
    language: 'en',
    mentions: [{ id: ben.id, username: 'ben', acct: 'ben', url: `${origin}/@ben` }],
    tags: [{ name: 'world', url: `${origin}/tags/world` }],
    emojis: [],
    quotes_count: 0,
    quote_approval: { automatic: [], manual: [], current_user: 'denied' },
    poll: null,
    card: null,
    quote: null,
    tagged_collections: [],
    visibility: 'unlisted',
    in_reply_to_id: null,
    in_reply_to_account_id: null,
    replies_count: 0,
    reblogs_count: 0,
    favourites_count: 0,
    favourited: false,
    reblogged: false,
    muted: false,
    bookmarked: false,
    pinned: false,
    filtered: [],
    reblog: null,
  });
  const form = await community.request({
    method: 'POST',
    url: '/api/v1/statuses/',
    token: benToken,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: `status=Hi+there&in_reply_to_id=${id}&sensitive=1&visibility=private`,
  });
  assert.equal(form.statusCode, 200, form.body);
  const reply = form.json();
  assert.deepEqual(
    [reply.content, reply.in_reply_to_id, reply.in_reply_to_account_id, reply.sensitive, reply.visibility],
    ['<p>Hi there</p>', id, ana.id, true, 'private'],
  );
});

test('the entity as an object and as JSON say the same', async () => {
  const id = await createPost(ana.ctx(), {
    text: '"Quotes" @ben #tag \u2028 </script>',
    mediaIds: [await upload(ana)],
  });
  const shared = await repost(ben.ctx(), id);
  for (const ctx of [ana.ctx(), ben.ctx(), community.ctx()]) {
    const posts = await postsWithOriginals(ctx, [shared, id]);
    const users = await authorsOf(ctx, [...posts.values()], posts);
    for (const post of posts.values()) {
      const entity = JSON.parse(JSON.stringify(statusEntity(ctx, post, users, posts)));
      assert.deepEqual(JSON.parse(statusJson(ctx, post, users, posts)!), entity);
      assert.deepEqual(JSON.parse(statusJson(ctx, post, users, posts)!), entity, 'from the cache');
    }
    assert.equal(JSON.parse(await statusesJson(ctx, [...posts.values()], posts)).length, 2);
  }
});

test('what is not supported is refused, not ignored', async () => {
  for (const extra of [
    { poll: { options: ['a', 'b'], expires_in: 300 } },
    { scheduled_at: '2030-01-01T00:00:00Z' },
    { quoted_status_id: '1' },
  ]) {
    const answer = await call('POST', '', anaToken, { status: 'Vote', ...extra });
    assert.equal(answer.statusCode, 422, answer.body);
    assert.match(answer.json().error, /not supported/);
  }
});

test('an Idempotency-Key gives the first status again', async () => {
  const post = () =>
    community.request({
      method: 'POST',
      url: '/api/v1/statuses',
      token: anaToken,
      headers: { 'idempotency-key': 'abc' },
      payload: { status: 'Once' },
    });
  assert.equal((await post()).json().id, (await post()).json().id);
});

test('broken rules are answered with 422 and the rule', async () => {
  const blank = await call('POST', '', anaToken, { status: '' });
  assert.deepEqual([blank.statusCode, blank.json().error], [422, "Validation failed: Text can't be blank"]);
  const wide = await call('POST', '', anaToken, { status: 'x', visibility: 'everybody' });
  assert.equal(wide.statusCode, 422);
  const media = await call('POST', '', anaToken, { status: 'x', media_ids: [await upload(ben)] });
  assert.equal(media.statusCode, 422);
});

test('a status is edited; its versions and source are shown', async () => {
  const id = await createPost(ana.ctx(), { text: 'Helo', mediaIds: [await upload(ana)] });
  const [attachment] = (await call('GET', `/${id}`)).json().media_attachments;
  const edited = await call('PUT', `/${id}`, anaToken, {
    status: 'Hello',
    media_ids: [attachment.id],
    media_attributes: [{ id: attachment.id, description: 'A wall', focus: '0.5,-0.5' }],
  });
  assert.equal(edited.statusCode, 200, edited.body);
  assert.equal(edited.json().content, '<p>Hello</p>');
  assert.ok(edited.json().edited_at !== null);
  assert.equal(edited.json().media_attachments[0].description, 'A wall');
  const history = (await call('GET', `/${id}/history`)).json();
  assert.deepEqual(
    history.map((one: { content: string; account: { acct: string } }) => [one.content, one.account.acct]),
    [
      ['<p>Helo</p>', 'ana'],
      ['<p>Hello</p>', 'ana'],
    ],
  );
  assert.equal(history[0].media_attachments[0].description, null);
  const source = await call('GET', `/${id}/source`, benToken);
  assert.deepEqual(source.json(), { id, text: 'Hello', spoiler_text: '' });
});

test('a deleted status is answered with its text, and is gone', async () => {
  const id = await createPost(ana.ctx(), { text: 'Oops #tag' });
  const gone = await call('DELETE', `/${id}`, anaToken);
  assert.deepEqual([gone.statusCode, gone.json().id, gone.json().text], [200, id, 'Oops #tag']);
  assert.equal((await call('GET', `/${id}`, anaToken)).statusCode, 404);
  assert.equal((await call('DELETE', `/${id}`, anaToken)).statusCode, 404);
});

test("another's status is neither edited nor deleted, one that cannot be seen is not found", async () => {
  const open = await createPost(ana.ctx(), { text: 'Mine' });
  const hidden = await createPost(ana.ctx(), { text: 'Mine', visibility: 'direct' });
  for (const [method, payload] of [
    ['PUT', { status: 'Yours' }],
    ['DELETE', undefined],
  ] as const) {
    assert.equal((await call(method, `/${open}`, benToken, payload)).statusCode, 403);
    assert.equal((await call(method, `/${hidden}`, benToken, payload)).statusCode, 404);
    assert.equal((await call(method, `/${open}`, undefined, payload)).statusCode, 401);
    const reader = await ana.token(['read']);
    assert.equal((await call(method, `/${open}`, reader, payload)).statusCode, 403);
  }
  assert.equal((await call('GET', `/${open}`)).json().content, '<p>Mine</p>');
});

test('a direct status shows nothing of itself by any address', async () => {
  const id = await createPost(ana.ctx(), { text: 'Secret', visibility: 'direct' });
  for (const path of ['', '/history', '/source', '/favourited_by', '/reblogged_by']) {
    const answer = await call('GET', `/${id}${path}`, benToken);
    assert.deepEqual([answer.statusCode, answer.json()], [404, { error: 'Record not found' }], path);
  }
  assert.deepEqual((await call('GET', `?id[]=${id}`, benToken)).json(), []);
});

test('several statuses are looked up at once, those that cannot be seen left out', async () => {
  const ids = [await createPost(ana.ctx(), { text: '1' }), await createPost(ana.ctx(), { text: '2' })];
  const hidden = await createPost(ana.ctx(), { text: '3', visibility: 'followers' });
  const answer = await call('GET', `?id[]=${ids[1]}&id[]=${hidden}&id[]=x&id[]=${ids[0]}`);
  assert.deepEqual(
    answer.json().map((status: { id: string }) => status.id),
    [ids[1], ids[0]],
  );
  assert.deepEqual((await call('GET', '')).json(), []);
});

test('opening a status counts one view per person', async () => {
  const id = await createPost(ana.ctx(), { text: 'Look' });
  for (const token of [benToken, benToken, undefined]) await call('GET', `/${id}`, token);
  assert.equal((await postsWithOriginals(ana.ctx(), [id])).get(id)!.viewCount, 1);
  assert.equal((await userById(ana.ctx(), ana.id))!.username, 'ana');
});
