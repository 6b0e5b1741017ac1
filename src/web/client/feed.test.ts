import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { atEnd } from '../../../test/support/at-end.ts';
import { wheel } from '../../../test/support/at-rest.ts';
import { NO_CHROMIUM } from '../../../test/support/chromium.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { openBrowser, openPage } from './testing/chromium.ts';
import { makeSite, type Site } from './testing/site.ts';

/** The cards there are, and the one at the top with its distance from the edge. */
const lookAt = (page: Page) =>
  page.evaluate(() => {
    const cards = [...document.querySelectorAll('.post')];
    const top = cards.find((card) => card.getBoundingClientRect().bottom > 0);
    const ids = cards.map((card) => Number(card.id.slice(5)));
    return { ids, top: top?.id, at: Math.round(top?.getBoundingClientRect().top ?? 0) };
  });

const countOf = (page: Page): Promise<number> => page.locator('.post').count();

/** Scrolls until the feed has so many cards, then a bit further than a card's edge. */
async function scrollFar(page: Page, cards: number): Promise<void> {
  await eventually(
    async () => {
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      return countOf(page);
    },
    (count) => count >= cards,
  );
  await page.evaluate(() => document.querySelectorAll('.post')[50]!.scrollIntoView());
  await wheel(page, 37);
}

/** Whether no post is missing, and none there twice. */
const isWhole = (ids: readonly number[]): boolean =>
  ids.every((id, index) => index === 0 || id === ids[index - 1]! - 1);

const range = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => from - index);

describe('a feed in the browser', { skip: NO_CHROMIUM }, async () => {
  if (NO_CHROMIUM) return;
  const cached = await openBrowser({ cachesPages: true });
  const uncached = await openBrowser({ cachesPages: false });

  const visit = async (
    context: BrowserContext,
  ): Promise<{ site: Site; page: Page; complaints: string[] }> => {
    const site = await makeSite();
    atEnd(() => site.stop());
    const opened = await openPage(context);
    await opened.page.goto(`${site.address}/home`);
    return { site, ...opened };
  };

  test('grows to its end, without breaking the policy', async () => {
    const { page, complaints } = await visit(cached);
    await scrollFar(page, 100);
    const { ids } = await lookAt(page);
    assert.deepEqual(ids, range(100, 1));
    assert.equal(await page.locator('.end-of-list').count(), 1);
    assert.equal(await page.locator('.more').count(), 0);
    assert.deepEqual(complaints, []);
  });

  test('keeps the link and says so when a page cannot be had, and goes on when asked', async () => {
    const { site, page } = await visit(cached);
    site.instead.set('GET /home', (_, response) => response.writeHead(500).end());
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.getByRole('alert').getByText('That did not work').waitFor();
    assert.equal(await countOf(page), 20);
    await page.locator('.more').focus();
    await page.keyboard.press('Enter');
    await eventually(
      () => countOf(page),
      (count) => count >= 40,
    );
    // The focus goes on to the first card that came.
    await page.locator('#post-80:focus').waitFor();
  });

  for (const [name, context] of [
    ['from the cache', cached],
    ['without a cache', uncached],
  ] as const) {
    test(`is found as it was left when one goes back, ${name}`, async () => {
      const { page } = await visit(context);
      await scrollFar(page, 80);
      const before = await lookAt(page);
      await page.evaluate(() => Object.assign(window, { same: true }));
      await page.locator('#away').evaluate((link: HTMLElement) => link.click());
      await page.waitForURL(/@ann/);
      await page.evaluate(() => history.back());
      await page.waitForURL(/home/);
      const after = await eventually(
        () => lookAt(page),
        ({ top, at }) => top === before.top && Math.abs(at - before.at) <= 1,
      );
      assert.deepEqual(after.ids.slice(0, 80), range(100, 21));
      assert.equal(await page.evaluate(() => 'same' in window), context === cached);
    });
  }

  for (const newer of [5, 30]) {
    test(`is found as it was left although ${newer} newer posts have come, with none missing`, async () => {
      const { site, page } = await visit(uncached);
      await scrollFar(page, 80);
      const before = await lookAt(page);
      await page.locator('#away').evaluate((link: HTMLElement) => link.click());
      await page.waitForURL(/@ann/);
      site.addPosts(newer);
      await page.goBack();
      const after = await eventually(
        () => lookAt(page),
        ({ ids, top, at }) =>
          isWhole(ids) && ids.length >= 80 + newer && top === before.top && Math.abs(at - before.at) <= 1,
      );
      assert.equal(after.ids[0], 100 + newer);
    });
  }

  test('is found as it was left after reloading, with what was done since', async () => {
    const { site, page } = await visit(uncached);
    await scrollFar(page, 80);
    const before = await lookAt(page);
    site.liked.add(60);
    await page.reload();
    await eventually(
      () => lookAt(page),
      ({ ids, top, at }) => ids.length >= 80 && top === before.top && Math.abs(at - before.at) <= 1,
    );
    assert.equal(await page.locator('#post-60 [aria-pressed]').getAttribute('aria-pressed'), 'true');
  });

  test('begins at the top when it is opened by a link', async () => {
    const { site, page } = await visit(uncached);
    await scrollFar(page, 80);
    await page.goto(`${site.address}/@ann/1`);
    await page.goto(`${site.address}/home`);
    assert.equal(await countOf(page), 20);
    assert.equal(await page.evaluate(() => scrollY), 0);
  });
});
