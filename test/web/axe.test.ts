// axe-core finds nothing on any page: in light, dark and high contrast, on a phone and, for the most important, on a
// desktop and from right to left; and the pages complain of nothing on their console meanwhile.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { DESKTOP, NO_CHROMIUM, openWindow, PHONE, type Window } from '../support/chromium.ts';
import { colourViolations, shapeViolations, violations } from './axe.ts';
import { type Demo, startDemo } from './demo.ts';
import { type WebPage, webPages } from './pages.ts';

/** Taller than a phone: more of each page is judged at once. */
const TALL = { ...PHONE, height: 1600 };

/** Looked at on a desktop too, where the frame of the page is another, and from right to left. */
const IMPORTANT = [
  'front',
  'home',
  'thread',
  'profile',
  'notifications',
  'compose',
  'search',
  'settings-profile',
  'explore',
];

/** As the look cookie would write them into the page: src/web/pages/look.test.ts. */
const THEMES = [
  { theme: 'dark', contrast: 'system' },
  { theme: 'dark', contrast: 'more' },
  { theme: 'light', contrast: 'more' },
] as const;

const EYES = ['visitor', 'ada', 'ben'] as const;

/** Whose eyes, in a language of each direction. */
interface Seat {
  readonly usual: Window;
  readonly arabic: Window;
}

let demo: Demo;
let pages: WebPage[];
const seats = new Map<WebPage['as'], Seat>();

before(async () => {
  if (NO_CHROMIUM) return;
  demo = await startDemo();
  pages = await webPages(demo.ask);
  for (const as of EYES) {
    seats.set(as, { usual: await openAs(as, 'en'), arabic: await openAs(as, 'ar') });
  }
});

async function openAs(as: WebPage['as'], locale: string): Promise<Window> {
  const window = await openWindow({ viewport: TALL, reducedMotion: 'reduce', locale });
  await demo.signIn(window.context, as);
  // What the members of the demo have chosen for themselves counts for more than what their browser asks for.
  await window.context.addCookies([{ name: 'look', value: `language%3D${locale}`, url: demo.address }]);
  return window;
}

after(() => demo?.stop());

describe('axe-core', { skip: NO_CHROMIUM }, () => {
  test('finds nothing on any page in any theme', async (t) => {
    await Promise.all(
      EYES.map(async (as) => {
        const { usual, arabic } = seats.get(as)!;
        for (const one of pages.filter((candidate) => candidate.as === as)) {
          await t.test(`${one.name} (${one.path})`, async () => {
            const already = [usual, arabic].map(({ complaints }) => complaints.length);
            await usual.page.goto(demo.address + one.path);
            assert.deepEqual(await lookAround(usual.page, IMPORTANT.includes(one.name)), []);
            if (IMPORTANT.includes(one.name)) assert.deepEqual(await fromRightToLeft(arabic.page, one), []);
            for (const [at, { complaints }] of [usual, arabic].entries())
              assert.deepEqual(complaints.slice(already[at]), []);
          });
        }
      }),
    );
  });
});

async function fromRightToLeft(page: Page, { path }: WebPage): Promise<string[]> {
  await page.goto(demo.address + path);
  assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
  return shapeViolations(page);
}

async function lookAround(page: Page, desktopToo: boolean): Promise<string[]> {
  const found = await violations(page);
  for (const look of THEMES) {
    await page.evaluate((given) => Object.assign(document.documentElement.dataset, given), look);
    for (const one of await colourViolations(page))
      found.push(`${look.theme}, contrast ${look.contrast}: ${one}`);
  }
  if (desktopToo) {
    await page.setViewportSize(DESKTOP);
    for (const one of await violations(page)) found.push(`desktop: ${one}`);
    await page.setViewportSize(TALL);
  }
  return found;
}
