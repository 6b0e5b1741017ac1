import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { atEnd } from '../../../test/support/at-end.ts';
import { NO_CHROMIUM } from '../../../test/support/chromium.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { younger } from './drafts.ts';
import { startMortal } from './testing/chromium.ts';
import { keptForGood } from './testing/kept-drafts.ts';
import { makeSite } from './testing/site.ts';

// The page imports these as the composer does; both are bundled beside the script.
type Drafts = typeof import('./drafts.ts');
type Uploads = typeof import('./upload.ts');

declare global {
  interface Window {
    modules: Promise<[Drafts, Uploads]>;
    sent: Promise<{ id: string }>;
    shares: number[];
  }
}

async function open(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/home`);
  await page.evaluate(() => {
    // Through a variable: the test's own loader shall not look for the files.
    const load = (name: string) => import(`/web/${name}.js`);
    window.modules = Promise.all([load('drafts'), load('upload')]);
  });
}

const write = (page: Page, text: string) =>
  page.evaluate(
    async (words) => (await window.modules)[0].openDraft('1', 'new').write({ text: words }),
    text,
  );

const read = (page: Page) =>
  page.evaluate(async () => {
    const draft = (await window.modules)[0].openDraft('1', 'new');
    const files = (await draft.files()).map(({ key, file, mediaId }) => ({ key, size: file.size, mediaId }));
    return { text: (await draft.read())?.fields.text, files };
  });

/** Keeps a picture of a million bytes if there is none, and sends it by its key. */
const send = (page: Page) =>
  page.evaluate(async () => {
    const [drafts, uploads] = await window.modules;
    const draft = drafts.openDraft('1', 'new');
    const file = new File([new Uint8Array(1_000_000)], 'cat.png', { type: 'image/png' });
    const kept = (await draft.files())[0] ?? (await draft.keepFile(file));
    window.shares = [];
    const progress = (share: number) => window.shares.push(share);
    const { signal } = new AbortController();
    window.sent = uploads.upload({ file: kept.file, key: kept.key, token: 'token', progress, signal });
    window.sent.then(({ id }) => draft.changeFile(kept.key, { mediaId: id }));
  });

const sent = (page: Page) => page.evaluate(() => window.sent);

test('of two copies of a draft the younger counts, unless it is empty or old', () => {
  const now = Date.now();
  const older = { fields: { text: 'older' }, at: now - 2_000 };
  const later = { fields: { text: 'later' }, at: now };
  assert.equal(younger(older, later), later);
  assert.equal(younger(later, older), later);
  assert.equal(younger(undefined, older), older);
  assert.equal(younger(older, { fields: { text: '' }, at: now }), undefined);
  assert.equal(younger({ fields: { text: 'x' }, at: now - 30 * 24 * 3_600_000 }, undefined), undefined);
});

describe('a draft in the browser', { skip: NO_CHROMIUM }, async () => {
  if (NO_CHROMIUM) return;
  const site = await makeSite();
  atEnd(() => site.stop());
  const profile = await temporaryFolder('nexus-profile');
  let browser = await startMortal(profile);
  const again = async () => {
    await browser.kill();
    browser = await startMortal(profile);
    await open(browser.page, site.address);
  };
  await open(browser.page, site.address);

  test('is there after leaving, reloading, and when the browser was killed', async () => {
    await write(browser.page, 'Hello');
    await open(browser.page, site.address);
    assert.equal((await read(browser.page)).text, 'Hello');
    await write(browser.page, 'Hello again');
    await keptForGood(browser.page, 'Hello again');
    await again();
    assert.equal((await read(browser.page)).text, 'Hello again');
  });

  test('goes on with an upload after the browser was killed in its middle, to one picture', async () => {
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    site.instead.set('POST /compose/media', () => begin());
    await send(browser.page);
    await begun;
    await again();
    const [kept] = (await read(browser.page)).files;
    assert.equal(kept?.size, 1_000_000);
    await send(browser.page);
    assert.equal((await sent(browser.page)).id, '1');
    assert.deepEqual([...site.uploads.keys()], [kept?.key]);
    const state = await eventually(
      () => read(browser.page),
      ({ files }) => files[0]?.mediaId !== undefined,
    );
    assert.equal(state.files[0]?.mediaId, '1');
    assert.equal(await browser.page.evaluate(() => window.shares.at(-1)), 1);
  });

  test('goes on with an upload when the answer was lost and the server was away', async () => {
    const before = site.uploads.size;
    site.instead.set('POST /compose/media', (request) => {
      request.resume();
      request.on('end', () => request.socket.destroy());
    });
    await send(browser.page);
    await eventually(
      async () => site.instead.size,
      (size) => size === 0,
    );
    await site.stop();
    // Long enough for the browser's own second try to fail as well.
    await browser.page.waitForTimeout(1_500);
    await site.start();
    assert.equal((await sent(browser.page)).id, '1');
    assert.equal(site.uploads.size, before);
  });

  test('tells what the server refuses, and does not try again', async () => {
    const tries = () => site.hits.filter((hit) => hit === 'POST /compose/media').length;
    const before = tries();
    site.instead.set('POST /compose/media', (request, response) => {
      request.resume();
      request.on('end', () => response.writeHead(422).end(JSON.stringify({ error: 'No picture.' })));
    });
    await send(browser.page);
    const error = await browser.page.evaluate(() =>
      window.sent.then(
        () => '',
        ({ message }) => message,
      ),
    );
    assert.equal(error, 'No picture.');
    assert.equal(tries(), before + 1);
  });

  test('is gone after signing out', async () => {
    await write(browser.page, 'Secret');
    await browser.page.locator('#out button').click();
    await browser.page.waitForURL(/sign-out/);
    await open(browser.page, site.address);
    assert.deepEqual(await read(browser.page), { text: undefined, files: [] });
  });
});
