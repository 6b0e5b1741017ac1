// The server goes away in the middle and comes back on the same home and port, as when it is updated: what people see
// of it on a phone and on a desktop, with script and without.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { DESKTOP, NO_CHROMIUM, PHONE } from '../../support/chromium.ts';
import { eventually } from '../../support/eventually.ts';
import { type RunningServer, startAgain } from '../../support/running-server.ts';
import { composerReady, type Member } from '../member.ts';
import { arrive, gather } from './company.ts';
import { actOn, idOf, submit, write } from './forms.ts';
import { markPage, newer, openLive, wasReloaded } from './live-page.ts';

const WINDOWS = { ann: DESKTOP, cat: PHONE } as const;

/** One person: two windows of one browser with script, and another without. */
interface Seat {
  readonly member: Member;
  readonly writing: Page;
  readonly plain: Member;
}

describe('while the server is away', { skip: NO_CHROMIUM }, () => {
  let server: RunningServer;
  let ben: Member;
  let seats: readonly Seat[];
  let post: string;
  let reading: Page;

  before(async () => {
    if (NO_CHROMIUM) return;
    const company = await gather(['ann', 'ben', 'cat']);
    server = company.server;
    ben = company.people.ben;
    post = await write(ben, 'Before the break');
    seats = [await seat(company.people.ann), await seat(company.people.cat)];
    reading = await seats[0]!.member.window.context.newPage();
    await reading.goto(ben.at('/about'));
    await reading.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    // The job that fills the feed is done: the page is kept for reading while the server is away.
    await seats[0]!.member.find('/home', 'Before the break');
    await reading.goto(ben.at('/home'));
    for (const { member } of seats) {
      await openLive(member, '/home');
      await markPage(member.page);
    }
    assert.equal(await server.stop(), 0);
  });

  /** Somebody who follows ben and has begun to write. */
  async function seat(member: Member): Promise<Seat> {
    const viewport = WINDOWS[member.name as keyof typeof WINDOWS];
    await actOn(member, 'ben', 'follow');
    await member.page.setViewportSize(viewport);
    const writing = await member.window.context.newPage();
    await writing.setViewportSize(viewport);
    await writing.goto(member.at('/compose'));
    await composerReady(writing);
    await textOf(writing).fill('Written before the break');
    const plain = await arrive(server.address, member.name, { script: false, viewport });
    await plain.go('/compose');
    await textOf(plain.page).fill('Written without script');
    return { member, writing, plain };
  }

  const textOf = (page: Page) => page.getByLabel('Text of the post');
  const send = (page: Page) =>
    page.getByRole('main').getByRole('button', { name: 'Post', exact: true }).click();
  const like = ({ member }: Seat) => member.page.locator(`[data-post="${idOf(post)}"] [data-act=like]`);
  const countOf = (one: Seat) => like(one).locator('.count');

  test('a like is taken back, and the page says why', async () => {
    for (const one of seats) {
      await like(one).click();
      await one.member.page.getByRole('alert').getByText('The server cannot be reached').waitFor();
      assert.equal(await like(one).getAttribute('aria-pressed'), 'false');
      assert.equal((await countOf(one).textContent())?.trim(), '');
    }
  });

  test('a form keeps what was typed', async () => {
    for (const { writing, plain } of seats) {
      await send(writing);
      await writing.getByRole('alert').getByText('The server cannot be reached').waitFor();
      assert.equal(await textOf(writing).inputValue(), 'Written before the break');
      await send(plain.page);
      await plain.page.waitForURL(/chrome-error/);
    }
  });

  test('the last feed can be read, and any other page says that the server is out of reach', async () => {
    await reading.goto(ben.at('/home'));
    await reading.getByText('Before the break').waitFor();
    await reading.goto(ben.at('/explore'));
    await reading.getByRole('heading', { name: 'You are offline' }).waitFor();
  });

  test('what is posted when it is back is told, though the page heard nothing of it', async () => {
    const isLine = (url: URL) => url.pathname === '/live';
    for (const { member } of seats)
      await member.window.context.route(isLine, (route) => route.abort('connectionrefused'));
    server = await startAgain(server);
    await write(ben, 'Just after the break');
    for (const { member } of seats) await member.window.context.unroute(isLine);
    await submit(ben, `/posts/${idOf(post)}/like`);
    for (const one of seats) {
      await newer(one.member.page, '1 new post').waitFor();
      await countOf(one).getByText('1').waitFor();
      assert.equal(await wasReloaded(one.member.page), false);
    }
  });

  test('the like can be given then, by the session there was before', async () => {
    for (const [index, one] of seats.entries()) {
      const { member } = one;
      await like(one).click();
      await countOf(one)
        .getByText(String(index + 2))
        .waitFor();
      // A like that is on its way is not lost by leaving.
      const isLiked = async () => {
        await member.go(post);
        return member.page.locator('main [data-act=like]').first().getAttribute('aria-pressed');
      };
      await eventually(isLiked, (pressed) => pressed === 'true');
    }
  });

  test('the form can be sent then, once', async () => {
    for (const { member, writing, plain } of seats) {
      const own = new RegExp(`/@${member.name}/\\d+$`);
      await send(writing);
      await writing.waitForURL(own);
      // The browser's own page for this has sent nothing; loading it anew sends the form.
      await plain.page.reload();
      await plain.page.waitForURL(own);
      await member.go(`/@${member.name}`);
      for (const text of ['Written before the break', 'Written without script'])
        assert.equal(await member.page.locator('article.post', { hasText: text }).count(), 1);
    }
  });

  test('the page that says so leads on where one wanted to go', async () => {
    await reading.getByRole('button', { name: 'Try again' }).click();
    await reading.getByRole('heading', { name: 'You are offline' }).waitFor({ state: 'detached' });
    assert.equal(new URL(reading.url()).pathname, '/explore');
  });

  test('nothing can be read any more by who has signed out', async () => {
    const { member } = seats[0]!;
    await reading.goto(ben.at('/home'));
    await member.signOut();
    // Before the server goes for good: pages that are just loading then have reason to complain.
    assert.deepEqual(
      seats.flatMap((one) => [...one.member.window.complaints, ...one.plain.window.complaints]),
      [],
    );
    assert.equal(await server.stop(), 0);
    // Asked of the page one signed out on: others are loaded anew, since their session is over, and may find no server.
    await eventually(
      () => member.page.evaluate(() => caches.has('pages')),
      (kept) => !kept,
    );
    // The offline page where the worker has come back already, else the browser's own.
    await member.page
      .goto(member.at('/home'))
      .catch((error: Error) => assert.match(error.message, /ERR_CONNECTION_REFUSED/));
    assert.equal(await member.page.getByText('the break').count(), 0);
  });
});
