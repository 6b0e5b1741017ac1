import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeBrowser } from '../../../../test/support/browser.ts';
import { makeCommunity, type Person } from '../../../../test/support/community.ts';
import { STATEMENTS, serve } from '../../../../test/support/served.ts';
import { createPost } from '../../../post/create.ts';
import { editPost } from '../../../post/edit.ts';
import { likePost } from '../../../post/like.ts';
import { postById } from '../../../post/post.ts';
import { repost } from '../../../post/repost.ts';

const SCRIPT = '<script>alert(1)</script>';

const community = await makeCommunity();
const [ann, ben] = [await community.person('ann'), await community.person('ben')];
const stranger = makeBrowser(community);

async function browserOf(person: Person) {
  const browser = makeBrowser(community);
  browser.cookies.set('session', await person.token());
  return browser;
}

const annsBrowser = await browserOf(ann);
const write = (by: Person, text: string, parentId?: string) => createPost(by.ctx(), { text, parentId });

describe('the page of a post', () => {
  test('shows what it answers above and what answers it below, nested', async () => {
    const root = await write(ann, 'the beginning');
    const middle = await write(ben, 'the middle', root);
    const answer = await write(ann, 'an answer', middle);
    const deeper = await write(ben, 'a deeper answer', answer);
    const { html, status } = await annsBrowser.open(`/@ben/${middle}`);
    assert.equal(status, 200);
    const at = (text: string) => html.indexOf(`>${text}<`);
    assert.ok(at('the beginning') < at('the middle') && at('the middle') < at('an answer'));
    assert.match(
      html,
      new RegExp(`post-${answer}[\\s\\S]*<details class="branch" open>[\\s\\S]*post-${deeper}`),
    );
    assert.match(html, /<h1[^>]*>Post by ben<\/h1>/);
    assert.match(html, new RegExp(`name="reply" value="${middle}"`));
    assert.equal((await postById(ann.ctx(), middle)).viewCount, 1);
  });

  test('is found under its author’s name alone, and a repost under its original’s', async () => {
    const id = await write(ann, 'mine');
    assert.equal((await stranger.open(`/@ben/${id}`)).location, `/@ann/${id}`);
    const wrapper = await repost(ben.ctx(), id);
    assert.equal((await stranger.open(`/@ben/${wrapper}`)).location, `/@ann/${id}`);
    assert.equal((await stranger.open(`/@ben/${id}/likes`)).location, `/@ann/${id}/likes`);
  });

  test('is not there for who may not see it', async () => {
    const id = await createPost(ann.ctx(), { text: 'for few', visibility: 'followers' });
    for (const path of ['', '/likes', '/reposts', '/history']) {
      assert.equal((await stranger.open(`/@ann/${id}${path}`)).status, 404, path);
      assert.equal((await (await browserOf(ben)).open(`/@ann/${id}${path}`)).status, 404, path);
    }
    assert.equal((await annsBrowser.open(`/@ann/${id}`)).status, 200);
    assert.equal((await stranger.open('/@ann/nonsense')).status, 404);
    const other = makeBrowser(await makeCommunity());
    const shown = await write(ann, 'for all here');
    assert.equal((await other.open(`/@ann/${shown}`)).status, 404);
  });

  test('asks to sign in where a community shows itself to members alone', async () => {
    const closed = await makeCommunity({ publicPreview: false });
    const member = await closed.person('dot');
    const id = await createPost(member.ctx(), { text: 'inside' });
    assert.match((await makeBrowser(closed).open(`/@dot/${id}`)).location!, /^\/sign-in/);
  });

  test('writes what people typed as text', async () => {
    const id = await createPost(ann.ctx(), { text: SCRIPT, spoilerText: SCRIPT });
    await write(ben, SCRIPT, id);
    assert.ok(!(await annsBrowser.open(`/@ann/${id}`)).html.includes('<script>alert'));
  });

  test('cuts long threads and leads on', async () => {
    const id = await write(ann, 'much talked of');
    for (let i = 0; i < 64; i++) await write(ben, `remark number ${i}.`, id);
    const first = await annsBrowser.open(`/@ann/${id}`);
    assert.match(first.html, /remark number 0\./);
    const next = /<a class="more" href="([^"]+)"/.exec(first.html)?.[1];
    assert.match(next ?? '', /\?after=\d+#replies$/);
    const second = await annsBrowser.open(next!.split('#')[0]!);
    assert.match(second.html, /remark number 63\./);
    assert.ok(!second.html.includes('remark number 0.'));
    assert.match(second.html, /Back to the first replies/);
  });

  test('leads on from where a branch is too deep', async () => {
    const id = await write(ann, 'a deep one');
    let last = id;
    for (let i = 0; i < 15; i++) last = await write(ben, `level ${i}`, last);
    const { html } = await annsBrowser.open(`/@ann/${id}`);
    assert.match(html, /level 11</);
    assert.ok(!html.includes('level 12<'));
    assert.match(html, /class="more-replies" href="\/@ben\/\d+">Show 3 more replies/);
  });

  test('runs as many statements for many comments as for few', async () => {
    const { ask } = await serve(community.deployment);
    const token = await ann.token();
    const [few, many] = [await write(ann, 'few'), await write(ann, 'many')];
    for (let i = 0; i < 2; i++) await write(ben, `${i}`, few);
    for (let i = 0; i < 25; i++) await write(ben, `${i}`, many);
    const count = async (id: string) => {
      const url = `/@ann/${id}`;
      const headers = { cookie: `session=${token}` };
      await ask({ host: community.host, url, headers });
      return Number((await ask({ host: community.host, url, headers })).headers[STATEMENTS]);
    };
    const statements = await count(many);
    assert.equal(statements, await count(few));
    assert.ok(statements > 0 && statements < 12, String(statements));
  });
});

