// Two communities on one server, told apart by the host name: each has its own look, and its own people.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { NO_CHROMIUM, openWindow, type Window } from '../../support/chromium.ts';
import { PASSWORD, type RunningServer, runServer, succeed } from '../../support/running-server.ts';
import { WINDOWS } from '../windows.ts';

const BRANDS = {
  harbour: { name: 'The Harbour', accent: '#0b6180' },
  garden: { name: 'Allotment Garden', accent: '#4a7a1e' },
} as const;

type Slug = keyof typeof BRANDS;

let server: RunningServer;

before(async () => {
  if (NO_CHROMIUM) return;
  server = await runServer();
  for (const [slug, { name, accent }] of Object.entries(BRANDS)) {
    const look = ['--domain', `${slug}.localhost`, '--name', name, '--accent', accent];
    const login = ['--owner', 'ann', '--email', 'ann@example.org', '--password', PASSWORD];
    succeed(await server.nexus('tenant', 'create', slug, ...look, ...login));
  }
});

for (const { kind, viewport, script } of WINDOWS)
  describe(`two communities side by side on ${kind}`, { skip: NO_CHROMIUM }, () => {
    let window: Window;
    let harbour: Page;
    let garden: Page;

    const at = (slug: Slug, path: string) => server.address.replace('localhost', `${slug}.localhost`) + path;
    const text = `Ships only, by ${kind}`;

    before(async () => {
      if (NO_CHROMIUM) return;
      window = await openWindow({ viewport, javaScriptEnabled: script });
      [harbour, garden] = [window.page, await window.context.newPage()];
    });

    test('differ by name, colour and icon, for visitors', async () => {
      await harbour.goto(at('harbour', '/about'));
      await garden.goto(at('garden', '/about'));
      const [one, two] = [await looksOf(harbour), await looksOf(garden)];
      assert.match(one.title, /The Harbour/);
      assert.match(two.title, /Allotment Garden/);
      assert.equal(one.brand, 'The Harbour');
      assert.equal(two.brand, 'Allotment Garden');
      for (const part of ['accent', 'mark', 'icon', 'manifest'] as const)
        assert.notEqual(one[part], two[part], part);
    });

    test('signing in to one is nothing in the other, whoever has the same name there', async () => {
      await signIn(harbour, at('harbour', '/sign-in'));
      await harbour.goto(at('harbour', '/home'));
      assert.equal(new URL(harbour.url()).pathname, '/home');
      await garden.goto(at('garden', '/home'));
      assert.equal(new URL(garden.url()).pathname, '/sign-in');
      const cookies = await window.context.cookies();
      assert.ok(cookies.some(({ name }) => name.endsWith('session')));
      for (const { name, domain } of cookies.filter((cookie) => cookie.name.endsWith('session')))
        assert.equal(domain, 'harbour.localhost', name);
      assert.deepEqual(await window.context.cookies(at('garden', '/')).then(named('session')), []);
    });

    test('what one posts in the first is not in the second', async () => {
      await signIn(garden, at('garden', '/sign-in'));
      await harbour.goto(at('harbour', '/compose'));
      await harbour.getByLabel('Text of the post').fill(text);
      await harbour.getByRole('main').getByRole('button', { name: 'Post', exact: true }).click();
      await harbour.waitForURL(/\/@ann\/\d+$/);
      const { pathname } = new URL(harbour.url());
      const answer = await garden.goto(at('garden', pathname));
      assert.equal(answer?.status(), 404);
      await garden.goto(at('garden', '/community'));
      assert.equal(await garden.getByText(text).count(), 0);
      await harbour.goto(at('harbour', '/community'));
      await harbour.getByText(text).waitFor();
    });

    test('a session taken over to the other host is no session there', async () => {
      const [session] = (await window.context.cookies(at('harbour', '/'))).filter(({ name }) =>
        name.endsWith('session'),
      );
      const stranger = await openWindow({ viewport, javaScriptEnabled: script });
      await stranger.context.addCookies([
        { name: session!.name, value: session!.value, url: at('garden', '/') },
      ]);
      await stranger.page.goto(at('garden', '/home'));
      assert.equal(new URL(stranger.page.url()).pathname, '/sign-in');
    });

    test('signing out of one leaves the other signed in', async () => {
      await harbour.goto(at('harbour', '/sign-out'));
      await harbour.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
      await harbour.getByRole('link', { name: 'Sign in' }).first().waitFor();
      await garden.goto(at('garden', '/home'));
      assert.equal(new URL(garden.url()).pathname, '/home');
      assert.deepEqual(window.complaints, []);
      await window.context.close();
    });
  });

async function signIn(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByLabel('Username or email address').fill('ann');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Notifications' }).first().waitFor();
}

/** What one sees of a community at first sight. */
const looksOf = (page: Page) =>
  page.evaluate(() => {
    const root = getComputedStyle(document.documentElement);
    const mark = document.querySelector('.brand .mark');
    return {
      title: document.title,
      brand: document.querySelector('.brand > :last-child')?.textContent,
      accent: root.getPropertyValue('--accent-light').trim(),
      mark: mark === null ? null : getComputedStyle(mark).backgroundColor,
      icon: document.querySelector<HTMLLinkElement>('link[rel=icon]')?.href.replace(/^.*\/\/[^/]+/, ''),
      manifest: document.querySelector<HTMLMetaElement>('meta[name=application-name]')?.content,
    };
  });

const named = (end: string) => (cookies: readonly { readonly name: string }[]) =>
  cookies.map(({ name }) => name).filter((name) => name.endsWith(end));
