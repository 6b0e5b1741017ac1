import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeBrowser } from '../../../../test/support/browser.ts';
import { makeCommunity, type Person } from '../../../../test/support/community.ts';
import { pictureOf } from '../../../../test/support/picture.ts';
import { createPost } from '../../../post/create.ts';
import { postById } from '../../../post/post.ts';

const SCRIPT = '"><script>alert(1)</script>';

const community = await makeCommunity({ maxCharacters: 100 });
const [ann, ben] = [await community.person('ann'), await community.person('ben')];

async function browserOf(person: Person) {
  const browser = makeBrowser(community);
  browser.cookies.set('session', await person.token());
  return browser;
}

const browser = await browserOf(ann);

const lastPost = async (location: string | undefined) =>
  postById(ann.ctx(), /(\d+)$/.exec(location ?? '')?.[1] ?? '');

describe('the compose form', () => {
  test('is for members', async () => {
    const stranger = makeBrowser(community);
    assert.equal((await stranger.open('/compose')).location, '/sign-in?next=%2Fcompose');
    assert.equal((await stranger.open('/compose/complete?q=@a')).status, 303);
  });

  test('posts, and posts once when it is sent twice', async () => {
    const page = await browser.open('/compose?text=begun');
    assert.match(page.html, />begun<\/textarea>/);
    const fields = {
      text: 'Hello #there',
      visibility: 'unlisted',
      language: 'fr',
      warned: 'yes',
      warning: 'Careful',
    };
    const first = await browser.submit(page, '/compose', fields);
    const second = await browser.submit(page, '/compose', fields);
    assert.equal(first.status, 303);
    assert.match(first.location!, /^\/@ann\/\d+$/);
    assert.equal(second.location, first.location);
    const { body, visibility } = await lastPost(first.location);
    assert.deepEqual(
      [body.text, visibility, body.language, body.spoilerText],
      ['Hello #there', 'unlisted', 'fr', 'Careful'],
    );
  });

  test('shows beside the text what is wrong, and keeps all that was typed', async () => {
    const page = await browser.open('/compose');
    const text = `${SCRIPT}${'x'.repeat(100)}`;
    const answer = await browser.submit(page, '/compose', {
      text,
      visibility: 'followers',
      language: 'am',
      warned: 'yes',
      warning: SCRIPT,
    });
    assert.equal(answer.status, 422);
    assert.match(answer.html, /aria-invalid="true"/);
    assert.match(answer.html, /id="compose-text-problem"/);
    assert.ok(answer.html.includes(text.replaceAll('"', '&quot;').replaceAll('<', '&lt;').slice(0, 40)));
    assert.ok(!answer.html.includes('<script>alert'));
    assert.match(answer.html, /value="followers" checked/);
    assert.match(answer.html, /<option value="am" selected/);
    assert.match(answer.html, /name="warned" value="yes" checked/);
  });

  test('an empty post is refused, for the script in its own words', async () => {
    const page = await browser.open('/compose');
    const answer = await browser.submit(page, '/compose', { text: ' ' }, { accept: 'application/json' });
    assert.equal(answer.status, 422);
    const { error, field } = JSON.parse(answer.html);
    assert.equal(field, 'text');
    assert.match(error, /\w/);
  });

  test('a reply names its people and is never more public than what it answers', async () => {
    const id = await createPost(ben.ctx(), { text: 'for few @ann', visibility: 'unlisted' });
    const page = await browser.open(`/compose?reply=${id}`);
    assert.match(page.html, />@ben <\/textarea>/);
    assert.ok(!page.html.includes('value="public"'));
    const answer = await browser.submit(page, '/compose', { text: '@ben yes', visibility: 'public' });
    assert.match(answer.location!, new RegExp(`^/@ben/${id}#post-\\d+$`));
    const reply = await lastPost(answer.location);
    assert.deepEqual([reply.parentId, reply.visibility], [id, 'unlisted']);
  });

  test('what one may not see cannot be answered', async () => {
    const id = await createPost(ben.ctx(), { text: 'mine', visibility: 'followers' });
    assert.equal((await browser.open(`/compose?reply=${id}`)).status, 404);
    const page = await browser.open('/compose');
    assert.equal((await browser.submit(page, '/compose', { text: 'x', reply: id })).status, 404);
  });

  test('writing anew deletes the old post only with the new one', async () => {
    const id = await createPost(ann.ctx(), { text: 'first try' });
    const page = await browser.open(`/compose?redraft=${id}`);
    assert.match(page.html, />first try<\/textarea>/);
    await browser.submit(page, '/compose', { text: '' });
    assert.equal((await postById(ann.ctx(), id)).body.text, 'first try');
    const sent = await browser.submit(page, '/compose', { text: 'second try', visibility: 'public' });
    assert.equal((await lastPost(sent.location)).body.text, 'second try');
    await assert.rejects(postById(ann.ctx(), id), { code: 'not-found' });
    assert.equal((await (await browserOf(ben)).open(`/compose?redraft=${id}`)).status, 404);
  });

  test("another's post cannot be written anew", async () => {
    const id = await createPost(ben.ctx(), { text: 'of ben' });
    assert.equal((await browser.open(`/compose?redraft=${id}`)).status, 403);
  });

  test('is sent alone to the script', async () => {
    const { html } = await browser.open('/compose?fragment=1');
    assert.match(html, /^<div data-title="New post">/);
    assert.ok(!html.includes('<html'));
  });
});

