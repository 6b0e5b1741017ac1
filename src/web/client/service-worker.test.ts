import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { atEnd } from '../../../test/support/at-end.ts';
import { NO_CHROMIUM } from '../../../test/support/chromium.ts';
import { makeCommunity } from '../../../test/support/community.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { PASSWORD, personWithLogin } from '../../../test/support/logins.ts';
import { createPost } from '../../post/create.ts';
import { makeServer } from '../../server.ts';
import { openBrowser, openPage } from './testing/chromium.ts';
import { keptDrafts } from './testing/kept-drafts.ts';

describe('the service worker', { skip: NO_CHROMIUM }, async () => {
  if (NO_CHROMIUM) return;
  const community = await makeCommunity();
  await personWithLogin(community, 'ann');
  await personWithLogin(community, 'ben');
  const writer = await community.person('cat');
  await createPost(writer.ctx(), { text: 'Seen before the tunnel' });
  const server = await makeServer(community.deployment);
  await server.listen({ host: '127.0.0.1', port: 0 });
  atEnd(() => server.close());
  const origin = `http://${community.host}:${(server.server.address() as AddressInfo).port}`;
  const context = await openBrowser({ cachesPages: false });
  const { page, complaints } = await openPage(context);

  test('shows a page that was seen where there is no network, and says so on any other', async () => {
    await signIn(page, origin, 'ann');
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await page.goto(`${origin}/community`);
    await kept(page, '/community');
    await context.setOffline(true);
    await page.goto(`${origin}/community`);
    assert.equal(await page.getByText('Seen before the tunnel').count(), 1);
    await page.goto(`${origin}/explore`);
    assert.equal(await page.locator('h1').textContent(), 'You are offline');
    await context.setOffline(false);
  });

  test('keeps nothing of settings, sign-in and what is being written', async () => {
    for (const path of ['/settings/security', '/compose', '/sign-in', '/home'])
      await page.goto(origin + path);
    await kept(page, '/home');
    for (const path of await keptPaths(page)) assert.match(path, /^\/(home|community|explore|who)$/);
  });

  test('forgets what one person saw when another signs in over it', async () => {
    await signIn(page, origin, 'ben');
    await page.goto(`${origin}/explore`);
    await kept(page, '/explore');
    assert.ok(!(await keptPaths(page)).includes('/community'));
  });

  test('puts a shared picture with the draft and the words into the post, and sends nothing', async () => {
    await page.goto(`${origin}/about`);
    await page.evaluate(() => {
      const form = document.createElement('form');
      Object.assign(form, { method: 'post', action: '/share', enctype: 'multipart/form-data' });
      const [files, words] = [document.createElement('input'), document.createElement('input')];
      Object.assign(files, { type: 'file', name: 'media' });
      const chosen = new DataTransfer();
      chosen.items.add(new File(['x'], 'x.png', { type: 'image/png' }));
      files.files = chosen.files;
      Object.assign(words, { name: 'text', value: 'look at this' });
      form.append(files, words);
      document.body.append(form);
      form.submit();
    });
    await page.waitForURL(/\/compose\?text=look/);
    await eventually(
      () => countFiles(page),
      (files) => files === 1,
    );
  });

  test('leaves nothing behind when somebody signs out', async () => {
    await page.goto(`${origin}/home`);
    await kept(page, '/home');
    await page.goto(`${origin}/sign-out`);
    await page.locator('main button[type=submit]').click();
    await page.waitForURL(`${origin}/`);
    await keepsNothing(page);
    assert.deepEqual(complaints, []);
  });
});

async function signIn(page: Page, origin: string, login: string): Promise<void> {
  await page.goto(`${origin}/sign-in`);
  await page.fill('[name=login]', login);
  await page.fill('[name=password]', PASSWORD);
  await page.locator('main button[type=submit]').click();
  await page.waitForURL(`${origin}/`);
}

const keptPaths = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    if (!(await caches.has('pages'))) return [];
    return (await (await caches.open('pages')).keys()).map(({ url }) => new URL(url).pathname);
  });

const kept = (page: Page, path: string): Promise<string[]> =>
  eventually(
    () => keptPaths(page),
    (paths) => paths.includes(path),
  );

/** Pictures that wait with drafts. */
const countFiles = async (page: Page): Promise<number> =>
  (await keptDrafts(page)).filter(([name]) => name.includes(':file:')).length;

/** Waits until neither pages nor pictures are kept. */
const keepsNothing = (page: Page): Promise<unknown> =>
  eventually(
    async () => [...(await keptPaths(page)), ...(await keptDrafts(page))],
    ({ length }) => length === 0,
  );
