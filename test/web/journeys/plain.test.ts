// Writing without script: the whole of the form, and what was typed is kept whatever is wrong.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { NO_CHROMIUM } from '../../support/chromium.ts';
import { pictureOf } from '../../support/picture.ts';
import { succeed } from '../../support/running-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { Member } from '../member.ts';
import { gather } from './company.ts';
import { actOn, write } from './forms.ts';

describe('writing without script', { skip: NO_CHROMIUM }, () => {
  let ann: Member;
  let ben: Member;
  let cat: Member;
  let sea: string;
  let noPicture: string;

  const form = () => ann.page.locator('main form.composer');
  const text = () => form().getByLabel('Text of the post');
  const warning = () => form().locator('input[name=warning]');

  /** Sends the form and waits for the whole page that answers. */
  async function send(words = 'Post'): Promise<void> {
    const loaded = ann.page.waitForEvent('load');
    await form().getByRole('button', { name: words, exact: true }).click();
    await loaded;
  }

  /** Ticks a box or a radio button that is drawn by its label. */
  const tick = (selector: string) => form().locator(selector).check({ force: true });

  async function showTo(readers: RegExp): Promise<void> {
    const menu = form().locator('details.visibility > summary');
    await menu.click();
    await form().getByRole('radio', { name: readers }).check();
    await menu.click();
  }

  async function attach(number: number, file: string, alt: string): Promise<void> {
    const files = form().locator('.composer-files');
    if ((await files.getAttribute('open')) === null) await files.locator('summary').click();
    await form().locator(`input[name=file-${number}]`).setInputFiles(file);
    await form().locator(`input[name=alt-${number}]`).fill(alt);
  }

  before(async () => {
    if (NO_CHROMIUM) return;
    const folder = await temporaryFolder('nexus-plain');
    [sea, noPicture] = [join(folder, 'sea.png'), join(folder, 'notes.png')];
    await writeFile(sea, await pictureOf('teal', 640, 480));
    await writeFile(noPicture, 'Only words.');
    const { server, people } = await gather(['ann', 'ben', 'cat'], { script: false });
    ({ ann, ben, cat } = people);
    succeed(await server.nexus('tenant', 'set', 'main', '--max-characters', '100'));
    await actOn(ben, 'ann', 'follow');
  });

  test('a post with a described picture, a warning and followers alone as its readers', async () => {
    await ann.go('/compose');
    await text().fill('Spoilt fish, for those who know me');
    await tick('input[name=warned]');
    await warning().fill('Spoilt fish');
    await showTo(/^Followers/);
    await attach(1, sea, 'A barrel of fish');
    await send();
    await ann.page.waitForURL(/\/@ann\/\d+$/);
    const path = new URL(ann.page.url()).pathname;

    await ben.find('/home', 'Spoilt fish');
    const card = ben.page.locator('article.post', { hasText: 'Spoilt fish' });
    assert.equal(await card.getByText('for those who know me').isVisible(), false);
    await card.locator('summary', { hasText: 'Spoilt fish' }).click();
    await card.getByText('for those who know me').waitFor();
    await card.getByRole('img', { name: 'A barrel of fish' }).waitFor();
    assert.equal((await cat.page.goto(cat.at(path)))?.status(), 404);
  });

  test('a text that is too long is refused, and nothing typed or chosen is lost', async () => {
    const long = 'Too much to say. '.repeat(8).trim();
    await ann.go('/compose');
    await text().fill(long);
    await tick('input[name=warned]');
    await warning().fill('A long one');
    await showTo(/quietly/);
    await form().locator('select[name=language]').selectOption('fr');
    await attach(1, sea, 'A long sea');
    await send();
    await ann.page.locator('[aria-invalid=true]').waitFor();
    assert.equal(await text().inputValue(), long);
    assert.equal(await text().getAttribute('aria-invalid'), 'true');
    assert.equal(await warning().inputValue(), 'A long one');
    assert.ok(await form().locator('input[name=warned]').isChecked());
    assert.equal(await form().locator('input[name=visibility]:checked').getAttribute('value'), 'unlisted');
    assert.equal(await form().locator('select[name=language]').inputValue(), 'fr');
    assert.equal(await form().locator('.attachment').count(), 1);
    assert.equal(await form().locator('.attachment').getByLabel('Description').inputValue(), 'A long sea');

    await text().fill('Short enough');
    await send();
    await ann.page.waitForURL(/\/@ann\/\d+$/);
    await ann.page.locator('main summary', { hasText: 'A long one' }).first().click();
    await ann.page.getByRole('img', { name: 'A long sea' }).waitFor();
    await ann.page.locator('main [lang=fr]:visible', { hasText: 'Short enough' }).first().waitFor();
  });

  test('a file that is no picture is refused beside its field; the good one and the text stay', async () => {
    await ann.go('/compose');
    await text().fill('One of two');
    await attach(1, sea, 'The good one');
    await attach(2, noPicture, 'The bad one');
    await send();
    await form().locator('.problem').first().waitFor();
    assert.equal(await text().inputValue(), 'One of two');
    assert.equal(await form().locator('.attachment').count(), 1);
    await send();
    await ann.page.waitForURL(/\/@ann\/\d+$/);
    await ann.page.getByRole('img', { name: 'The good one' }).waitFor();
  });

  test('an empty post is refused; a picture that was sent can be taken off again', async () => {
    await ann.go('/compose');
    await send();
    await form().locator('[aria-invalid=true], .problem').first().waitFor();
    await text().fill('x'.repeat(101));
    await attach(1, sea, 'Not this');
    await send();
    await form().locator('.attachment').waitFor();
    await form().locator('.attachment input[name=drop]').check();
    await text().fill('Without it');
    await send();
    await ann.page.waitForURL(/\/@ann\/\d+$/);
    assert.equal(await ann.page.getByRole('img', { name: 'Not this' }).count(), 0);
  });

  test('a reply that is too long is kept beside what it answers, and sent when it is shorter', async () => {
    await ann.go(await write(cat, 'Who is at sea today?'));
    const long = 'Not me, '.repeat(20).trim();
    await text().fill(long);
    await send('Reply');
    await ann.page.locator('[aria-invalid=true]').first().waitFor();
    assert.equal(await text().inputValue(), long);
    await ann.page.getByText('Who is at sea today?').first().waitFor();
    await text().fill('Not me.');
    await send('Reply');
    await ann.page.locator('.replies').getByText('Not me.').waitFor();
    assert.deepEqual(ann.window.complaints, []);
  });
});
