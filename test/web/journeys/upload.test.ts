// A picture on its way to the server when the line is cut, and a text half written when the browser is killed.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type Mortal, startMortal } from '../../../src/web/client/testing/chromium.ts';
import { keptDrafts, keptForGood } from '../../../src/web/client/testing/kept-drafts.ts';
import { DESKTOP, HARMLESS, NO_CHROMIUM, openWindow, PHONE } from '../../support/chromium.ts';
import { eventually } from '../../support/eventually.ts';
import { noisePicture } from '../../support/picture.ts';
import { PASSWORD, runServer } from '../../support/running-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { ADDED, choose, composerReady } from '../member.ts';
import { type Line, layLine } from './line.ts';

describe('a picture and a text', { skip: NO_CHROMIUM }, () => {
  let line: Line;
  let address: string;
  let profile: string;
  let picture: string;
  let browser: Mortal;
  let page: Page;
  /** What was not allowed, or broke. */
  const complaints: string[] = [];

  const compose = () => page.goto(`${address}/compose`);
  const form = () => page.locator('main form.composer');
  const attachments = () => form().locator('.attachment');

  const post = async () => {
    await form().getByRole('button', { name: 'Post', exact: true }).click();
    await page.waitForURL(/\/@ann\/\d+$/);
  };

  before(async () => {
    if (NO_CHROMIUM) return;
    profile = await temporaryFolder('nexus-profile');
    picture = join(profile, 'sea.png');
    await writeFile(picture, await noisePicture(1000, 700));
    line = await layLine();
    address = `http://localhost:${line.port}`;
    const server = await runServer({ env: { PUBLIC_PORT: String(line.port) } });
    line.leadTo(Number(new URL(server.address).port));
    await server.member('ann');
    await begin();
    await signIn(page, address);
  });

  async function begin(): Promise<void> {
    browser = await startMortal(profile);
    ({ page } = browser);
    page.on('pageerror', ({ message }) => {
      if (!HARMLESS.test(message)) complaints.push(message);
    });
    page.on('console', (said) => {
      if (/Content Security Policy|Trusted/.test(said.text())) complaints.push(said.text());
    });
  }

  for (const viewport of [PHONE, DESKTOP])
    test(`an upload that was cut off in its middle goes on by itself, ${viewport.width} px wide`, async () => {
      const alt = `A rough sea of ${viewport.width}`;
      await page.setViewportSize(viewport);
      await compose();
      const [keys, before] = [keysOf(page), line.uploads()];
      line.cutAfter(500_000);
      await failWith(page, picture);
      line.mend();
      await form().locator(ADDED).waitFor();
      assert.ok(keys.length >= 2 && line.uploads() >= before + 2);
      assert.equal(new Set(keys).size, 1);
      assert.equal(await attachments().count(), 1);
      await attachments().getByLabel('Description').fill(alt);
      await form().getByLabel('Text of the post').fill(`Cut off once at ${viewport.width}`);
      // Counting the characters does not take the word about the picture from those who hear it.
      await page.waitForTimeout(900);
      assert.match((await form().locator('[data-said]').textContent())!, /sea\.png is added/);
      await post();
      assert.equal(await page.getByRole('img', { name: alt }).count(), 1);
    });

  for (const viewport of [PHONE, DESKTOP])
    test(`without script a form that was cut off is sent by loading anew, ${viewport.width} px wide`, async () => {
      const { page: plain } = await openWindow({ viewport, javaScriptEnabled: false });
      const text = `Sent twice at ${viewport.width}`;
      await signIn(plain, address);
      await plain.goto(`${address}/compose`);
      const written = plain.locator('main form.composer');
      await written.getByLabel('Text of the post').fill(text);
      await written.getByText('Add pictures').click();
      await written.locator('input[name=file-1]').setInputFiles(picture);
      await written.locator('input[name=alt-1]').fill('A sea by form');
      line.cutAfter(500_000);
      await written.getByRole('button', { name: 'Post', exact: true }).click();
      await plain.waitForURL(/chrome-error/);
      line.mend();
      await plain.reload();
      await plain.waitForURL(/\/@ann\/\d+$/);
      assert.equal(await plain.getByRole('img', { name: 'A sea by form' }).count(), 1);
      await plain.goto(`${address}/@ann`);
      assert.equal(await plain.locator('article.post', { hasText: text }).count(), 1);
      await plain.context().close();
    });

  test('an upload whose answer was lost does not become two pictures', async () => {
    await compose();
    const [keys, ids, before] = [keysOf(page), idsOf(page), line.uploads()];
    line.loseAnswer();
    await failWith(page, picture);
    line.mend();
    await form().locator(ADDED).waitFor();
    assert.ok(keys.length >= 2 && line.uploads() >= before + 2);
    assert.equal(new Set(keys).size, 1);
    assert.equal(await attachments().count(), 1);
    // The server knows the upload by its key, whoever asks once more.
    const again = await page.evaluate(sendAgain, keys[0]!);
    assert.deepEqual(
      await eventually(
        async () => ids,
        ({ length }) => length === 2,
      ),
      [again, again],
    );
    await attachments().getByLabel('Description').fill('A sea seen twice');
    await form().getByLabel('Text of the post').fill('Answered twice');
    await post();
    assert.equal(await page.getByRole('img', { name: 'A sea seen twice' }).count(), 1);
  });

  test('both are there after leaving, reloading, and when the browser was killed in the middle', async () => {
    await compose();
    await page.route('**/compose/media', (route) => route.abort());
    await choose(page, picture);
    await attachments().getByLabel('Description').fill('A calm sea');
    await form().getByLabel('Text of the post').fill('Half written');
    await page.getByRole('main').getByLabel('Text of the post').blur();
    const isBack = async (): Promise<void> => {
      await attachments().waitFor();
      assert.equal(await attachments().count(), 1);
      assert.equal(await form().getByLabel('Text of the post').inputValue(), 'Half written');
      assert.equal(await attachments().getByLabel('Description').inputValue(), 'A calm sea');
    };
    await page.goto(`${address}/about`);
    await compose();
    await isBack();
    await page.reload();
    await isBack();
    await keptForGood(page, 'Half written', 'A calm sea');
    await browser.kill();
    await begin();
    await compose();
    // Chromium writes cookies down twice a minute: the session may be gone, what was written must not be.
    if (new URL(page.url()).pathname === '/sign-in') await signIn(page, address);
    await compose();
    await isBack();
    await form().locator(ADDED).waitFor();
    await post();
    await page.getByText('Half written').first().waitFor();
    assert.equal(await page.getByRole('img', { name: 'A calm sea' }).count(), 1);
  });

  test('and nothing of it is left once it is out', async () => {
    await compose();
    await composerReady(page);
    assert.deepEqual(await keptDrafts(page), []);
    assert.equal(await attachments().count(), 0);
    assert.equal(await form().getByLabel('Text of the post').inputValue(), '');
    assert.deepEqual(complaints, []);
    await browser.kill();
  });
});

