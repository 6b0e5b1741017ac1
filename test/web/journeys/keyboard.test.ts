// The story by keyboard alone, from signing up to signing out: no pointer is touched, and the focus is never lost.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { DESKTOP, NO_CHROMIUM, PHONE } from '../../support/chromium.ts';
import { eventually } from '../../support/eventually.ts';
import { pictureOf } from '../../support/picture.ts';
import { PASSWORD, runServer } from '../../support/running-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { ADDED, Member } from '../member.ts';
import { arrive } from './company.ts';
import { actOn, idOf, write } from './forms.ts';
import { Keys } from './keys.ts';

for (const [index, viewport] of [DESKTOP, PHONE].entries()) {
  describe(`by keyboard alone, ${viewport.width} px wide`, { skip: NO_CHROMIUM }, () => {
    const name = `kay${index}`;
    let kay: Member;
    let ben: Member;
    let keys: Keys;
    let picture: string;
    let theirs: string;

    const done = (act: string) =>
      kay.page
        .locator(`article:focus-within [data-act=${act}][aria-pressed=true]:not([aria-busy])`)
        .waitFor();

    before(async () => {
      if (NO_CHROMIUM) return;
      picture = join(await temporaryFolder('nexus-keys'), 'kite.png');
      await writeFile(picture, await pictureOf('teal', 640, 480));
      const server = await runServer({ env: { MAIL_CONFIRMATION: '' } });
      await server.member('ben');
      ben = await arrive(server.address, 'ben');
      theirs = await write(ben, 'Wind enough for kites');
      kay = await Member.open({ address: server.address, name, viewport, script: true });
      keys = new Keys(kay.page);
    });

    test('one joins', async () => {
      await kay.go('/sign-up');
      await keys.write('[name=username]', name);
      await keys.write('[name=email]', `${name}@example.org`);
      await keys.write('[name=password]', PASSWORD);
      await keys.to('[name=agreement]');
      await keys.press('Space');
      await keys.to('main form button[type=submit]');
      await kay.page.keyboard.press('Enter');
      await kay.page.getByRole('heading', { name: 'Look at your mail' }).waitFor();
      await kay.page.goto(await kay.mailedLink());
      await keys.to('main form button');
      await kay.page.keyboard.press('Enter');
      await kay.page.getByText('Your email address is confirmed').waitFor();
      await kay.go('/sign-in');
      await keys.write('[name=login]', name);
      await keys.write('[name=password]', PASSWORD);
      await keys.leave('Enter', /localhost:\d+\/$/);
    });

    test('tells who one is', async () => {
      await kay.go('/settings/profile');
      await keys.choose('input[type=file][name=avatar]', picture);
      await keys.write('[name=displayName]', 'Kay of the Kites');
      await keys.to('[name=locked]');
      await keys.press('Space');
      await keys.to('.save button');
      await kay.page.keyboard.press('Enter');
      await kay.page.getByText('Saved.').waitFor();
    });

    test('posts a described picture from the dialog, and is back where one was', async () => {
      await kay.go('/home');
      await keys.to('a[data-compose]');
      await kay.page.keyboard.press('Enter');
      await kay.page.locator('dialog nx-composer[data-ready] textarea[name=text]:focus').waitFor();
      await keys.look('Enter');
      await kay.page.keyboard.insertText('My first kite');
      await keys.choose('dialog [data-pick]', picture);
      await keys.to('dialog .attachment .field textarea', 'Shift+Tab');
      await kay.page.keyboard.insertText('A teal kite');
      await kay.page.locator(`dialog ${ADDED}`).waitFor();
      await keys.to('dialog button[type=submit]');
      await kay.page.keyboard.press('Enter');
      await kay.page.locator('dialog').waitFor({ state: 'detached' });
      await keys.look('posting');
      assert.ok(await keys.isAt('a[data-compose]'));
    });

    test('likes, reposts, keeps and answers a post that is stepped to', async () => {
      await kay.go('/community');
      const article = `article[data-post="${idOf(theirs)}"]`;
      await eventually(
        async () => {
          await kay.page.keyboard.press('j');
          return keys.isAt(article);
        },
        (there) => there,
      );
      await keys.look('j');
      for (const [key, act] of [
        ['l', 'like'],
        ['b', 'repost'],
        ['f', 'bookmark'],
      ] as const) {
        await keys.press(key);
        await done(act);
      }
      await kay.page.keyboard.press('r');
      await kay.page.locator('dialog nx-composer[data-ready] textarea[name=text]:focus').waitFor();
      await kay.page.keyboard.insertText('And mine is up');
      await kay.page.keyboard.press('Control+Enter');
      await kay.page.locator('dialog').waitFor({ state: 'detached' });
      await keys.look('Control+Enter');
      assert.ok(await keys.isAt(article));
    });

    test('opens a menu and leaves it, and looks at a picture', async () => {
      await keys.to('details.menu > summary');
      await keys.press('Enter');
      await keys.press('Tab');
      assert.ok(await keys.isAt('.sheet *'));
      await keys.press('Escape');
      assert.ok(await keys.isAt('summary'));
      await kay.go(`/@${name}`);
      await keys.to('[data-media] > a');
      await kay.page.keyboard.press('Enter');
      await kay.page.locator('dialog#viewer').waitFor();
      await keys.press('Tab');
      await keys.press('+');
      await kay.page.keyboard.press('Escape');
      await kay.page.locator('dialog#viewer').waitFor({ state: 'detached' });
      await keys.look('Escape');
      assert.ok(await keys.isAt('[data-media] > a'));
    });

    test('follows from the page of a person', async () => {
      await kay.go(theirs);
      await keys.to('main a.who, main .who a');
      await keys.leave('Enter', /\/@ben$/);
      await keys.to('main [data-act=follow]');
      await keys.press('Space');
      await kay.page.locator('main [data-act=follow][aria-pressed=true]:not([aria-busy])').waitFor();
      await keys.look('Space');
    });

    test('lets somebody in, and is told of what others do', async () => {
      await actOn(ben, name, 'follow');
      await kay.go('/notifications');
      await keys.to('main button[formaction$="/approve"]');
      await kay.page.keyboard.press('Enter');
      await kay.page.locator('main button[formaction$="/approve"]').waitFor({ state: 'detached' });
      await keys.look('Enter');
      await write(ben, `@${name} look up!`);
      await kay.go('/notifications');
      await keys.to('main button[data-dismiss]');
      const notes = await kay.page.locator('main article').count();
      await kay.page.keyboard.press('Enter');
      await eventually(
        () => kay.page.locator('main article').count(),
        (count) => count === notes - 1,
      );
      await keys.look('Enter');
    });

    test('finds somebody', async () => {
      await kay.go('/search');
      await keys.write('input[name=q]', 'ben');
      await keys.leave('Enter', /\/search\?.*q=ben/);
      await keys.to('main a[href="/@ben"]');
      await keys.leave('Enter', /\/@ben$/);
    });

    test('changes how pages look, and signs out', async () => {
      await kay.go('/settings');
      await keys.to('a[href="/settings/appearance"]');
      await keys.leave('Enter', /\/settings\/appearance/);
      await keys.to('[name=theme]');
      await kay.page.locator('.save').waitFor({ state: 'hidden' });
      await keys.press('ArrowRight');
      await keys.press('ArrowRight');
      await kay.page.locator('[data-said][data-shown]').waitFor();
      assert.equal(await kay.page.locator('html').getAttribute('data-theme'), 'dark');
      await kay.go('/settings');
      await keys.to('a[href="/sign-out"]');
      await keys.leave('Enter', /\/sign-out$/);
      await keys.to('main form button');
      await keys.leave('Enter', /localhost:\d+\/$/);
      assert.deepEqual(kay.window.complaints, []);
    });
  });
}
