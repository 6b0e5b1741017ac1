import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { atEnd } from '../../../test/support/at-end.ts';
import { NO_CHROMIUM } from '../../../test/support/chromium.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { openBrowser, openPage } from './testing/chromium.ts';
import { makeSite, type Site } from './testing/site.ts';

const like = (page: Page, id: number): Locator => page.locator(`#post-${id} button[data-act]`);

const stateOf = (button: Locator) =>
  button.evaluate((element) => ({
    pressed: element.getAttribute('aria-pressed'),
    action: element.getAttribute('formaction'),
    count: element.querySelector('.count')?.textContent,
    focused: element === document.activeElement,
  }));

const posts = ({ hits }: Site) => hits.filter((hit) => hit.startsWith('POST /posts'));

describe('a small button in the browser', { skip: NO_CHROMIUM }, async () => {
  if (NO_CHROMIUM) return;
  const context = await openBrowser({ cachesPages: true });

  const visit = async () => {
    const site = await makeSite();
    atEnd(() => site.stop());
    const opened = await openPage(context);
    await opened.page.goto(`${site.address}/home`);
    return { site, ...opened };
  };

  test('answers before the server does, once however often it is pressed, and keeps the focus', async () => {
    const { site, page, complaints } = await visit();
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
    site.instead.set('POST /posts/99/like', async (_, response) => {
      await answered;
      site.liked.add(99);
      response.end(JSON.stringify({ ok: true, pressed: true, counts: { likes: 3 } }));
    });
    await like(page, 99).focus();
    await page.keyboard.press('Enter');
    const pressed = { pressed: 'true', action: '/posts/99/unlike', focused: true };
    assert.deepEqual(await stateOf(like(page, 99)), { ...pressed, count: '3' });
    await page.keyboard.press('Enter');
    answer();
    await eventually(
      () => like(page, 99).getAttribute('aria-busy'),
      (busy) => busy === null,
    );
    assert.deepEqual(await stateOf(like(page, 99)), { ...pressed, count: '3' });
    assert.equal(await like(page, 99).locator('.words').textContent(), 'Like (3 likes)');
    assert.deepEqual(posts(site), ['POST /posts/99/like']);
    assert.deepEqual(complaints, []);
  });

  test('takes it back when pressed again', async () => {
    const { site, page } = await visit();
    await like(page, 99).click();
    await eventually(
      async () => site.liked.has(99),
      (liked) => liked,
    );
    await eventually(
      () => like(page, 99).getAttribute('aria-busy'),
      (busy) => busy === null,
    );
    await like(page, 99).click();
    await eventually(
      async () => site.liked.has(99),
      (liked) => !liked,
    );
    assert.deepEqual(posts(site), ['POST /posts/99/like', 'POST /posts/99/unlike']);
  });

  test('is as before when the server refuses, and says what the server said', async () => {
    const { site, page } = await visit();
    site.instead.set('POST /posts/98/like', (_, response) =>
      response.writeHead(403).end(JSON.stringify({ error: 'You <b>cannot</b> like this.' })),
    );
    const before = await stateOf(like(page, 98));
    await like(page, 98).click();
    await page.getByRole('alert').getByText('You <b>cannot</b> like this.').waitFor();
    assert.deepEqual(await stateOf(like(page, 98)), { ...before, focused: true });
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await eventually(
      () => page.locator('.toast').count(),
      (count) => count === 0,
    );
  });

  test('is as before when the server cannot be reached', async () => {
    const { site, page } = await visit();
    await site.stop();
    await like(page, 98).click();
    await page.getByRole('alert').getByText('cannot be reached').waitFor();
    assert.equal((await stateOf(like(page, 98))).pressed, 'false');
  });

  test('leads to the sign-in page when the session is over, and back', async () => {
    const { site, page } = await visit();
    site.instead.set('POST /posts/98/like', (_, response) =>
      response.writeHead(401).end(JSON.stringify({ error: 'Sign in first' })),
    );
    await like(page, 98).click();
    await page.waitForURL(`${site.address}/sign-in?next=%2Fhome`);
  });

  test('shows what was done on another page when one goes back to it', async () => {
    const { page } = await visit();
    await page.evaluate(() =>
      sessionStorage.setItem('nexus-acts', JSON.stringify({ '/posts/97/like': true })),
    );
    await page.locator('#away').click();
    await page.waitForURL(/@ann/);
    await page.evaluate(() => history.back());
    await eventually(
      () => stateOf(like(page, 97)),
      ({ pressed }) => pressed === 'true',
    );
    assert.equal((await stateOf(like(page, 97))).action, '/posts/97/unlike');
  });
});