async function signIn(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/sign-in`);
  await page.getByLabel('Username or email address').fill('ann');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Notifications' }).first().waitFor();
}

/** Chooses a picture whose upload fails, and waits until it has. */
async function failWith(page: Page, file: string): Promise<void> {
  const failed = page.waitForEvent('requestfailed', (request) => isUpload(request.url()));
  await choose(page, file);
  await failed;
}

/** The keys under which pictures are sent, from now on. */
function keysOf(page: Page): readonly string[] {
  const keys: string[] = [];
  page.on('request', (request) => {
    if (isUpload(request.url())) keys.push(request.headers()['idempotency-key']!);
  });
  return keys;
}

/** The ids that the server gives pictures, from now on. */
function idsOf(page: Page): readonly string[] {
  const ids: string[] = [];
  page.on('response', async (answer) => {
    if (isUpload(answer.url())) ids.push(((await answer.json()) as { id: string }).id);
  });
  return ids;
}

const isUpload = (url: string): boolean => new URL(url).pathname === '/compose/media';

/** Sends a small picture under a key that was used before; gives the id it gets. Runs in the page. */
async function sendAgain(key: string): Promise<string> {
  const form = new FormData();
  form.append('form_token', document.querySelector<HTMLInputElement>('[name=form_token]')!.value);
  const canvas = document.createElement('canvas');
  const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  form.append('file', picture!, 'other.png');
  const headers = { 'Idempotency-Key': key, Accept: 'application/json' };
  const answer = await fetch('/compose/media', { method: 'POST', body: form, headers });
  return ((await answer.json()) as { id: string }).id;
}
