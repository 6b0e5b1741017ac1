// A real browser for tests: Debian's Chromium, driven by playwright-core. Where it is absent tests are skipped and
// say so. Whatever a page complains of on its console (scripts that fail, policies broken) is kept.

import { existsSync } from 'node:fs';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { atEnd } from './at-end.ts';

export const PROGRAM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** For `test(name, { skip: NO_CHROMIUM }, …)`: why there is no browser, or false. */
export const NO_CHROMIUM: string | false = existsSync(PROGRAM)
  ? false
  : `Chromium is not installed: apt-get install chromium (or set CHROMIUM), then run this again`;

export const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A page that could not be had is asked for again when a test says so, not by itself.
  '--disable-auto-reload',
];

/** Milliseconds until a busy machine has started a browser, and until a page has done what is waited for. */
export const PATIENCE = { start: 120_000, act: 45_000 } as const;

const started = new Map<boolean, Promise<Browser>>();

/** The file's browser; closed after its tests. Playwright turns the back/forward cache off; people have it. */
export function launchChromium(cachesPages = true): Promise<Browser> {
  let browser = started.get(cachesPages);
  if (browser === undefined) {
    browser = launch(cachesPages ? ['--disable-back-forward-cache'] : []);
    started.set(cachesPages, browser);
  }
  return browser;
}

async function launch(ignoreDefaultArgs: string[]): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: PROGRAM,
    args: ARGUMENTS,
    ignoreDefaultArgs,
    timeout: PATIENCE.start,
  });
  atEnd(() => browser.close());
  return browser;
}

export const PHONE = { width: 390, height: 844 } as const;
export const DESKTOP = { width: 1280, height: 900 } as const;

// A refused form or a page that is not there is an answer, judged by the test; a view transition gives way to the next
// navigation; a stream ends with its server.
export const HARMLESS =
  /status of 4\d\d|^Transition was (aborted|skipped)|ERR_(CONNECTION_REFUSED|INCOMPLETE_CHUNKED_ENCODING|NETWORK_CHANGED)/;

export interface Window {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What its pages have complained of. */
  readonly complaints: readonly string[];
}

export interface WindowOptions extends BrowserContextOptions {
  /** Whether pages one has left are kept as they are, as browsers do while they have the room. */
  readonly cachesPages?: boolean;
}

/** A window with cookies and storage of its own. */
export async function openWindow({ cachesPages, ...options }: WindowOptions = {}): Promise<Window> {
  const browser = await launchChromium(cachesPages);
  const context = await browser.newContext({ viewport: PHONE, locale: 'en', ...options });
  context.setDefaultTimeout(PATIENCE.act);
  const page = await context.newPage();
  const complaints: string[] = [];
  const watch = (seen: Page) => {
    const note = (text: string) => {
      if (!HARMLESS.test(text)) complaints.push(`${seen.url()}: ${text}`);
    };
    seen.on('pageerror', (error) => note(error.message));
    seen.on('console', (message) => {
      if (message.type() === 'error') note(message.text());
    });
  };
  watch(page);
  context.on('page', watch);
  return { context, page, complaints };
}
