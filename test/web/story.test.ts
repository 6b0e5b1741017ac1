// The main story of the product in a browser, on a phone and a desktop, with script and without: from signing up to
// signing out, with another person who answers.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { NO_CHROMIUM } from '../support/chromium.ts';
import { pictureOf } from '../support/picture.ts';
import { type RunningServer, runServer } from '../support/running-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { markPage, openLive, wasReloaded } from './journeys/live-page.ts';
import { Member } from './member.ts';
import { WINDOWS } from './windows.ts';

let server: RunningServer;
let picture: string;

before(async () => {
  if (NO_CHROMIUM) return;
  picture = join(await temporaryFolder('nexus-story'), 'boat.png');
  await writeFile(picture, await pictureOf('teal', 640, 480));
  server = await runServer({ env: { MAIL_CONFIRMATION: '' } });
});

for (const [index, { kind, viewport, script }] of WINDOWS.entries()) {
  describe(`on ${kind}`, { skip: NO_CHROMIUM }, () => {
    const names = { ann: `ann${index}`, ben: `ben${index}` };
    let ann: Member;
    let ben: Member;
    let post: string;

    before(async () => {
      if (NO_CHROMIUM) return;
      const { address } = server;
      ann = await Member.open({ address, name: names.ann, viewport, script });
      ben = await Member.open({ address, name: names.ben, viewport, script });
    });

    test('two people join and introduce themselves', async () => {
      for (const member of [ann, ben]) await member.join();
      await ann.introduce({ displayName: 'Ann of the Boats', bio: 'Sails on Sundays. #boats', picture });
      await ann.go(`/@${names.ann}`);
      await ann.page.getByRole('heading', { name: 'Ann of the Boats' }).waitFor();
      assert.ok(await ann.page.locator('main img.avatar, main .avatar img').first().isVisible());
    });

    test('one posts with a described picture', async () => {
      post = await ann.post(`Launched at last ${index} #boats`, { file: picture, alt: 'A teal boat' });
      await ann.go(post);
      await ann.page.getByRole('img', { name: 'A teal boat' }).waitFor();
    });

    test('the other follows, which the first hears at once, and finds the post at home', async () => {
      const badge = ann.page.locator('[data-unread]:visible').first();
      if (script) await openLive(ann, '/home');
      else await ann.go('/home');
      assert.equal(await badge.count(), 0);
      await markPage(ann.page);
      assert.equal(await ben.follow(names.ann), 'Following');
      if (script) assert.equal(await wasReloaded(ann.page), false);
      else await ann.go('/home');
      await badge.waitFor();
      await ben.find('/home', `Launched at last ${index}`);
    });

    test('comments, likes, reposts and bookmarks', async () => {
      await ben.reply(post, `Well done ${index}!`);
      for (const act of ['like', 'repost', 'bookmark'] as const) await ben.act(post, act);
      await ben.go('/bookmarks');
      await ben.page.getByText(`Launched at last ${index}`).waitFor();
    });

    test('and the first is told of all of it', async () => {
      await ann.go('/notifications');
      const list = ann.page.getByRole('main');
      for (const said of [/liked/, /reposted/, /follow/]) await list.getByText(said).first().waitFor();
      await list.getByText(`Well done ${index}!`).first().waitFor();
    });

    test('search finds people, posts and tags', async () => {
      await ben.go(`/search?q=${names.ann}`);
      await ben.page.getByRole('main').getByText(`@${names.ann}`).first().waitFor();
      await ben.go('/search?q=boats');
      await ben.page.getByRole('main').getByText('#boats').first().waitFor();
    });

    test('a private account decides who follows', async () => {
      await ben.go('/settings/profile');
      await ben.page.getByLabel('Private account').check();
      await ben.page.getByRole('button', { name: 'Save' }).click();
      await ben.page.getByText('Saved.').waitFor();
      assert.equal(await ann.follow(names.ben), 'Requested');
      await ben.go('/follow-requests');
      const accept = ben.page.getByRole('button', { name: /Accept|Approve/ });
      await accept.click();
      await accept.waitFor({ state: 'detached' });
      await ann.go(`/@${names.ben}`);
      assert.equal(await ann.followLabel(), 'Following');
    });

    test('who is blocked sees nothing more', async () => {
      await ann.go(`/@${names.ben}/block`);
      await ann.page.getByRole('main').getByRole('button', { name: /Block/ }).click();
      await ann.page.waitForURL(new RegExp(`/@${names.ben}$`));
      const answer = await ben.page.goto(server.address + post);
      assert.equal(answer?.status(), 404);
      await ben.go('/home');
      assert.equal(await ben.page.getByText(`Launched at last ${index}`).count(), 0);
    });

    test('settings change how pages look and what language they speak', async () => {
      await ann.set('/settings/appearance', 'Dark');
      await ann.set('/settings/language', 'Français');
      await ann.go('/home');
      const root = ann.page.locator('html');
      assert.equal(await root.getAttribute('data-theme'), 'dark');
      assert.equal(await root.getAttribute('lang'), 'fr');
      await ann.page.getByRole('link', { name: 'Accueil' }).first().waitFor();
      await ann.set('/settings/language', 'English');
    });

    test('both sign out, and no page complained', async () => {
      for (const member of [ann, ben]) await member.signOut();
      assert.deepEqual([...ann.window.complaints, ...ben.window.complaints], []);
      for (const member of [ann, ben]) await member.window.context.close();
    });
  });
}
