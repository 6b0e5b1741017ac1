// Looking at a page that is kept true while one looks.

import type { Locator, Page } from 'playwright-core';
import type { Member } from '../member.ts';

/** The quiet button above a list, saying this. */
export const newer = (page: Page, words?: string): Locator =>
  page.locator('.feed-newer > button', words === undefined ? {} : { hasText: words });

/** Opens a path and waits until the server knows what is shown: by this page's line, or that of another tab. */
export async function openLive(member: Member, path: string, page = member.page): Promise<void> {
  await page.goto(member.at(path), { waitUntil: 'commit' });
  // What the page before still asks does not count.
  const asked = await page
    .context()
    .waitForEvent('request', (request) => new URL(request.url()).pathname === '/live/watch');
  await asked.response();
  await page.waitForLoadState();
}

/** Leaves a mark that is gone when the page is loaded anew. */
export const markPage = (page: Page): Promise<void> =>
  page.evaluate(() => {
    Object.assign(window, { marked: true });
  });

export const wasReloaded = (page: Page): Promise<boolean> => page.evaluate(() => !('marked' in window));

/** Where the window stands, and where its posts stand in it. */
export const whereabouts = (page: Page) =>
  page.evaluate(() => ({
    scrolled: scrollY,
    posts: [...document.querySelectorAll('.post')].map((post) => post.getBoundingClientRect().top),
  }));

/** Collects what the server says on the page's line, from its next opening on. */
export async function hearing(page: Page): Promise<readonly string[]> {
  const heard: string[] = [];
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  devtools.on('Network.eventSourceMessageReceived', ({ eventName, data }) =>
    heard.push(`${eventName} ${data}`),
  );
  return heard;
}
