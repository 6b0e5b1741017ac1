// Going back to a feed that was scrolled far: the same cards at the same place, and what was done since is true.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { wheel } from '../../support/at-rest.ts';
import { NO_CHROMIUM } from '../../support/chromium.ts';
import { eventually } from '../../support/eventually.ts';
import type { RunningServer } from '../../support/running-server.ts';
import type { Member } from '../member.ts';
import { arrive, gather } from './company.ts';
import { write } from './forms.ts';
import { markPage, wasReloaded } from './live-page.ts';

const PAGE = 20;
const POSTS = 75;

describe('going back to a feed', { skip: NO_CHROMIUM }, () => {
  let server: RunningServer;
  let members: Readonly<Record<'cached' | 'asked', Member>>;

  before(async () => {
    if (NO_CHROMIUM) return;
    const company = await gather(['ann']);
    server = company.server;
    const { ann } = company.people;
    for (let n = 1; n <= POSTS; n++) await write(ann, `Entry ${n}${'\n\nMore of it.'.repeat(n % 4)}`);
    members = { cached: ann, asked: await arrive(server.address, 'ann', { cachesPages: false }) };
  });

  for (const [index, kind] of (['cached', 'asked'] as const).entries()) {
    test(`finds three pages and the place, ${kind === 'cached' ? 'from the cache' : 'asking again'}`, async () => {
      const { page } = members[kind];
      await members[kind].go('/home');
      await scrollFar(page, 3 * PAGE, 3 * PAGE - 8 + 4 * index);
      await markPage(page);
      const before = await lookAt(page);
      assert.ok(before.cards >= 3 * PAGE);
      const card = page.locator(`[id="${before.top}"]`);
      const liked = (await card.getAttribute('data-post'))!;
      await card.locator('a.when').click();
      await page.waitForURL(/\/@ann\/\d+$/);
      const button = page.locator('main [data-act=like]').first();
      await button.click();
      await page.locator('main [data-act=like][aria-pressed=true]:not([aria-busy])').first().waitFor();

      await page.evaluate(() => history.back());
      await page.waitForURL(/\/home$/);
      await eventually(
        () => lookAt(page),
        ({ cards, top, at }) => cards >= before.cards && top === before.top && Math.abs(at - before.at) <= 1,
      );
      assert.equal(await wasReloaded(page), kind === 'asked');
      const like = page.locator(`[data-post="${liked}"] [data-act=like]`);
      assert.equal(await like.getAttribute('aria-pressed'), 'true');
      await like.locator('.count').getByText('1').waitFor();
      assert.deepEqual(members[kind].window.complaints, []);
    });
  }
});

/** How many cards there are, which is the first wholly in view, and how far from the edge. */
const lookAt = (page: Page) =>
  page.evaluate(() => {
    const cards = [...document.querySelectorAll('nx-feed > .post')];
    const top = cards.find((card) => card.getBoundingClientRect().top > 60);
    return { cards: cards.length, top: top?.id, at: Math.round(top?.getBoundingClientRect().top ?? 0) };
  });

/** Scrolls as a hand does until the feed has so many cards, then a bit further than this card's edge. */
async function scrollFar(page: Page, cards: number, to: number): Promise<void> {
  await page.mouse.move(500, 400);
  await eventually(
    async () => {
      await page.mouse.wheel(0, 1500);
      return (await lookAt(page)).cards;
    },
    (count) => count >= cards,
  );
  await page
    .locator('nx-feed > .post')
    .nth(to)
    .evaluate((card) => card.scrollIntoView());
  await wheel(page, 37);
}
