// Debian's Chromium for tests of the page script.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { atEnd } from '../../../../test/support/at-end.ts';
import { ARGUMENTS, HARMLESS, PATIENCE, PROGRAM } from '../../../../test/support/chromium.ts';
import { eventually } from '../../../../test/support/eventually.ts';

/** A browser that keeps pages in its back/forward cache, or does not. Closed after the file's last test. */
export async function openBrowser({ cachesPages }: { cachesPages: boolean }): Promise<BrowserContext> {
  const browser = await chromium.launch({
    executablePath: PROGRAM,
    args: ARGUMENTS,
    timeout: PATIENCE.start,
    ...(cachesPages && { ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
  });
  atEnd(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 900, height: 700 } });
  context.setDefaultTimeout(PATIENCE.act);
  return context;
}

/** A page, and what the browser complained of on it: errors of the script and breaches of the policy. */
export async function openPage(context: BrowserContext): Promise<{ page: Page; complaints: string[] }> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => {
    if (!HARMLESS.test(error.message)) complaints.push(String(error));
  });
  page.on('console', (message) => {
    if (/Content Security Policy|TrustedHTML/.test(message.text())) complaints.push(message.text());
  });
  return { page, complaints };
}

export interface Mortal {
  readonly page: Page;
  /** Ends the browser as a crash does: nothing is written any more. */
  kill(): Promise<void>;
}

/** A browser with a profile on disk, which can be killed and started again. */
export async function startMortal(profile: string): Promise<Mortal> {
  // Chromium writes down the port it got; the one before did so too.
  const file = join(profile, 'DevToolsActivePort');
  rmSync(file, { force: true });
  const flags = ['--headless', `--user-data-dir=${profile}`, '--remote-debugging-port=0', ...ARGUMENTS];
  const child = spawn(PROGRAM, [...flags, 'about:blank'], { detached: true, stdio: 'ignore' });
  const kill = () => killGroup(child);
  atEnd(kill);
  const port = await eventually(
    async () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n')[0]! : ''),
    (found) => found !== '',
  );
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { timeout: PATIENCE.start });
  const [context] = browser.contexts();
  context!.setDefaultTimeout(PATIENCE.act);
  return { page: await context!.newPage(), kill };
}

async function killGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  process.kill(-child.pid!, 'SIGKILL');
  await ended;
}
