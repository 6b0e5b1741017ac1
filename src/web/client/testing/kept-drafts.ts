// What a browser keeps of drafts in the store that outlives it when it is killed.

import type { Page } from 'playwright-core';
import { eventually } from '../../../../test/support/eventually.ts';

/** The names and contents of what is kept, as JSON; files have no more than their fields in it. */
export const keptDrafts = (page: Page): Promise<(readonly [name: string, content: string])[]> =>
  page.evaluate(async () => {
    const known = (await indexedDB.databases()).some(({ name }) => name === 'nexus-draft');
    if (!known) return [];
    const done = <T>(asked: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
    const database = await done(indexedDB.open('nexus-draft'));
    const store = () => database.transaction('drafts').objectStore('drafts');
    const [names, contents] = await Promise.all([done(store().getAllKeys()), done(store().getAll())]);
    database.close();
    return names.map((name, index) => [String(name), JSON.stringify(contents[index])] as const);
  });

/** Waits until all of these words are kept: then they outlive the browser. */
export const keptForGood = (page: Page, ...words: readonly string[]): Promise<unknown> =>
  eventually(
    async () => (await keptDrafts(page)).map(([, content]) => content).join('\n'),
    (contents) => words.every((word) => contents.includes(word)),
  );