describe('the lists of a post', () => {
  test('name who liked and who reposted it', async () => {
    const id = await write(ann, 'liked');
    assert.match((await stranger.open(`/@ann/${id}/likes`)).html, /Nobody has liked this yet/);
    await likePost(ben.ctx(), id);
    await repost(ben.ctx(), id);
    for (const list of ['likes', 'reposts'])
      assert.match((await stranger.open(`/@ann/${id}/${list}`)).html, /href="\/@ben"/, list);
    assert.match((await stranger.open(`/@ann/${id}`)).html, new RegExp(`href="/@ann/${id}/likes">1 like<`));
  });

  test('history marks what came and went', async () => {
    const id = await write(ann, `the red boat ${SCRIPT}`);
    await editPost(ann.ctx(), id, { text: `the blue boat ${SCRIPT}` });
    const { html } = await stranger.open(`/@ann/${id}/history`);
    assert.match(html, /<del>.*?red<\/del>/);
    assert.match(html, /<ins>.*?blue<\/ins>/);
    assert.ok(!html.includes('<script>alert'));
    assert.match((await stranger.open(`/@ann/${id}`)).html, new RegExp(`href="/@ann/${id}/history"`));
  });
});

describe('editing', () => {
  test('shows the post in the form and saves it, also twice', async () => {
    const id = await write(ann, 'with a mistkae');
    const page = await annsBrowser.open(`/@ann/${id}/edit`);
    assert.match(page.html, />with a mistkae<\/textarea>/);
    for (const _ of [1, 2]) {
      const answer = await annsBrowser.submit(page, `/@ann/${id}/edit`, {
        text: 'with a mistake',
        language: 'en',
      });
      assert.equal(answer.location, `/@ann/${id}`);
    }
    const { body, version } = await postById(ann.ctx(), id);
    assert.deepEqual([body.text, version], ['with a mistake', 2]);
  });

  test('keeps what was typed when it is refused', async () => {
    const id = await write(ann, 'short');
    const page = await annsBrowser.open(`/@ann/${id}/edit`);
    const answer = await annsBrowser.submit(page, `/@ann/${id}/edit`, { text: 'y'.repeat(501) });
    assert.equal(answer.status, 422);
    assert.match(answer.html, /y{501}<\/textarea>/);
    assert.match(answer.html, /id="edit-text-problem"/);
  });

  test('is for the author', async () => {
    const id = await write(ann, 'mine');
    const bens = await browserOf(ben);
    assert.equal((await bens.open(`/@ann/${id}/edit`)).status, 403);
    assert.equal((await bens.open(`/@ann/${id}/delete`)).status, 403);
    assert.match((await stranger.open(`/@ann/${id}/edit`)).location!, /^\/sign-in/);
  });
});

describe('deleting', () => {
  test('asks first, and repeats harmlessly', async () => {
    const id = await write(ann, 'to go');
    const page = await annsBrowser.open(`/@ann/${id}/delete`);
    assert.match(page.html, /Delete this post\?/);
    for (const _ of [1, 2]) {
      const answer = await annsBrowser.submit(page, `/@ann/${id}/delete`);
      assert.equal(answer.location, '/@ann');
    }
    assert.equal((await annsBrowser.open(`/@ann/${id}`)).status, 404);
  });

  test("another's post stays", async () => {
    const [mine, theirs] = [await write(ann, 'mine'), await write(ben, 'theirs')];
    const page = await annsBrowser.open(`/@ann/${mine}/delete`);
    const html = page.html.replaceAll(`/@ann/${mine}/delete`, `/@ben/${theirs}/delete`);
    assert.equal((await annsBrowser.submit({ ...page, html }, `/@ben/${theirs}/delete`)).status, 403);
    assert.ok(await postById(ben.ctx(), theirs));
  });
});
