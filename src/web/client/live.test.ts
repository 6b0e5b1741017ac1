import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { atEnd } from '../../../test/support/at-end.ts';
import { NO_CHROMIUM } from '../../../test/support/chromium.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { openBrowser, openPage } from './testing/chromium.ts';
import { makeSite, type Site } from './testing/site.ts';

const newer = (page: Page) => page.locator('.feed-newer button');

const opened = ({ hits }: Site) => hits.filter((hit) => hit.startsWith('GET /live')).length;

const lines = (site: Site, wanted: number) =>
  eventually(
    async () => site.lines.size,
    (size) => size === wanted,
  );

describe('the live line in the browser', { skip: NO_CHROMIUM }, async () => {
  if (NO_CHROMIUM) return;
  const context = await openBrowser({ cachesPages: true });
  const site = await makeSite();
  atEnd(() => site.stop());
  const tab = async () => {
    const given = await openPage(context);
    await given.page.goto(`${site.address}/home`);
    return given;
  };
  const first = await tab();
  await lines(site, 1);
  const second = await tab();

  test('is one for all tabs', async () => {
    for (const { page } of [first, second]) {
      await eventually(
        () => {
          site.tell('notification', { unread: 2 });
          return page.title();
        },
        (title) => title === '(2) Home',
      );
      assert.equal(await page.locator('[data-unread]').textContent(), '2');
    }
    assert.equal(site.lines.size, 1);
    assert.equal(opened(site), 1);
  });

  test('brings new posts only when asked, and moves nothing before', async () => {
    const { page } = first;
    const top = await page.locator('#post-100').boundingBox();
    site.addPosts(2);
    site.tell('home', { id: '101', own: false });
    site.tell('home', { id: '101', own: false });
    site.tell('home', { id: '103', own: true });
    await newer(page).getByText('1 new post').waitFor();
    site.tell('home', { id: '102', own: false });
    await newer(page).getByText('2 new posts').waitFor();
    assert.deepEqual(await page.locator('#post-100').boundingBox(), top);
    await newer(page).press('Enter');
    await page.locator('#post-102').waitFor();
    await newer(page).waitFor({ state: 'hidden' });
    assert.equal(await page.locator('.post').first().getAttribute('id'), 'post-102');
    assert.equal(await page.locator('.post').count(), 22);
    await page.locator('#post-102:focus').waitFor();
  });

  test('moves counts and says what is gone', async () => {
    const { page } = first;
    site.tell('counts', { id: '100', likes: 1234, reposts: 0, comments: 0 });
    await page.locator('#post-100 .count').getByText('1.2K').waitFor();
    site.tell('post', { id: '99', gone: true });
    await page.locator('#post-99').getByText('This post has been deleted.').waitFor();
  });

  test('tells a tab that joins what has come while its page was loading', async () => {
    const { page } = first;
    // Newer than what is shown, as for a page that was made before.
    site.tell('home', { id: '120', own: false });
    await newer(page).getByText('1 new post').waitFor();
    const third = await tab();
    await newer(third.page).getByText('1 new post').waitFor();
    assert.equal(await newer(page).textContent(), '1 new post');
    assert.equal(opened(site), 1);
    await third.page.close();
  });

  test('is taken over when its tab goes, and counts from what is shown by then', async () => {
    await first.page.close();
    await eventually(
      async () => opened(site),
      (count) => count === 2,
    );
    await lines(site, 1);
    assert.ok(site.hits.includes('GET /live?home=100'));
    await newer(second.page).getByText('2 new posts').waitFor();
  });

  test('catches up after the server was away', async () => {
    await site.stop();
    site.addPosts(3);
    await site.start();
    await newer(second.page).getByText('5 new posts').waitFor();
    // What happens while the line is greeted is told after the greeting, which counts it already.
    site.tell('home', { id: '105', own: false });
    site.tell('notification', { unread: 3 });
    await eventually(
      () => second.page.title(),
      (title) => title === '(3) Home',
    );
    assert.equal(await newer(second.page).textContent(), '5 new posts');
  });

  test('is let go by a page that is left, which catches up when it is back from the cache', async () => {
    const { page, complaints } = second;
    await page.evaluate(() => Object.assign(window, { same: true }));
    const before = opened(site);
    await page.locator('#away').click();
    // The page one has come to holds the line now.
    await eventually(
      async () => opened(site),
      (count) => count > before,
    );
    site.addPosts(1);
    await page.evaluate(() => history.back());
    await page.waitForURL(/home/);
    await newer(page).getByText('6 new posts').waitFor();
    assert.equal(await page.evaluate(() => 'same' in window), true);
    await lines(site, 1);
    assert.deepEqual(complaints, []);
  });
});
