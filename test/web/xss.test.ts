// More than five hundred ways to have typed text run as a script, in every place where people type: none may run, and
// the browser's own policy must have nothing to report, since nothing even got that far.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { uploadMedia } from '../../src/media/upload.ts';
import { follow } from '../../src/user/follow.ts';
import { updateProfile } from '../../src/user/profile.ts';
import { withSchema } from '../../src/utils/db/database.ts';
import { NO_CHROMIUM, openWindow } from '../support/chromium.ts';
import type { Person } from '../support/community.ts';
import { pictureOf } from '../support/picture.ts';
import { publish } from '../support/posting.ts';
import { listen } from './listening.ts';
import { ADDED, composerReady } from './member.ts';
import { VECTORS } from './xss-vectors.ts';

const { community, address } = await listen({ maxCharacters: 5000 });
const reader = await community.person('reader');
/** One vector in every text of a person and of a post: as many people as it takes to carry them all. */
const people: { readonly person: Person; readonly vector: string; postId: string }[] = [];

test('there are more than five hundred vectors, all different', () => {
  assert.ok(new Set(VECTORS).size === VECTORS.length && VECTORS.length > 500, String(VECTORS.length));
});

test('every vector is typed into every text there is', { skip: NO_CHROMIUM }, async () => {
  const picture = await pictureOf('teal');
  for (const [index, vector] of VECTORS.entries()) {
    const person = await community.person(`v${index}`);
    await typeProfile(person, vector);
    const media =
      index % 8 === 0 ? [(await uploadMedia(person.ctx(), { bytes: picture, description: vector })).id] : [];
    const postId = await publish(community, person, {
      text: `${vector} #tag${vector} @reader ${vector}\nhttps://example.org/${vector}`,
      spoilerText: index % 2 === 0 ? vector : '',
      mediaIds: media,
    });
    await follow(reader.ctx(), person.id);
    people.push({ person, vector, postId });
  }
});

test('no page runs any of them', { skip: NO_CHROMIUM }, async () => {
  const { page, ran, complaints } = await watched();
  await throughLists(page, [
    '/home',
    '/community',
    '/notifications',
    '/@reader/following',
    '/explore/people',
    '/explore',
  ]);
  // The lists have shown all of them; pages of one thing are shown for a part, another part each.
  const part = (of: number) => people.filter((_, index) => index % 16 === of);
  for (const { vector } of part(0)) await visit(page, `/search?${new URLSearchParams({ q: vector })}`);
  for (const { person } of part(3)) await visit(page, `/@${person.username}`);
  for (const { person, postId } of part(7)) await visit(page, `/@${person.username}/${postId}`);
  await visit(page, `/compose?${new URLSearchParams({ text: VECTORS[0]!, reply: people[0]!.postId })}`);
  assert.deepEqual(ran, []);
  assert.deepEqual(complaints, []);
});

test('nor do files of such names, refused and taken', { skip: NO_CHROMIUM }, async () => {
  const { page, ran, complaints } = await watched();
  await visit(page, '/compose');
  await composerReady(page);
  const picture = (await pictureOf('teal')).toString('base64');
  await page.evaluate(drop, { names: [...VECTORS], type: 'text/plain', content: '' });
  await page.getByRole('alert').getByText(VECTORS.at(-1)!).waitFor();
  await page.evaluate(drop, { names: VECTORS.slice(0, 4), type: 'image/png', content: picture });
  await page.locator(ADDED).nth(3).waitFor();
  assert.match((await page.locator('main [data-said]').textContent())!, /xss\(\).* is added/);
  assert.deepEqual(ran, []);
  assert.deepEqual(complaints, []);
});

interface Dropped {
  readonly names: string[];
  readonly type: string;
  /** As base64, the same for all. */
  readonly content: string;
}

/** Drops files upon the form. Runs in the page. */
function drop({ names, type, content }: Dropped): void {
  const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  for (const name of names) dataTransfer.items.add(new File([bytes], name, { type }));
  const form = document.querySelector('main form.composer')!;
  form.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
}

/** A window of the reader's, and where a script ran that nobody of ours has written. */
async function watched() {
  const { context, page, complaints } = await openWindow();
  await context.addCookies([{ name: 'session', value: await reader.token(), url: address }]);
  const ran: string[] = [];
  await context.exposeFunction('xss', () => void ran.push(page.url()));
  page.on('dialog', (dialog) => {
    ran.push(`${page.url()}: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { page, ran, complaints };
}

/** A list and all its further pages, by the links a visitor without script would follow. */
async function throughLists(page: Page, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    for (let next: string | null = path; next !== null; ) {
      await visit(page, next);
      next = await page.evaluate(() => document.querySelector('a.more')?.getAttribute('href') ?? null);
    }
  }
}

/** Opens a page and touches what waits to be touched: warnings open, everything is hovered and focused. */
async function visit(page: Page, path: string): Promise<void> {
  await page.goto(address + path, { waitUntil: 'domcontentloaded' });
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
    for (const element of document.querySelectorAll('main *')) {
      for (const type of ['mouseover', 'focus', 'error', 'load', 'toggle'])
        element.dispatchEvent(new Event(type));
    }
  });
}

/** The name is put past its limit of length, which is not what keeps it harmless. */
async function typeProfile(person: Person, vector: string): Promise<void> {
  const fields = [{ name: vector.slice(0, 250), value: vector }];
  await updateProfile(person.ctx(), { bio: vector, fields, avatarDescription: vector });
  const { deployment, tenant } = community;
  await deployment.shards.get(tenant.shard)!.query(tenant.id, {
    text: withSchema('update tenant.user set display_name = $2 where id = $1', tenant.schema),
    values: [person.id, vector],
  });
}
