// Scrolling goes on for a while after the hand has left: waiting until a page stands still.

import type { Page } from 'playwright-core';
import { eventually } from './eventually.ts';

/** Milliseconds after which a hand that saw nothing move tries again. */
const TRY_AGAIN = 2_000;

/** Scrolls as a hand does, to the end of the movement; once more where the page was busy or at its end just then. */
export async function wheel(page: Page, distance: number): Promise<void> {
  const from = await page.evaluate(() => scrollY);
  let tried = 0;
  await eventually(
    async () => {
      if (Date.now() - tried > TRY_AGAIN) {
        tried = Date.now();
        await page.mouse.wheel(0, distance);
      }
      return page.evaluate(() => scrollY);
    },
    (y) => y !== from,
  );
  await atRest(page);
}

/** Waits until nothing has moved for half a second of frames. */
export const atRest = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const place = () => `${scrollY} ${document.querySelector('.post')?.getBoundingClientRect().top}`;
    const frame = () => new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve), 50));
    for (let still = 0, last = ''; still < 10; last = place()) {
      await frame();
      still = place() === last ? still + 1 : 0;
    }
  });