/** A multipart body. */
function multipart(parts: readonly (readonly [name: string, value: string | Buffer])[]) {
  const boundary = 'boundary-of-the-test';
  const pieces = parts.flatMap(([name, value]) => [
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${typeof value === 'string' ? '' : '; filename="a.png"'}\r\n` +
      `${typeof value === 'string' ? '' : 'Content-Type: image/png\r\n'}\r\n`,
    value,
    '\r\n',
  ]);
  const payload = Buffer.concat([...pieces, `--${boundary}--\r\n`].map((piece) => Buffer.from(piece)));
  return { payload, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}

async function post(
  path: string,
  parts: Parameters<typeof multipart>[0],
  headers: Record<string, string> = {},
) {
  const page = await browser.open('/compose');
  const token = /name="form_token" value="([^"]+)"/.exec(page.html)![1]!;
  const { payload, headers: type } = multipart([['form_token', token], ...parts]);
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return community.request({
    method: 'POST',
    url: path,
    payload,
    headers: { cookie, origin: `http://${community.host}`, ...type, ...headers },
  });
}

describe('pictures', () => {
  test('are posted with the form, each with its description', async () => {
    const answer = await post('/compose', [
      ['text', ''],
      ['visibility', 'public'],
      ['file-1', await pictureOf('red')],
      ['alt-1', SCRIPT],
    ]);
    assert.equal(answer.statusCode, 303, answer.body);
    const { body } = await lastPost(answer.headers.location as string);
    assert.equal(body.media[0]!.description, SCRIPT);
    const { html } = await browser.open(answer.headers.location as string);
    assert.ok(!html.includes('<script>alert'));
  });

  test('that are none are told beside their field, and those that are stay', async () => {
    const answer = await post('/compose', [
      ['text', 'with two'],
      ['file-1', await pictureOf('blue')],
      ['file-2', Buffer.from('no picture')],
    ]);
    assert.equal(answer.statusCode, 422);
    assert.match(answer.body, />with two<\/textarea>/);
    assert.match(answer.body, /class="attachment" data-media-id="\d+"/);
    assert.match(answer.body, /id="compose-file-2-problem"/);
  });

  test('sent by the script come back with their id, and once for a repeated key', async () => {
    const picture = await pictureOf('green');
    const headers = { accept: 'application/json', 'idempotency-key': 'one' };
    const first = await post('/compose/media', [['file', picture]], headers);
    const again = await post('/compose/media', [['file', picture]], headers);
    assert.equal(first.statusCode, 200, first.body);
    assert.deepEqual(again.json(), first.json());
    const { id, previewUrl, width, height } = first.json();
    assert.match(previewUrl, /^\/media\//);
    assert.deepEqual([width, height], [64, 48]);
    const described = await post(
      `/compose/media/${id}`,
      [
        ['description', 'A green field'],
        ['focus', '0.5,-0.25'],
      ],
      headers,
    );
    assert.deepEqual(described.json(), {
      ok: true,
      id,
      description: 'A green field',
      focus: { x: 0.5, y: -0.25 },
    });
    for (const _ of [1, 2])
      assert.equal((await post(`/compose/media/${id}/delete`, [], headers)).statusCode, 200);
  });

  test('that are none are refused in words', async () => {
    const answer = await post('/compose/media', [['file', Buffer.from('x')]], { accept: 'application/json' });
    assert.equal(answer.statusCode, 422);
    assert.match(answer.json().error, /\w/);
  });
});

describe('completion', () => {
  test('finds people and tags by what they begin with', async () => {
    await createPost(ben.ctx(), { text: '#Gardening' });
    const people = JSON.parse((await browser.open('/compose/complete?q=@be')).html);
    assert.deepEqual(
      people.people.map((one: { username: string }) => one.username),
      ['ben'],
    );
    const tags = JSON.parse((await browser.open('/compose/complete?q=%23gard')).html);
    assert.deepEqual(tags.tags, [{ name: 'Gardening' }]);
    assert.deepEqual(JSON.parse((await browser.open('/compose/complete?q=x')).html), {
      people: [],
      tags: [],
    });
  });

  test('tells nothing of another community', async () => {
    const other = await makeCommunity();
    const stranger = await other.person('cat');
    const theirs = makeBrowser(other);
    theirs.cookies.set('session', await stranger.token());
    assert.deepEqual(JSON.parse((await theirs.open('/compose/complete?q=@be')).html).people, []);
  });
});
