// What happens elsewhere comes to an open page by itself, quietly; and what is not for somebody never comes.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Page, Request } from 'playwright-core';
import { atRest, wheel } from '../../support/at-rest.ts';
import { NO_CHROMIUM } from '../../support/chromium.ts';
import { eventually } from '../../support/eventually.ts';
import type { Member } from '../member.ts';
import { gather } from './company.ts';
import { actOn, idOf, submit, write } from './forms.ts';
import { hearing, markPage, newer, openLive, wasReloaded, whereabouts } from './live-page.ts';

describe('an open page', { skip: NO_CHROMIUM }, () => {
  let ann: Member;
  let ben: Member;
  let mia: Member;
  let eve: Member;
  let newest: string;

  before(async () => {
    if (NO_CHROMIUM) return;
    const { people } = await gather(['ann', 'ben', 'mia', 'eve']);
    ({ ann, ben, mia, eve } = people);
  });

  test('that shows an empty home offers the first post there is', async () => {
    await actOn(ann, 'ben', 'follow');
    await openLive(ann, '/home');
    await ann.page.locator('.empty').first().waitFor();

    await write(ben, 'The very first');
    await newer(ann.page, '1 new post').click();
    await ann.page.locator('nx-feed').getByText('The very first').waitFor();
    await ann.page.locator('.empty').first().waitFor({ state: 'hidden' });
  });

  test('tells of a follow, a like and a reply by badge, title and icon, and moves counts', async () => {
    for (let n = 1; n <= 12; n++)
      newest = await write(ann, `Log entry ${n}\n\nWind from the west.\n\nMore of it.`);
    await openLive(ann, '/home');

    await markPage(ann.page);
    const title = await ann.page.title();
    const icons = await iconsOf(ann.page);
    assert.equal(await ann.page.locator('[data-unread]').first().isVisible(), false);

    await ben.follow('ann');
    await ben.act(newest, 'like');
    await ben.reply(newest, 'Fair wind!');

    await ann.page.locator('[data-unread]:visible').first().getByText('3', { exact: true }).waitFor();
    assert.equal(await ann.page.title(), `(3) ${title}`);
    const changed = await iconsOf(ann.page);
    for (const [index, icon] of changed.entries()) {
      assert.notEqual(icon, icons[index]);
      assert.equal((await fetch(icon)).status, 200);
    }
    const card = ann.page.locator(`[data-post="${idOf(newest)}"]`);
    await card.locator('[data-act=like] .count').getByText('1').waitFor();
    await card.locator('[data-reply] .count').getByText('1').waitFor();
    // What answers one belongs to one's home as well.
    await newer(ann.page, '1 new post').waitFor();
    assert.equal(await wasReloaded(ann.page), false);
  });

  test('offers a new post without a jump, and shows it when asked', async () => {
    await ann.page.mouse.move(400, 400);
    await wheel(ann.page, 500);
    const place = await whereabouts(ann.page);
    await write(ben, 'A seal in the harbour');
    const button = newer(ann.page, '2 new posts');
    await button.waitFor();
    assert.deepEqual(await whereabouts(ann.page), place);
    assert.equal(await ann.page.getByText('A seal in the harbour').count(), 0);
    await button.click();
    await ann.page.locator('nx-feed > .post').first().getByText('A seal in the harbour').waitFor();
    await newer(ann.page).waitFor({ state: 'hidden' });
    assert.equal(await wasReloaded(ann.page), false);
  });

  test('offers a new comment under an open thread', async () => {
    await openLive(ann, newest);

    await ann.page.evaluate(() => scrollTo(0, 60));
    await atRest(ann.page);
    const place = await whereabouts(ann.page);
    await ben.reply(newest, 'And a fair tide');
    const button = newer(ann.page, 'Show new comments');
    await button.waitFor();
    assert.deepEqual(await whereabouts(ann.page), place);
    await button.click();
    await ann.page.locator('.replies').getByText('And a fair tide').waitFor();
    await ann.page.locator('.post-actions [data-reply] .count').first().getByText('2').waitFor();
  });

  test('shares its line with the other tabs, one of which takes over', async () => {
    const { context } = ann.window;
    // The answer of before has come home: it is not among the new ones.
    await ann.find('/home', 'And a fair tide');
    await ann.page.goto('about:blank');
    const lines = linesOf(ann);
    const [first, second, third] = [
      await context.newPage(),
      await context.newPage(),
      await context.newPage(),
    ];
    await openLive(ann, '/home', first);
    await second.goto(ann.at('/home'));
    await third.goto(ann.at('/community'));
    await write(ben, 'Heard by all');
    for (const page of [first, second, third]) await newer(page, '1 new post').waitFor();
    assert.deepEqual([...lines], [first]);

    await first.close();
    await eventually(
      async () => lines.size,
      (size) => size === 1,
    );
    await write(ben, 'Heard by the rest');
    for (const page of [second, third]) await newer(page, '2 new posts').waitFor();
    assert.equal(lines.size, 1);
    for (const page of [second, third]) await page.close();
  });

  test('hears nothing of who is blocked or muted, nor what is written to others', async () => {
    for (const name of ['mia', 'eve']) await actOn(ann, name, 'follow');
    await actOn(ann, 'mia', 'mute');
    await actOn(ann, 'eve', 'block');
    const heard = await hearing(ann.page);
    await openLive(ann, '/community');

    const hidden = [
      await write(mia, 'From the muted'),
      await write(eve, 'From the blocked'),
      await write(ben, '@mia between us', { visibility: 'direct' }),
      await write(mia, '@ann come on'),
      await write(eve, '@ann look here'),
    ];
    await submit(mia, `/posts/${idOf(newest)}/like`);
    const seen = await write(ben, 'For everybody');
    await newer(ann.page, '1 new post').waitFor();
    const told = heard.join('\n');
    assert.match(told, new RegExp(idOf(seen)));
    for (const path of hidden) assert.doesNotMatch(told, new RegExp(idOf(path)));
    await newer(ann.page).click();
    await ann.page.getByText('For everybody').waitFor();
    for (const text of ['the muted', 'the blocked', 'between us', 'come on', 'look here'])
      assert.equal(await ann.page.getByText(text).count(), 0, text);
  });

  test('and no page complained', () => {
    assert.deepEqual(
      [ann, ben].flatMap(({ window }) => window.complaints),
      [],
    );
  });
});

const iconsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLLinkElement>('link[rel=icon]')].map(({ href }) => href),
  );

/** The pages of a browser that hold a line, from now on. */
function linesOf({ window: { context } }: Member): ReadonlySet<Page> {
  const open = new Set<Page>();
  const isLine = (request: Request) => new URL(request.url()).pathname === '/live';
  context.on('request', (request) => isLine(request) && open.add(request.frame().page()));
  context.on('page', (page) => page.on('close', () => open.delete(page)));
  return open;
}
