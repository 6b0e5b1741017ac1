// `npm run gallery`: a picture of every page, light and dark, on a phone and a desktop, and right-to-left, in
// `.nexus/gallery` (or the folder given), for people to look at. `npm run gallery -- OUT WORD` makes those whose name
// holds the word. Says which pages are wider than their window.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { ARGUMENTS, DESKTOP, NO_CHROMIUM, PHONE, PROGRAM } from '../test/support/chromium.ts';
import { startDemo } from '../test/web/demo.ts';
import { webPages } from '../test/web/pages.ts';

const [out = '.nexus/gallery', word = ''] = process.argv.slice(2);
if (NO_CHROMIUM) throw new Error(NO_CHROMIUM);
await mkdir(out, { recursive: true });

const LOOKS = [
  { name: 'phone-light', viewport: PHONE, colorScheme: 'light', locale: 'en' },
  { name: 'phone-dark', viewport: PHONE, colorScheme: 'dark', locale: 'en' },
  { name: 'desktop-light', viewport: DESKTOP, colorScheme: 'light', locale: 'en' },
  { name: 'desktop-dark', viewport: DESKTOP, colorScheme: 'dark', locale: 'en' },
  { name: 'phone-rtl', viewport: PHONE, colorScheme: 'light', locale: 'ar' },
] as const;

const demo = await startDemo();
const browser = await chromium.launch({ executablePath: PROGRAM, args: [...ARGUMENTS] });
const made: string[] = [];
try {
  const pages = (await webPages(demo.ask)).filter(({ name }) => name.includes(word));
  for (const { name: look, ...options } of LOOKS) {
    const contexts = new Map<string, BrowserContext>();
    for (const page of pages) {
      const context = contexts.get(page.as) ?? (await browser.newContext(options));
      if (!contexts.has(page.as)) await demo.signIn(context, page.as);
      // members have chosen a language, which goes before the browser's
      const chosen = `language=${options.locale}`;
      await context.addCookies([{ name: 'look', value: chosen, url: demo.address }]);
      contexts.set(page.as, context);
      await shoot(context, page.path, `${page.name}.${look}`);
    }
    for (const context of contexts.values()) await context.close();
  }
  await writeFile(join(out, 'index.html'), indexOf(made));
} finally {
  await browser.close();
  await demo.stop();
}
process.stdout.write(`${made.length} pictures: ${join(out, 'index.html')}\n`);

async function shoot(context: BrowserContext, path: string, name: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(demo.address + path, { waitUntil: 'load' });
  await page.waitForTimeout(250);
  const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
  if (wide) process.stdout.write(`wider than its window: ${name}\n`);
  await page.screenshot({ path: join(out, `${name}.png`) });
  made.push(name);
  await page.close();
}

function indexOf(names: readonly string[]): string {
  const figures = names.map(
    (name) => `<figure><img src="${name}.png" alt=""><figcaption>${name}</figcaption></figure>`,
  );
  return `<!doctype html><meta charset="utf-8"><title>Gallery</title>
<style>body{display:flex;flex-wrap:wrap;gap:1rem;font:14px system-ui}img{height:480px;border:1px solid #ccc}</style>
${figures.join('\n')}\n`;
}
